// Made by scripts/generate.mjs from proto/schema/control.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { fromAnswerCallback, fromAskCallback, fromCallback, readAnswerCallback, readAskCallback, readCallback, type AnswerCallback, type AnswerCallbackInit, type AskCallback, type AskCallbackInit, type Callback, type CallbackInit, writeAnswerCallback, writeAskCallback, writeCallback } from './callback.ts';
import { CallKindNumber, CallKindText, CallPartNumber, CallPartText, EndCauseNumber, EndCauseText, MoveCauseNumber, MoveCauseText, PresenceNumber, PresenceText, fromParticipant, readParticipant, type CallKind, type CallPart, type EndCause, type MoveCause, type Participant, type ParticipantInit, type Presence, writeParticipant } from './common.ts';
import { fromConversationChanged, fromEditItem, fromMarkSeen, fromPostItem, fromPosted, fromRateConversation, fromSetTyping, fromSyncConversation, fromTimeline, fromTypingChanged, readConversationChanged, readEditItem, readMarkSeen, readPostItem, readPosted, readRateConversation, readSetTyping, readSyncConversation, readTimeline, readTypingChanged, type ConversationChanged, type ConversationChangedInit, type EditItem, type EditItemInit, type MarkSeen, type MarkSeenInit, type PostItem, type PostItemInit, type Posted, type PostedInit, type RateConversation, type RateConversationInit, type SetTyping, type SetTypingInit, type SyncConversation, type SyncConversationInit, type Timeline, type TimelineInit, type TypingChanged, type TypingChangedInit, writeConversationChanged, writeEditItem, writeMarkSeen, writePostItem, writePosted, writeRateConversation, writeSetTyping, writeSyncConversation, writeTimeline, writeTypingChanged } from './conversation.ts';
import { fromFieldsChanged, readFieldsChanged, type FieldsChanged, type FieldsChangedInit, writeFieldsChanged } from './fields.ts';
import { fromFollowConversation, readFollowConversation, type FollowConversation, type FollowConversationInit, writeFollowConversation } from './followers.ts';
import { fromCallGuest, fromInviteColleague, fromReleaseGuest, fromSuperviseCall, fromTransferCall, fromWithdrawInvitation, readCallGuest, readInviteColleague, readReleaseGuest, readSuperviseCall, readTransferCall, readWithdrawInvitation, type CallGuest, type CallGuestInit, type InviteColleague, type InviteColleagueInit, type ReleaseGuest, type ReleaseGuestInit, type SuperviseCall, type SuperviseCallInit, type TransferCall, type TransferCallInit, type WithdrawInvitation, type WithdrawInvitationInit, writeCallGuest, writeInviteColleague, writeReleaseGuest, writeSuperviseCall, writeTransferCall, writeWithdrawInvitation } from './guests.ts';
import { fromCallSummary, fromPastCalls, readCallSummary, readPastCalls, type CallSummary, type CallSummaryInit, type PastCalls, type PastCallsInit, writeCallSummary, writePastCalls } from './history.ts';
import { fromChangeConversations, fromConversationCounts, fromConversationList, fromConversationsChanged, fromFiltersChanged, fromFocusChanged, fromListConversations, readChangeConversations, readConversationCounts, readConversationList, readConversationsChanged, readFiltersChanged, readFocusChanged, readListConversations, type ChangeConversations, type ChangeConversationsInit, type ConversationCounts, type ConversationCountsInit, type ConversationList, type ConversationListInit, type ConversationsChanged, type ConversationsChangedInit, type FiltersChanged, type FiltersChangedInit, type FocusChanged, type FocusChangedInit, type ListConversations, type ListConversationsInit, writeChangeConversations, writeConversationCounts, writeConversationList, writeConversationsChanged, writeFiltersChanged, writeFocusChanged, writeListConversations } from './lists.ts';
import { fromIceServer, fromRtpCapabilities, readIceServer, readRtpCapabilities, type IceServer, type IceServerInit, type RtpCapabilities, type RtpCapabilitiesInit, writeIceServer, writeRtpCapabilities } from './rtp.ts';
import { fromMeshAgent, fromMeshEdge, fromMeshNode, fromMeshQueue, readMeshAgent, readMeshEdge, readMeshNode, readMeshQueue, type MeshAgent, type MeshAgentInit, type MeshEdge, type MeshEdgeInit, type MeshNode, type MeshNodeInit, type MeshQueue, type MeshQueueInit, writeMeshAgent, writeMeshEdge, writeMeshNode, writeMeshQueue } from './sights.ts';
import { fromBlockCustomer, fromCloseConversation, fromFocusConversation, fromPrioritizeConversation, fromSnoozeConversation, fromTagConversation, fromTakeConversation, fromTransferConversation, fromWakeConversation, readBlockCustomer, readCloseConversation, readFocusConversation, readPrioritizeConversation, readSnoozeConversation, readTagConversation, readTakeConversation, readTransferConversation, readWakeConversation, type BlockCustomer, type BlockCustomerInit, type CloseConversation, type CloseConversationInit, type FocusConversation, type FocusConversationInit, type PrioritizeConversation, type PrioritizeConversationInit, type SnoozeConversation, type SnoozeConversationInit, type TagConversation, type TagConversationInit, type TakeConversation, type TakeConversationInit, type TransferConversation, type TransferConversationInit, type WakeConversation, type WakeConversationInit, writeBlockCustomer, writeCloseConversation, writeFocusConversation, writePrioritizeConversation, writeSnoozeConversation, writeTagConversation, writeTakeConversation, writeTransferConversation, writeWakeConversation } from './sorting.ts';

export interface ControlRequest {
  body:
    | { readonly case: 'requestCall'; readonly value: RequestCall }
    | { readonly case: 'hangUp'; readonly value: HangUp }
    | { readonly case: 'syncCall'; readonly value: SyncCall }
    | { readonly case: 'setHold'; readonly value: SetHold }
    | { readonly case: 'setPresence'; readonly value: SetPresence }
    | { readonly case: 'answerOffer'; readonly value: AnswerOffer }
    | { readonly case: 'syncDesk'; readonly value: SyncDesk }
    | { readonly case: 'watchMesh'; readonly value: WatchMesh }
    | { readonly case: 'drainNode'; readonly value: DrainNode }
    | { readonly case: 'reportGap'; readonly value: ReportGap }
    | { readonly case: 'syncConversation'; readonly value: SyncConversation }
    | { readonly case: 'postItem'; readonly value: PostItem }
    | { readonly case: 'editItem'; readonly value: EditItem }
    | { readonly case: 'markSeen'; readonly value: MarkSeen }
    | { readonly case: 'setTyping'; readonly value: SetTyping }
    | { readonly case: 'rateConversation'; readonly value: RateConversation }
    | { readonly case: 'listConversations'; readonly value: ListConversations }
    | { readonly case: 'focusConversation'; readonly value: FocusConversation }
    | { readonly case: 'takeConversation'; readonly value: TakeConversation }
    | { readonly case: 'transferConversation'; readonly value: TransferConversation }
    | { readonly case: 'closeConversation'; readonly value: CloseConversation }
    | { readonly case: 'transferCall'; readonly value: TransferCall }
    | { readonly case: 'superviseCall'; readonly value: SuperviseCall }
    | { readonly case: 'inviteColleague'; readonly value: InviteColleague }
    | { readonly case: 'releaseGuest'; readonly value: ReleaseGuest }
    | { readonly case: 'askCallback'; readonly value: AskCallback }
    | { readonly case: 'answerCallback'; readonly value: AnswerCallback }
    | { readonly case: 'tagConversation'; readonly value: TagConversation }
    | { readonly case: 'prioritizeConversation'; readonly value: PrioritizeConversation }
    | { readonly case: 'snoozeConversation'; readonly value: SnoozeConversation }
    | { readonly case: 'wakeConversation'; readonly value: WakeConversation }
    | { readonly case: 'changeConversations'; readonly value: ChangeConversations }
    | { readonly case: 'standbyFailed'; readonly value: StandbyFailed }
    | { readonly case: 'nodeHeard'; readonly value: NodeHeard }
    | { readonly case: 'blockCustomer'; readonly value: BlockCustomer }
    | { readonly case: 'withdrawInvitation'; readonly value: WithdrawInvitation }
    | { readonly case: 'followConversation'; readonly value: FollowConversation }
    | undefined;
}

/** What ControlRequest.encode takes: absent fields are their zero value. */
export interface ControlRequestInit {
  readonly body?:
    | { readonly case: 'requestCall'; readonly value: RequestCallInit }
    | { readonly case: 'hangUp'; readonly value: HangUpInit }
    | { readonly case: 'syncCall'; readonly value: SyncCallInit }
    | { readonly case: 'setHold'; readonly value: SetHoldInit }
    | { readonly case: 'setPresence'; readonly value: SetPresenceInit }
    | { readonly case: 'answerOffer'; readonly value: AnswerOfferInit }
    | { readonly case: 'syncDesk'; readonly value: SyncDeskInit }
    | { readonly case: 'watchMesh'; readonly value: WatchMeshInit }
    | { readonly case: 'drainNode'; readonly value: DrainNodeInit }
    | { readonly case: 'reportGap'; readonly value: ReportGapInit }
    | { readonly case: 'syncConversation'; readonly value: SyncConversationInit }
    | { readonly case: 'postItem'; readonly value: PostItemInit }
    | { readonly case: 'editItem'; readonly value: EditItemInit }
    | { readonly case: 'markSeen'; readonly value: MarkSeenInit }
    | { readonly case: 'setTyping'; readonly value: SetTypingInit }
    | { readonly case: 'rateConversation'; readonly value: RateConversationInit }
    | { readonly case: 'listConversations'; readonly value: ListConversationsInit }
    | { readonly case: 'focusConversation'; readonly value: FocusConversationInit }
    | { readonly case: 'takeConversation'; readonly value: TakeConversationInit }
    | { readonly case: 'transferConversation'; readonly value: TransferConversationInit }
    | { readonly case: 'closeConversation'; readonly value: CloseConversationInit }
    | { readonly case: 'transferCall'; readonly value: TransferCallInit }
    | { readonly case: 'superviseCall'; readonly value: SuperviseCallInit }
    | { readonly case: 'inviteColleague'; readonly value: InviteColleagueInit }
    | { readonly case: 'releaseGuest'; readonly value: ReleaseGuestInit }
    | { readonly case: 'askCallback'; readonly value: AskCallbackInit }
    | { readonly case: 'answerCallback'; readonly value: AnswerCallbackInit }
    | { readonly case: 'tagConversation'; readonly value: TagConversationInit }
    | { readonly case: 'prioritizeConversation'; readonly value: PrioritizeConversationInit }
    | { readonly case: 'snoozeConversation'; readonly value: SnoozeConversationInit }
    | { readonly case: 'wakeConversation'; readonly value: WakeConversationInit }
    | { readonly case: 'changeConversations'; readonly value: ChangeConversationsInit }
    | { readonly case: 'standbyFailed'; readonly value: StandbyFailedInit }
    | { readonly case: 'nodeHeard'; readonly value: NodeHeardInit }
    | { readonly case: 'blockCustomer'; readonly value: BlockCustomerInit }
    | { readonly case: 'withdrawInvitation'; readonly value: WithdrawInvitationInit }
    | { readonly case: 'followConversation'; readonly value: FollowConversationInit }
    | undefined;
}

export function writeControlRequest(m: ControlRequestInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'requestCall': writeRequestCall(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'hangUp': writeHangUp(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'syncCall': writeSyncCall(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'setHold': writeSetHold(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'setPresence': writeSetPresence(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'answerOffer': writeAnswerOffer(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'syncDesk': writeSyncDesk(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case 'watchMesh': writeWatchMesh(m.body.value, w.uint32(66).fork()).ldelim(); break;
    case 'drainNode': writeDrainNode(m.body.value, w.uint32(74).fork()).ldelim(); break;
    case 'reportGap': writeReportGap(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case 'syncConversation': writeSyncConversation(m.body.value, w.uint32(90).fork()).ldelim(); break;
    case 'postItem': writePostItem(m.body.value, w.uint32(98).fork()).ldelim(); break;
    case 'editItem': writeEditItem(m.body.value, w.uint32(106).fork()).ldelim(); break;
    case 'markSeen': writeMarkSeen(m.body.value, w.uint32(114).fork()).ldelim(); break;
    case 'setTyping': writeSetTyping(m.body.value, w.uint32(122).fork()).ldelim(); break;
    case 'rateConversation': writeRateConversation(m.body.value, w.uint32(130).fork()).ldelim(); break;
    case 'listConversations': writeListConversations(m.body.value, w.uint32(138).fork()).ldelim(); break;
    case 'focusConversation': writeFocusConversation(m.body.value, w.uint32(146).fork()).ldelim(); break;
    case 'takeConversation': writeTakeConversation(m.body.value, w.uint32(154).fork()).ldelim(); break;
    case 'transferConversation': writeTransferConversation(m.body.value, w.uint32(162).fork()).ldelim(); break;
    case 'closeConversation': writeCloseConversation(m.body.value, w.uint32(170).fork()).ldelim(); break;
    case 'transferCall': writeTransferCall(m.body.value, w.uint32(178).fork()).ldelim(); break;
    case 'superviseCall': writeSuperviseCall(m.body.value, w.uint32(186).fork()).ldelim(); break;
    case 'inviteColleague': writeInviteColleague(m.body.value, w.uint32(194).fork()).ldelim(); break;
    case 'releaseGuest': writeReleaseGuest(m.body.value, w.uint32(202).fork()).ldelim(); break;
    case 'askCallback': writeAskCallback(m.body.value, w.uint32(210).fork()).ldelim(); break;
    case 'answerCallback': writeAnswerCallback(m.body.value, w.uint32(218).fork()).ldelim(); break;
    case 'tagConversation': writeTagConversation(m.body.value, w.uint32(226).fork()).ldelim(); break;
    case 'prioritizeConversation': writePrioritizeConversation(m.body.value, w.uint32(234).fork()).ldelim(); break;
    case 'snoozeConversation': writeSnoozeConversation(m.body.value, w.uint32(242).fork()).ldelim(); break;
    case 'wakeConversation': writeWakeConversation(m.body.value, w.uint32(250).fork()).ldelim(); break;
    case 'changeConversations': writeChangeConversations(m.body.value, w.uint32(258).fork()).ldelim(); break;
    case 'standbyFailed': writeStandbyFailed(m.body.value, w.uint32(266).fork()).ldelim(); break;
    case 'nodeHeard': writeNodeHeard(m.body.value, w.uint32(274).fork()).ldelim(); break;
    case 'blockCustomer': writeBlockCustomer(m.body.value, w.uint32(282).fork()).ldelim(); break;
    case 'withdrawInvitation': writeWithdrawInvitation(m.body.value, w.uint32(290).fork()).ldelim(); break;
    case 'followConversation': writeFollowConversation(m.body.value, w.uint32(298).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readControlRequest(r: Reader, end: number): ControlRequest {
  const m: ControlRequest = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'requestCall', value: readRequestCall(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'hangUp', value: readHangUp(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'syncCall', value: readSyncCall(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'setHold', value: readSetHold(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'setPresence', value: readSetPresence(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'answerOffer', value: readAnswerOffer(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'syncDesk', value: readSyncDesk(r, r.uint32() + r.pos) }; break;
      case 66: m.body = { case: 'watchMesh', value: readWatchMesh(r, r.uint32() + r.pos) }; break;
      case 74: m.body = { case: 'drainNode', value: readDrainNode(r, r.uint32() + r.pos) }; break;
      case 82: m.body = { case: 'reportGap', value: readReportGap(r, r.uint32() + r.pos) }; break;
      case 90: m.body = { case: 'syncConversation', value: readSyncConversation(r, r.uint32() + r.pos) }; break;
      case 98: m.body = { case: 'postItem', value: readPostItem(r, r.uint32() + r.pos) }; break;
      case 106: m.body = { case: 'editItem', value: readEditItem(r, r.uint32() + r.pos) }; break;
      case 114: m.body = { case: 'markSeen', value: readMarkSeen(r, r.uint32() + r.pos) }; break;
      case 122: m.body = { case: 'setTyping', value: readSetTyping(r, r.uint32() + r.pos) }; break;
      case 130: m.body = { case: 'rateConversation', value: readRateConversation(r, r.uint32() + r.pos) }; break;
      case 138: m.body = { case: 'listConversations', value: readListConversations(r, r.uint32() + r.pos) }; break;
      case 146: m.body = { case: 'focusConversation', value: readFocusConversation(r, r.uint32() + r.pos) }; break;
      case 154: m.body = { case: 'takeConversation', value: readTakeConversation(r, r.uint32() + r.pos) }; break;
      case 162: m.body = { case: 'transferConversation', value: readTransferConversation(r, r.uint32() + r.pos) }; break;
      case 170: m.body = { case: 'closeConversation', value: readCloseConversation(r, r.uint32() + r.pos) }; break;
      case 178: m.body = { case: 'transferCall', value: readTransferCall(r, r.uint32() + r.pos) }; break;
      case 186: m.body = { case: 'superviseCall', value: readSuperviseCall(r, r.uint32() + r.pos) }; break;
      case 194: m.body = { case: 'inviteColleague', value: readInviteColleague(r, r.uint32() + r.pos) }; break;
      case 202: m.body = { case: 'releaseGuest', value: readReleaseGuest(r, r.uint32() + r.pos) }; break;
      case 210: m.body = { case: 'askCallback', value: readAskCallback(r, r.uint32() + r.pos) }; break;
      case 218: m.body = { case: 'answerCallback', value: readAnswerCallback(r, r.uint32() + r.pos) }; break;
      case 226: m.body = { case: 'tagConversation', value: readTagConversation(r, r.uint32() + r.pos) }; break;
      case 234: m.body = { case: 'prioritizeConversation', value: readPrioritizeConversation(r, r.uint32() + r.pos) }; break;
      case 242: m.body = { case: 'snoozeConversation', value: readSnoozeConversation(r, r.uint32() + r.pos) }; break;
      case 250: m.body = { case: 'wakeConversation', value: readWakeConversation(r, r.uint32() + r.pos) }; break;
      case 258: m.body = { case: 'changeConversations', value: readChangeConversations(r, r.uint32() + r.pos) }; break;
      case 266: m.body = { case: 'standbyFailed', value: readStandbyFailed(r, r.uint32() + r.pos) }; break;
      case 274: m.body = { case: 'nodeHeard', value: readNodeHeard(r, r.uint32() + r.pos) }; break;
      case 282: m.body = { case: 'blockCustomer', value: readBlockCustomer(r, r.uint32() + r.pos) }; break;
      case 290: m.body = { case: 'withdrawInvitation', value: readWithdrawInvitation(r, r.uint32() + r.pos) }; break;
      case 298: m.body = { case: 'followConversation', value: readFollowConversation(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ControlRequest');
}

export function fromControlRequest(value: unknown): ControlRequest {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<ControlRequest['body']>>(o['body'], {
      requestCall: (v) => ({ case: 'requestCall', value: fromRequestCall(v) }) as const,
      hangUp: (v) => ({ case: 'hangUp', value: fromHangUp(v) }) as const,
      syncCall: (v) => ({ case: 'syncCall', value: fromSyncCall(v) }) as const,
      setHold: (v) => ({ case: 'setHold', value: fromSetHold(v) }) as const,
      setPresence: (v) => ({ case: 'setPresence', value: fromSetPresence(v) }) as const,
      answerOffer: (v) => ({ case: 'answerOffer', value: fromAnswerOffer(v) }) as const,
      syncDesk: (v) => ({ case: 'syncDesk', value: fromSyncDesk(v) }) as const,
      watchMesh: (v) => ({ case: 'watchMesh', value: fromWatchMesh(v) }) as const,
      drainNode: (v) => ({ case: 'drainNode', value: fromDrainNode(v) }) as const,
      reportGap: (v) => ({ case: 'reportGap', value: fromReportGap(v) }) as const,
      syncConversation: (v) => ({ case: 'syncConversation', value: fromSyncConversation(v) }) as const,
      postItem: (v) => ({ case: 'postItem', value: fromPostItem(v) }) as const,
      editItem: (v) => ({ case: 'editItem', value: fromEditItem(v) }) as const,
      markSeen: (v) => ({ case: 'markSeen', value: fromMarkSeen(v) }) as const,
      setTyping: (v) => ({ case: 'setTyping', value: fromSetTyping(v) }) as const,
      rateConversation: (v) => ({ case: 'rateConversation', value: fromRateConversation(v) }) as const,
      listConversations: (v) => ({ case: 'listConversations', value: fromListConversations(v) }) as const,
      focusConversation: (v) => ({ case: 'focusConversation', value: fromFocusConversation(v) }) as const,
      takeConversation: (v) => ({ case: 'takeConversation', value: fromTakeConversation(v) }) as const,
      transferConversation: (v) => ({ case: 'transferConversation', value: fromTransferConversation(v) }) as const,
      closeConversation: (v) => ({ case: 'closeConversation', value: fromCloseConversation(v) }) as const,
      transferCall: (v) => ({ case: 'transferCall', value: fromTransferCall(v) }) as const,
      superviseCall: (v) => ({ case: 'superviseCall', value: fromSuperviseCall(v) }) as const,
      inviteColleague: (v) => ({ case: 'inviteColleague', value: fromInviteColleague(v) }) as const,
      releaseGuest: (v) => ({ case: 'releaseGuest', value: fromReleaseGuest(v) }) as const,
      askCallback: (v) => ({ case: 'askCallback', value: fromAskCallback(v) }) as const,
      answerCallback: (v) => ({ case: 'answerCallback', value: fromAnswerCallback(v) }) as const,
      tagConversation: (v) => ({ case: 'tagConversation', value: fromTagConversation(v) }) as const,
      prioritizeConversation: (v) => ({ case: 'prioritizeConversation', value: fromPrioritizeConversation(v) }) as const,
      snoozeConversation: (v) => ({ case: 'snoozeConversation', value: fromSnoozeConversation(v) }) as const,
      wakeConversation: (v) => ({ case: 'wakeConversation', value: fromWakeConversation(v) }) as const,
      changeConversations: (v) => ({ case: 'changeConversations', value: fromChangeConversations(v) }) as const,
      standbyFailed: (v) => ({ case: 'standbyFailed', value: fromStandbyFailed(v) }) as const,
      nodeHeard: (v) => ({ case: 'nodeHeard', value: fromNodeHeard(v) }) as const,
      blockCustomer: (v) => ({ case: 'blockCustomer', value: fromBlockCustomer(v) }) as const,
      withdrawInvitation: (v) => ({ case: 'withdrawInvitation', value: fromWithdrawInvitation(v) }) as const,
      followConversation: (v) => ({ case: 'followConversation', value: fromFollowConversation(v) }) as const,
    }),
  };
}

export const ControlRequest: Codec<ControlRequest, ControlRequestInit> = codec(writeControlRequest, readControlRequest, fromControlRequest);

/** A customer asks for an agent. Asking again while a call of the same customer lives answers with that call. */
export interface RequestCall {
  kind: CallKind;
  /** A queue of the routing rules; empty, or one that they do not have = where the rules put it. */
  queueId: string;
  /** What the page calls the customer; empty = the token's name. */
  displayName: string;
  page: PageContext | undefined;
  /** Measured round trips to each region's edge, best hint for placement; may be empty. */
  regionRtts: RegionRtt[];
}

/** What RequestCall.encode takes: absent fields are their zero value. */
export interface RequestCallInit {
  readonly kind?: CallKind | undefined;
  readonly queueId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly page?: PageContextInit | undefined;
  readonly regionRtts?: readonly RegionRttInit[] | undefined;
}

export function writeRequestCall(m: RequestCallInit, w: Writer): Writer {
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(8).int32(CallKindNumber[m.kind]);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(18).string(m.queueId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(26).string(m.displayName);
  if (m.page !== undefined) writePageContext(m.page, w.uint32(34).fork()).ldelim();
  for (const v of m.regionRtts ?? []) writeRegionRtt(v, w.uint32(42).fork()).ldelim();
  return w;
}

export function readRequestCall(r: Reader, end: number): RequestCall {
  const m: RequestCall = { kind: 'unspecified', queueId: '', displayName: '', page: undefined, regionRtts: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 18: m.queueId = r.string(); break;
      case 26: m.displayName = r.string(); break;
      case 34: m.page = readPageContext(r, r.uint32() + r.pos); break;
      case 42: m.regionRtts.push(readRegionRtt(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RequestCall');
}

export function fromRequestCall(value: unknown): RequestCall {
  const o = json.object(value);
  return {
    kind: json.oneOf(CallKindNumber, o['kind']),
    queueId: json.text(o['queueId']),
    displayName: json.text(o['displayName']),
    page: o['page'] === undefined ? undefined : fromPageContext(o['page']),
    regionRtts: json.list(o['regionRtts']).map((v) => fromRegionRtt(v)),
  };
}

export const RequestCall: Codec<RequestCall, RequestCallInit> = codec(writeRequestCall, readRequestCall, fromRequestCall);

/** Where the customer is, for the agent's eyes. Untrusted text. */
export interface PageContext {
  url: string;
  title: string;
  locale: string;
}

/** What PageContext.encode takes: absent fields are their zero value. */
export interface PageContextInit {
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly locale?: string | undefined;
}

export function writePageContext(m: PageContextInit, w: Writer): Writer {
  if (m.url !== undefined && m.url !== '') w.uint32(10).string(m.url);
  if (m.title !== undefined && m.title !== '') w.uint32(18).string(m.title);
  if (m.locale !== undefined && m.locale !== '') w.uint32(26).string(m.locale);
  return w;
}

export function readPageContext(r: Reader, end: number): PageContext {
  const m: PageContext = { url: '', title: '', locale: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.url = r.string(); break;
      case 18: m.title = r.string(); break;
      case 26: m.locale = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'PageContext');
}

export function fromPageContext(value: unknown): PageContext {
  const o = json.object(value);
  return {
    url: json.text(o['url']),
    title: json.text(o['title']),
    locale: json.text(o['locale']),
  };
}

export const PageContext: Codec<PageContext, PageContextInit> = codec(writePageContext, readPageContext, fromPageContext);

export interface RegionRtt {
  region: string;
  rttMs: number;
}

/** What RegionRtt.encode takes: absent fields are their zero value. */
export interface RegionRttInit {
  readonly region?: string | undefined;
  readonly rttMs?: number | undefined;
}

export function writeRegionRtt(m: RegionRttInit, w: Writer): Writer {
  if (m.region !== undefined && m.region !== '') w.uint32(10).string(m.region);
  if (m.rttMs !== undefined && m.rttMs !== 0) w.uint32(16).uint32(m.rttMs);
  return w;
}

export function readRegionRtt(r: Reader, end: number): RegionRtt {
  const m: RegionRtt = { region: '', rttMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.region = r.string(); break;
      case 16: m.rttMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'RegionRtt');
}

export function fromRegionRtt(value: unknown): RegionRtt {
  const o = json.object(value);
  return {
    region: json.text(o['region']),
    rttMs: json.number(o['rttMs']),
  };
}

export const RegionRtt: Codec<RegionRtt, RegionRttInit> = codec(writeRegionRtt, readRegionRtt, fromRegionRtt);

export interface HangUp {
  callId: string;
}

/** What HangUp.encode takes: absent fields are their zero value. */
export interface HangUpInit {
  readonly callId?: string | undefined;
}

export function writeHangUp(m: HangUpInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  return w;
}

export function readHangUp(r: Reader, end: number): HangUp {
  const m: HangUp = { callId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'HangUp');
}

export function fromHangUp(value: unknown): HangUp {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
  };
}

export const HangUp: Codec<HangUp, HangUpInit> = codec(writeHangUp, readHangUp, fromHangUp);

/** Empty call id = the live call of the one who asks. */
export interface SyncCall {
  callId: string;
}

/** What SyncCall.encode takes: absent fields are their zero value. */
export interface SyncCallInit {
  readonly callId?: string | undefined;
}

export function writeSyncCall(m: SyncCallInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  return w;
}

export function readSyncCall(r: Reader, end: number): SyncCall {
  const m: SyncCall = { callId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SyncCall');
}

export function fromSyncCall(value: unknown): SyncCall {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
  };
}

export const SyncCall: Codec<SyncCall, SyncCallInit> = codec(writeSyncCall, readSyncCall, fromSyncCall);

export interface SetHold {
  callId: string;
  on: boolean;
}

/** What SetHold.encode takes: absent fields are their zero value. */
export interface SetHoldInit {
  readonly callId?: string | undefined;
  readonly on?: boolean | undefined;
}

export function writeSetHold(m: SetHoldInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.on !== undefined && m.on !== false) w.uint32(16).bool(m.on);
  return w;
}

export function readSetHold(r: Reader, end: number): SetHold {
  const m: SetHold = { callId: '', on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SetHold');
}

export function fromSetHold(value: unknown): SetHold {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    on: json.bool(o['on']),
  };
}

export const SetHold: Codec<SetHold, SetHoldInit> = codec(writeSetHold, readSetHold, fromSetHold);

/** AVAILABLE, BUSY or AWAY; desks only. */
export interface SetPresence {
  presence: Presence;
  /** What for, of `Desk.pauses`: "lunch". Empty = not said, and with AVAILABLE. */
  pause: string;
}

/** What SetPresence.encode takes: absent fields are their zero value. */
export interface SetPresenceInit {
  readonly presence?: Presence | undefined;
  readonly pause?: string | undefined;
}

export function writeSetPresence(m: SetPresenceInit, w: Writer): Writer {
  if (m.presence !== undefined && m.presence !== 'unspecified') w.uint32(8).int32(PresenceNumber[m.presence]);
  if (m.pause !== undefined && m.pause !== '') w.uint32(18).string(m.pause);
  return w;
}

export function readSetPresence(r: Reader, end: number): SetPresence {
  const m: SetPresence = { presence: 'unspecified', pause: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.presence = (PresenceText[r.int32()] ?? 'unspecified'); break;
      case 18: m.pause = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SetPresence');
}

export function fromSetPresence(value: unknown): SetPresence {
  const o = json.object(value);
  return {
    presence: json.oneOf(PresenceNumber, o['presence']),
    pause: json.text(o['pause']),
  };
}

export const SetPresence: Codec<SetPresence, SetPresenceInit> = codec(writeSetPresence, readSetPresence, fromSetPresence);

export interface AnswerOffer {
  offerId: string;
  accept: boolean;
}

/** What AnswerOffer.encode takes: absent fields are their zero value. */
export interface AnswerOfferInit {
  readonly offerId?: string | undefined;
  readonly accept?: boolean | undefined;
}

export function writeAnswerOffer(m: AnswerOfferInit, w: Writer): Writer {
  if (m.offerId !== undefined && m.offerId !== '') w.uint32(10).string(m.offerId);
  if (m.accept !== undefined && m.accept !== false) w.uint32(16).bool(m.accept);
  return w;
}

export function readAnswerOffer(r: Reader, end: number): AnswerOffer {
  const m: AnswerOffer = { offerId: '', accept: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.offerId = r.string(); break;
      case 16: m.accept = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'AnswerOffer');
}

export function fromAnswerOffer(value: unknown): AnswerOffer {
  const o = json.object(value);
  return {
    offerId: json.text(o['offerId']),
    accept: json.bool(o['accept']),
  };
}

export const AnswerOffer: Codec<AnswerOffer, AnswerOfferInit> = codec(writeAnswerOffer, readAnswerOffer, fromAnswerOffer);

/** A desk's first request after Ready: signs the agent's desk on and answers with its whole state. */
export interface SyncDesk {
}

/** What SyncDesk.encode takes: absent fields are their zero value. */
export interface SyncDeskInit {
}

export function writeSyncDesk(m: SyncDeskInit, w: Writer): Writer {
  void m;
  return w;
}

export function readSyncDesk(r: Reader, end: number): SyncDesk {
  const m: SyncDesk = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SyncDesk');
}

export function fromSyncDesk(value: unknown): SyncDesk {
  const o = json.object(value);
  void o;
  return {
  };
}

export const SyncDesk: Codec<SyncDesk, SyncDeskInit> = codec(writeSyncDesk, readSyncDesk, fromSyncDesk);

/** Operators: push MeshState now and whenever it changes, at most once a second. */
export interface WatchMesh {
  on: boolean;
}

/** What WatchMesh.encode takes: absent fields are their zero value. */
export interface WatchMeshInit {
  readonly on?: boolean | undefined;
}

export function writeWatchMesh(m: WatchMeshInit, w: Writer): Writer {
  if (m.on !== undefined && m.on !== false) w.uint32(8).bool(m.on);
  return w;
}

export function readWatchMesh(r: Reader, end: number): WatchMesh {
  const m: WatchMesh = { on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'WatchMesh');
}

export function fromWatchMesh(value: unknown): WatchMesh {
  const o = json.object(value);
  return {
    on: json.bool(o['on']),
  };
}

export const WatchMesh: Codec<WatchMesh, WatchMeshInit> = codec(writeWatchMesh, readWatchMesh, fromWatchMesh);

export interface DrainNode {
  nodeId: string;
  /** False takes a drain back. */
  on: boolean;
}

/** What DrainNode.encode takes: absent fields are their zero value. */
export interface DrainNodeInit {
  readonly nodeId?: string | undefined;
  readonly on?: boolean | undefined;
}

export function writeDrainNode(m: DrainNodeInit, w: Writer): Writer {
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(10).string(m.nodeId);
  if (m.on !== undefined && m.on !== false) w.uint32(16).bool(m.on);
  return w;
}

export function readDrainNode(r: Reader, end: number): DrainNode {
  const m: DrainNode = { nodeId: '', on: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.nodeId = r.string(); break;
      case 16: m.on = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'DrainNode');
}

export function fromDrainNode(value: unknown): DrainNode {
  const o = json.object(value);
  return {
    nodeId: json.text(o['nodeId']),
    on: json.bool(o['on']),
  };
}

export const DrainNode: Codec<DrainNode, DrainNodeInit> = codec(writeDrainNode, readDrainNode, fromDrainNode);

/** What a participant heard and saw of a move, once it is over. */
export interface ReportGap {
  callId: string;
  /** The epoch that the move raised the call to. */
  epoch: number;
  /** Largest distance between received audio frames around the move; 0 = not measured. */
  audioGapMs: number;
  /** Largest distance between presented video frames around the move; 0 = not measured. */
  videoGapMs: number;
}

/** What ReportGap.encode takes: absent fields are their zero value. */
export interface ReportGapInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly audioGapMs?: number | undefined;
  readonly videoGapMs?: number | undefined;
}

export function writeReportGap(m: ReportGapInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.audioGapMs !== undefined && m.audioGapMs !== 0) w.uint32(24).uint32(m.audioGapMs);
  if (m.videoGapMs !== undefined && m.videoGapMs !== 0) w.uint32(32).uint32(m.videoGapMs);
  return w;
}

export function readReportGap(r: Reader, end: number): ReportGap {
  const m: ReportGap = { callId: '', epoch: 0, audioGapMs: 0, videoGapMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 24: m.audioGapMs = r.uint32(); break;
      case 32: m.videoGapMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ReportGap');
}

export function fromReportGap(value: unknown): ReportGap {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    audioGapMs: json.number(o['audioGapMs']),
    videoGapMs: json.number(o['videoGapMs']),
  };
}

export const ReportGap: Codec<ReportGap, ReportGapInit> = codec(writeReportGap, readReportGap, fromReportGap);

/** A participant whose home leg works does not get one to work at its standby node: another one is chosen, if there is one. */
export interface StandbyFailed {
  callId: string;
  nodeId: string;
}

/** What StandbyFailed.encode takes: absent fields are their zero value. */
export interface StandbyFailedInit {
  readonly callId?: string | undefined;
  readonly nodeId?: string | undefined;
}

export function writeStandbyFailed(m: StandbyFailedInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(18).string(m.nodeId);
  return w;
}

export function readStandbyFailed(r: Reader, end: number): StandbyFailed {
  const m: StandbyFailed = { callId: '', nodeId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.nodeId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'StandbyFailed');
}

export function fromStandbyFailed(value: unknown): StandbyFailed {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    nodeId: json.text(o['nodeId']),
  };
}

export const StandbyFailed: Codec<StandbyFailed, StandbyFailedInit> = codec(writeStandbyFailed, readStandbyFailed, fromStandbyFailed);

/** The answer to a MoveNow with `if_silent`: the home node's process is heard, through the leg to it. Without an answer nothing is. */
export interface NodeHeard {
  callId: string;
  nodeId: string;
  /** That node was asked for something and does not answer: the call is to leave it all the same. */
  needed: boolean;
}

/** What NodeHeard.encode takes: absent fields are their zero value. */
export interface NodeHeardInit {
  readonly callId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly needed?: boolean | undefined;
}

export function writeNodeHeard(m: NodeHeardInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(18).string(m.nodeId);
  if (m.needed !== undefined && m.needed !== false) w.uint32(24).bool(m.needed);
  return w;
}

export function readNodeHeard(r: Reader, end: number): NodeHeard {
  const m: NodeHeard = { callId: '', nodeId: '', needed: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.nodeId = r.string(); break;
      case 24: m.needed = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'NodeHeard');
}

export function fromNodeHeard(value: unknown): NodeHeard {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    nodeId: json.text(o['nodeId']),
    needed: json.bool(o['needed']),
  };
}

export const NodeHeard: Codec<NodeHeard, NodeHeardInit> = codec(writeNodeHeard, readNodeHeard, fromNodeHeard);

export interface ControlReply {
  body:
    | { readonly case: 'call'; readonly value: Call }
    | { readonly case: 'desk'; readonly value: Desk }
    | { readonly case: 'mesh'; readonly value: Mesh }
    | { readonly case: 'accepted'; readonly value: Accepted }
    | { readonly case: 'timeline'; readonly value: Timeline }
    | { readonly case: 'posted'; readonly value: Posted }
    | { readonly case: 'conversations'; readonly value: ConversationList }
    | { readonly case: 'changed'; readonly value: ConversationsChanged }
    | undefined;
}

/** What ControlReply.encode takes: absent fields are their zero value. */
export interface ControlReplyInit {
  readonly body?:
    | { readonly case: 'call'; readonly value: CallInit }
    | { readonly case: 'desk'; readonly value: DeskInit }
    | { readonly case: 'mesh'; readonly value: MeshInit }
    | { readonly case: 'accepted'; readonly value: AcceptedInit }
    | { readonly case: 'timeline'; readonly value: TimelineInit }
    | { readonly case: 'posted'; readonly value: PostedInit }
    | { readonly case: 'conversations'; readonly value: ConversationListInit }
    | { readonly case: 'changed'; readonly value: ConversationsChangedInit }
    | undefined;
}

export function writeControlReply(m: ControlReplyInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'call': writeCall(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'desk': writeDesk(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'mesh': writeMesh(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'accepted': writeAccepted(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'timeline': writeTimeline(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'posted': writePosted(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'conversations': writeConversationList(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case 'changed': writeConversationsChanged(m.body.value, w.uint32(66).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readControlReply(r: Reader, end: number): ControlReply {
  const m: ControlReply = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'call', value: readCall(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'desk', value: readDesk(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'mesh', value: readMesh(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'accepted', value: readAccepted(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'timeline', value: readTimeline(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'posted', value: readPosted(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'conversations', value: readConversationList(r, r.uint32() + r.pos) }; break;
      case 66: m.body = { case: 'changed', value: readConversationsChanged(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ControlReply');
}

export function fromControlReply(value: unknown): ControlReply {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<ControlReply['body']>>(o['body'], {
      call: (v) => ({ case: 'call', value: fromCall(v) }) as const,
      desk: (v) => ({ case: 'desk', value: fromDesk(v) }) as const,
      mesh: (v) => ({ case: 'mesh', value: fromMesh(v) }) as const,
      accepted: (v) => ({ case: 'accepted', value: fromAccepted(v) }) as const,
      timeline: (v) => ({ case: 'timeline', value: fromTimeline(v) }) as const,
      posted: (v) => ({ case: 'posted', value: fromPosted(v) }) as const,
      conversations: (v) => ({ case: 'conversations', value: fromConversationList(v) }) as const,
      changed: (v) => ({ case: 'changed', value: fromConversationsChanged(v) }) as const,
    }),
  };
}

export const ControlReply: Codec<ControlReply, ControlReplyInit> = codec(writeControlReply, readControlReply, fromControlReply);

/** Done, nothing to say. */
export interface Accepted {
}

/** What Accepted.encode takes: absent fields are their zero value. */
export interface AcceptedInit {
}

export function writeAccepted(m: AcceptedInit, w: Writer): Writer {
  void m;
  return w;
}

export function readAccepted(r: Reader, end: number): Accepted {
  const m: Accepted = {  };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Accepted');
}

export function fromAccepted(value: unknown): Accepted {
  const o = json.object(value);
  void o;
  return {
  };
}

export const Accepted: Codec<Accepted, AcceptedInit> = codec(writeAccepted, readAccepted, fromAccepted);

export interface ControlPush {
  body:
    | { readonly case: 'call'; readonly value: Call }
    | { readonly case: 'offer'; readonly value: Offer }
    | { readonly case: 'offerEnded'; readonly value: OfferEnded }
    | { readonly case: 'desk'; readonly value: Desk }
    | { readonly case: 'mesh'; readonly value: Mesh }
    | { readonly case: 'moveNow'; readonly value: MoveNow }
    | { readonly case: 'conversationChanged'; readonly value: ConversationChanged }
    | { readonly case: 'typingChanged'; readonly value: TypingChanged }
    | { readonly case: 'focusChanged'; readonly value: FocusChanged }
    | { readonly case: 'conversationCounts'; readonly value: ConversationCounts }
    | { readonly case: 'invitationEnded'; readonly value: InvitationEnded }
    | { readonly case: 'pastCalls'; readonly value: PastCalls }
    | { readonly case: 'filtersChanged'; readonly value: FiltersChanged }
    | { readonly case: 'fieldsChanged'; readonly value: FieldsChanged }
    | undefined;
}

/** What ControlPush.encode takes: absent fields are their zero value. */
export interface ControlPushInit {
  readonly body?:
    | { readonly case: 'call'; readonly value: CallInit }
    | { readonly case: 'offer'; readonly value: OfferInit }
    | { readonly case: 'offerEnded'; readonly value: OfferEndedInit }
    | { readonly case: 'desk'; readonly value: DeskInit }
    | { readonly case: 'mesh'; readonly value: MeshInit }
    | { readonly case: 'moveNow'; readonly value: MoveNowInit }
    | { readonly case: 'conversationChanged'; readonly value: ConversationChangedInit }
    | { readonly case: 'typingChanged'; readonly value: TypingChangedInit }
    | { readonly case: 'focusChanged'; readonly value: FocusChangedInit }
    | { readonly case: 'conversationCounts'; readonly value: ConversationCountsInit }
    | { readonly case: 'invitationEnded'; readonly value: InvitationEndedInit }
    | { readonly case: 'pastCalls'; readonly value: PastCallsInit }
    | { readonly case: 'filtersChanged'; readonly value: FiltersChangedInit }
    | { readonly case: 'fieldsChanged'; readonly value: FieldsChangedInit }
    | undefined;
}

export function writeControlPush(m: ControlPushInit, w: Writer): Writer {
  switch (m.body?.case) {
    case 'call': writeCall(m.body.value, w.uint32(10).fork()).ldelim(); break;
    case 'offer': writeOffer(m.body.value, w.uint32(18).fork()).ldelim(); break;
    case 'offerEnded': writeOfferEnded(m.body.value, w.uint32(26).fork()).ldelim(); break;
    case 'desk': writeDesk(m.body.value, w.uint32(34).fork()).ldelim(); break;
    case 'mesh': writeMesh(m.body.value, w.uint32(42).fork()).ldelim(); break;
    case 'moveNow': writeMoveNow(m.body.value, w.uint32(50).fork()).ldelim(); break;
    case 'conversationChanged': writeConversationChanged(m.body.value, w.uint32(58).fork()).ldelim(); break;
    case 'typingChanged': writeTypingChanged(m.body.value, w.uint32(66).fork()).ldelim(); break;
    case 'focusChanged': writeFocusChanged(m.body.value, w.uint32(74).fork()).ldelim(); break;
    case 'conversationCounts': writeConversationCounts(m.body.value, w.uint32(82).fork()).ldelim(); break;
    case 'invitationEnded': writeInvitationEnded(m.body.value, w.uint32(90).fork()).ldelim(); break;
    case 'pastCalls': writePastCalls(m.body.value, w.uint32(98).fork()).ldelim(); break;
    case 'filtersChanged': writeFiltersChanged(m.body.value, w.uint32(106).fork()).ldelim(); break;
    case 'fieldsChanged': writeFieldsChanged(m.body.value, w.uint32(114).fork()).ldelim(); break;
    case undefined: break;
  }
  return w;
}

export function readControlPush(r: Reader, end: number): ControlPush {
  const m: ControlPush = { body: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.body = { case: 'call', value: readCall(r, r.uint32() + r.pos) }; break;
      case 18: m.body = { case: 'offer', value: readOffer(r, r.uint32() + r.pos) }; break;
      case 26: m.body = { case: 'offerEnded', value: readOfferEnded(r, r.uint32() + r.pos) }; break;
      case 34: m.body = { case: 'desk', value: readDesk(r, r.uint32() + r.pos) }; break;
      case 42: m.body = { case: 'mesh', value: readMesh(r, r.uint32() + r.pos) }; break;
      case 50: m.body = { case: 'moveNow', value: readMoveNow(r, r.uint32() + r.pos) }; break;
      case 58: m.body = { case: 'conversationChanged', value: readConversationChanged(r, r.uint32() + r.pos) }; break;
      case 66: m.body = { case: 'typingChanged', value: readTypingChanged(r, r.uint32() + r.pos) }; break;
      case 74: m.body = { case: 'focusChanged', value: readFocusChanged(r, r.uint32() + r.pos) }; break;
      case 82: m.body = { case: 'conversationCounts', value: readConversationCounts(r, r.uint32() + r.pos) }; break;
      case 90: m.body = { case: 'invitationEnded', value: readInvitationEnded(r, r.uint32() + r.pos) }; break;
      case 98: m.body = { case: 'pastCalls', value: readPastCalls(r, r.uint32() + r.pos) }; break;
      case 106: m.body = { case: 'filtersChanged', value: readFiltersChanged(r, r.uint32() + r.pos) }; break;
      case 114: m.body = { case: 'fieldsChanged', value: readFieldsChanged(r, r.uint32() + r.pos) }; break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ControlPush');
}

export function fromControlPush(value: unknown): ControlPush {
  const o = json.object(value);
  return {
    body: json.choice<NonNullable<ControlPush['body']>>(o['body'], {
      call: (v) => ({ case: 'call', value: fromCall(v) }) as const,
      offer: (v) => ({ case: 'offer', value: fromOffer(v) }) as const,
      offerEnded: (v) => ({ case: 'offerEnded', value: fromOfferEnded(v) }) as const,
      desk: (v) => ({ case: 'desk', value: fromDesk(v) }) as const,
      mesh: (v) => ({ case: 'mesh', value: fromMesh(v) }) as const,
      moveNow: (v) => ({ case: 'moveNow', value: fromMoveNow(v) }) as const,
      conversationChanged: (v) => ({ case: 'conversationChanged', value: fromConversationChanged(v) }) as const,
      typingChanged: (v) => ({ case: 'typingChanged', value: fromTypingChanged(v) }) as const,
      focusChanged: (v) => ({ case: 'focusChanged', value: fromFocusChanged(v) }) as const,
      conversationCounts: (v) => ({ case: 'conversationCounts', value: fromConversationCounts(v) }) as const,
      invitationEnded: (v) => ({ case: 'invitationEnded', value: fromInvitationEnded(v) }) as const,
      pastCalls: (v) => ({ case: 'pastCalls', value: fromPastCalls(v) }) as const,
      filtersChanged: (v) => ({ case: 'filtersChanged', value: fromFiltersChanged(v) }) as const,
      fieldsChanged: (v) => ({ case: 'fieldsChanged', value: fromFieldsChanged(v) }) as const,
    }),
  };
}

export const ControlPush: Codec<ControlPush, ControlPushInit> = codec(writeControlPush, readControlPush, fromControlPush);

/** Your home node is gone: use your standby leg, now. A Call with the new epoch follows. */
export interface MoveNow {
  callId: string;
  epoch: number;
  fromNodeId: string;
  toNodeId: string;
  cause: MoveCause;
  /** Only if that node is silent to you as well, now or in the next moment; who hears it answers NodeHeard. No Call follows by itself;
   * `epoch` is the present one. An empty `to_node_id`: there is nowhere to go, and only the answer is wanted. */
  ifSilent: boolean;
}

/** What MoveNow.encode takes: absent fields are their zero value. */
export interface MoveNowInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly fromNodeId?: string | undefined;
  readonly toNodeId?: string | undefined;
  readonly cause?: MoveCause | undefined;
  readonly ifSilent?: boolean | undefined;
}

export function writeMoveNow(m: MoveNowInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.fromNodeId !== undefined && m.fromNodeId !== '') w.uint32(26).string(m.fromNodeId);
  if (m.toNodeId !== undefined && m.toNodeId !== '') w.uint32(34).string(m.toNodeId);
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(40).int32(MoveCauseNumber[m.cause]);
  if (m.ifSilent !== undefined && m.ifSilent !== false) w.uint32(48).bool(m.ifSilent);
  return w;
}

export function readMoveNow(r: Reader, end: number): MoveNow {
  const m: MoveNow = { callId: '', epoch: 0, fromNodeId: '', toNodeId: '', cause: 'unspecified', ifSilent: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 26: m.fromNodeId = r.string(); break;
      case 34: m.toNodeId = r.string(); break;
      case 40: m.cause = (MoveCauseText[r.int32()] ?? 'unspecified'); break;
      case 48: m.ifSilent = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MoveNow');
}

export function fromMoveNow(value: unknown): MoveNow {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    fromNodeId: json.text(o['fromNodeId']),
    toNodeId: json.text(o['toNodeId']),
    cause: json.oneOf(MoveCauseNumber, o['cause']),
    ifSilent: json.bool(o['ifSilent']),
  };
}

export const MoveNow: Codec<MoveNow, MoveNowInit> = codec(writeMoveNow, readMoveNow, fromMoveNow);

export type CallStage = 'unspecified' | 'queued' | 'ringing' | 'active' | 'ended';

export const CallStageNumber: Readonly<Record<CallStage, number>> = {
  'unspecified': 0,
  'queued': 1,
  'ringing': 2,
  'active': 3,
  'ended': 4,
};

export const CallStageText: Readonly<Record<number, CallStage>> = {
  0: 'unspecified',
  1: 'queued',
  2: 'ringing',
  3: 'active',
  4: 'ended',
};

/** A call as one participant sees it. */
export interface Call {
  callId: string;
  epoch: number;
  kind: CallKind;
  stage: CallStage;
  /** Where and as whom the receiver of this message joins. Absent once ended. */
  seat: MediaSeat | undefined;
  /** From 1; 0 when not queued. */
  queuePlace: number;
  /** Agents that are signed on to the queue, whatever they do now. */
  agentsOnDuty: number;
  customer: Participant | undefined;
  /** Absent until accepted. */
  agent: Participant | undefined;
  page: PageContext | undefined;
  held: boolean;
  requestedAtMs: number;
  /** 0 until an agent accepted. */
  answeredAtMs: number;
  /** 0 until it ended. */
  endedAtMs: number;
  endCause: EndCause;
  /** Moves so far, oldest first, at most the last 20. */
  moves: CallMove[];
  /** Who else is in it, as far as the receiver may know: customers are told of those they hear. */
  guests: CallGuest[];
  /** As what the receiver is in it; unspecified for its customer and its agent. */
  part: CallPart;
  /** Present once the customer asked to be called. */
  callback: Callback | undefined;
  /** What the call belongs to. For agents only. */
  conversationId: string;
}

/** What Call.encode takes: absent fields are their zero value. */
export interface CallInit {
  readonly callId?: string | undefined;
  readonly epoch?: number | undefined;
  readonly kind?: CallKind | undefined;
  readonly stage?: CallStage | undefined;
  readonly seat?: MediaSeatInit | undefined;
  readonly queuePlace?: number | undefined;
  readonly agentsOnDuty?: number | undefined;
  readonly customer?: ParticipantInit | undefined;
  readonly agent?: ParticipantInit | undefined;
  readonly page?: PageContextInit | undefined;
  readonly held?: boolean | undefined;
  readonly requestedAtMs?: number | undefined;
  readonly answeredAtMs?: number | undefined;
  readonly endedAtMs?: number | undefined;
  readonly endCause?: EndCause | undefined;
  readonly moves?: readonly CallMoveInit[] | undefined;
  readonly guests?: readonly CallGuestInit[] | undefined;
  readonly part?: CallPart | undefined;
  readonly callback?: CallbackInit | undefined;
  readonly conversationId?: string | undefined;
}

export function writeCall(m: CallInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(16).uint32(m.epoch);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(24).int32(CallKindNumber[m.kind]);
  if (m.stage !== undefined && m.stage !== 'unspecified') w.uint32(32).int32(CallStageNumber[m.stage]);
  if (m.seat !== undefined) writeMediaSeat(m.seat, w.uint32(42).fork()).ldelim();
  if (m.queuePlace !== undefined && m.queuePlace !== 0) w.uint32(48).uint32(m.queuePlace);
  if (m.agentsOnDuty !== undefined && m.agentsOnDuty !== 0) w.uint32(56).uint32(m.agentsOnDuty);
  if (m.customer !== undefined) writeParticipant(m.customer, w.uint32(66).fork()).ldelim();
  if (m.agent !== undefined) writeParticipant(m.agent, w.uint32(74).fork()).ldelim();
  if (m.page !== undefined) writePageContext(m.page, w.uint32(82).fork()).ldelim();
  if (m.held !== undefined && m.held !== false) w.uint32(88).bool(m.held);
  if (m.requestedAtMs !== undefined && m.requestedAtMs !== 0) w.uint32(97).double(m.requestedAtMs);
  if (m.answeredAtMs !== undefined && m.answeredAtMs !== 0) w.uint32(105).double(m.answeredAtMs);
  if (m.endedAtMs !== undefined && m.endedAtMs !== 0) w.uint32(113).double(m.endedAtMs);
  if (m.endCause !== undefined && m.endCause !== 'unspecified') w.uint32(120).int32(EndCauseNumber[m.endCause]);
  for (const v of m.moves ?? []) writeCallMove(v, w.uint32(130).fork()).ldelim();
  for (const v of m.guests ?? []) writeCallGuest(v, w.uint32(138).fork()).ldelim();
  if (m.part !== undefined && m.part !== 'unspecified') w.uint32(144).int32(CallPartNumber[m.part]);
  if (m.callback !== undefined) writeCallback(m.callback, w.uint32(154).fork()).ldelim();
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(162).string(m.conversationId);
  return w;
}

export function readCall(r: Reader, end: number): Call {
  const m: Call = { callId: '', epoch: 0, kind: 'unspecified', stage: 'unspecified', seat: undefined, queuePlace: 0, agentsOnDuty: 0, customer: undefined, agent: undefined, page: undefined, held: false, requestedAtMs: 0, answeredAtMs: 0, endedAtMs: 0, endCause: 'unspecified', moves: [], guests: [], part: 'unspecified', callback: undefined, conversationId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.epoch = r.uint32(); break;
      case 24: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 32: m.stage = (CallStageText[r.int32()] ?? 'unspecified'); break;
      case 42: m.seat = readMediaSeat(r, r.uint32() + r.pos); break;
      case 48: m.queuePlace = r.uint32(); break;
      case 56: m.agentsOnDuty = r.uint32(); break;
      case 66: m.customer = readParticipant(r, r.uint32() + r.pos); break;
      case 74: m.agent = readParticipant(r, r.uint32() + r.pos); break;
      case 82: m.page = readPageContext(r, r.uint32() + r.pos); break;
      case 88: m.held = r.bool(); break;
      case 97: m.requestedAtMs = r.double(); break;
      case 105: m.answeredAtMs = r.double(); break;
      case 113: m.endedAtMs = r.double(); break;
      case 120: m.endCause = (EndCauseText[r.int32()] ?? 'unspecified'); break;
      case 130: m.moves.push(readCallMove(r, r.uint32() + r.pos)); break;
      case 138: m.guests.push(readCallGuest(r, r.uint32() + r.pos)); break;
      case 144: m.part = (CallPartText[r.int32()] ?? 'unspecified'); break;
      case 154: m.callback = readCallback(r, r.uint32() + r.pos); break;
      case 162: m.conversationId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Call');
}

export function fromCall(value: unknown): Call {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    epoch: json.number(o['epoch']),
    kind: json.oneOf(CallKindNumber, o['kind']),
    stage: json.oneOf(CallStageNumber, o['stage']),
    seat: o['seat'] === undefined ? undefined : fromMediaSeat(o['seat']),
    queuePlace: json.number(o['queuePlace']),
    agentsOnDuty: json.number(o['agentsOnDuty']),
    customer: o['customer'] === undefined ? undefined : fromParticipant(o['customer']),
    agent: o['agent'] === undefined ? undefined : fromParticipant(o['agent']),
    page: o['page'] === undefined ? undefined : fromPageContext(o['page']),
    held: json.bool(o['held']),
    requestedAtMs: json.number(o['requestedAtMs']),
    answeredAtMs: json.number(o['answeredAtMs']),
    endedAtMs: json.number(o['endedAtMs']),
    endCause: json.oneOf(EndCauseNumber, o['endCause']),
    moves: json.list(o['moves']).map((v) => fromCallMove(v)),
    guests: json.list(o['guests']).map((v) => fromCallGuest(v)),
    part: json.oneOf(CallPartNumber, o['part']),
    callback: o['callback'] === undefined ? undefined : fromCallback(o['callback']),
    conversationId: json.text(o['conversationId']),
  };
}

export const Call: Codec<Call, CallInit> = codec(writeCall, readCall, fromCall);

/** What became of the colleague whom this agent asked into a call. */
export interface InvitationEnded {
  callId: string;
  /** Empty = of whoever was asked before now: the queue has another owner, which rings at nobody for this call. */
  agentId: string;
  outcome: OfferOutcome;
}

/** What InvitationEnded.encode takes: absent fields are their zero value. */
export interface InvitationEndedInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly outcome?: OfferOutcome | undefined;
}

export function writeInvitationEnded(m: InvitationEndedInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.outcome !== undefined && m.outcome !== 'unspecified') w.uint32(24).int32(OfferOutcomeNumber[m.outcome]);
  return w;
}

export function readInvitationEnded(r: Reader, end: number): InvitationEnded {
  const m: InvitationEnded = { callId: '', agentId: '', outcome: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 24: m.outcome = (OfferOutcomeText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InvitationEnded');
}

export function fromInvitationEnded(value: unknown): InvitationEnded {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    agentId: json.text(o['agentId']),
    outcome: json.oneOf(OfferOutcomeNumber, o['outcome']),
  };
}

export const InvitationEnded: Codec<InvitationEnded, InvitationEndedInit> = codec(writeInvitationEnded, readInvitationEnded, fromInvitationEnded);

/** One participant went from one node to another in mid-call. */
export interface CallMove {
  atMs: number;
  participantId: string;
  fromNodeId: string;
  toNodeId: string;
  cause: MoveCause;
  epoch: number;
  /** Largest audio gap that a participant reported; 0 = none reported. */
  audioGapMs: number;
}

/** What CallMove.encode takes: absent fields are their zero value. */
export interface CallMoveInit {
  readonly atMs?: number | undefined;
  readonly participantId?: string | undefined;
  readonly fromNodeId?: string | undefined;
  readonly toNodeId?: string | undefined;
  readonly cause?: MoveCause | undefined;
  readonly epoch?: number | undefined;
  readonly audioGapMs?: number | undefined;
}

export function writeCallMove(m: CallMoveInit, w: Writer): Writer {
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(9).double(m.atMs);
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(18).string(m.participantId);
  if (m.fromNodeId !== undefined && m.fromNodeId !== '') w.uint32(26).string(m.fromNodeId);
  if (m.toNodeId !== undefined && m.toNodeId !== '') w.uint32(34).string(m.toNodeId);
  if (m.cause !== undefined && m.cause !== 'unspecified') w.uint32(40).int32(MoveCauseNumber[m.cause]);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(48).uint32(m.epoch);
  if (m.audioGapMs !== undefined && m.audioGapMs !== 0) w.uint32(56).uint32(m.audioGapMs);
  return w;
}

export function readCallMove(r: Reader, end: number): CallMove {
  const m: CallMove = { atMs: 0, participantId: '', fromNodeId: '', toNodeId: '', cause: 'unspecified', epoch: 0, audioGapMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.atMs = r.double(); break;
      case 18: m.participantId = r.string(); break;
      case 26: m.fromNodeId = r.string(); break;
      case 34: m.toNodeId = r.string(); break;
      case 40: m.cause = (MoveCauseText[r.int32()] ?? 'unspecified'); break;
      case 48: m.epoch = r.uint32(); break;
      case 56: m.audioGapMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallMove');
}

export function fromCallMove(value: unknown): CallMove {
  const o = json.object(value);
  return {
    atMs: json.number(o['atMs']),
    participantId: json.text(o['participantId']),
    fromNodeId: json.text(o['fromNodeId']),
    toNodeId: json.text(o['toNodeId']),
    cause: json.oneOf(MoveCauseNumber, o['cause']),
    epoch: json.number(o['epoch']),
    audioGapMs: json.number(o['audioGapMs']),
  };
}

export const CallMove: Codec<CallMove, CallMoveInit> = codec(writeCallMove, readCallMove, fromCallMove);

/** One participant's place in the mesh. */
export interface MediaSeat {
  participantId: string;
  nodeId: string;
  region: string;
  iceServers: IceServer[];
  routerCapabilities: RtpCapabilities | undefined;
  /** Where to keep a second leg ready; empty = there is no other node. */
  standbyNodeId: string;
  standbyRegion: string;
  /** Send audio on both legs all the time, so that a death loses next to nothing. */
  hot: boolean;
}

/** What MediaSeat.encode takes: absent fields are their zero value. */
export interface MediaSeatInit {
  readonly participantId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly region?: string | undefined;
  readonly iceServers?: readonly IceServerInit[] | undefined;
  readonly routerCapabilities?: RtpCapabilitiesInit | undefined;
  readonly standbyNodeId?: string | undefined;
  readonly standbyRegion?: string | undefined;
  readonly hot?: boolean | undefined;
}

export function writeMediaSeat(m: MediaSeatInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(18).string(m.nodeId);
  if (m.region !== undefined && m.region !== '') w.uint32(26).string(m.region);
  for (const v of m.iceServers ?? []) writeIceServer(v, w.uint32(34).fork()).ldelim();
  if (m.routerCapabilities !== undefined) writeRtpCapabilities(m.routerCapabilities, w.uint32(42).fork()).ldelim();
  if (m.standbyNodeId !== undefined && m.standbyNodeId !== '') w.uint32(50).string(m.standbyNodeId);
  if (m.standbyRegion !== undefined && m.standbyRegion !== '') w.uint32(58).string(m.standbyRegion);
  if (m.hot !== undefined && m.hot !== false) w.uint32(64).bool(m.hot);
  return w;
}

export function readMediaSeat(r: Reader, end: number): MediaSeat {
  const m: MediaSeat = { participantId: '', nodeId: '', region: '', iceServers: [], routerCapabilities: undefined, standbyNodeId: '', standbyRegion: '', hot: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      case 18: m.nodeId = r.string(); break;
      case 26: m.region = r.string(); break;
      case 34: m.iceServers.push(readIceServer(r, r.uint32() + r.pos)); break;
      case 42: m.routerCapabilities = readRtpCapabilities(r, r.uint32() + r.pos); break;
      case 50: m.standbyNodeId = r.string(); break;
      case 58: m.standbyRegion = r.string(); break;
      case 64: m.hot = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MediaSeat');
}

export function fromMediaSeat(value: unknown): MediaSeat {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
    nodeId: json.text(o['nodeId']),
    region: json.text(o['region']),
    iceServers: json.list(o['iceServers']).map((v) => fromIceServer(v)),
    routerCapabilities: o['routerCapabilities'] === undefined ? undefined : fromRtpCapabilities(o['routerCapabilities']),
    standbyNodeId: json.text(o['standbyNodeId']),
    standbyRegion: json.text(o['standbyRegion']),
    hot: json.bool(o['hot']),
  };
}

export const MediaSeat: Codec<MediaSeat, MediaSeatInit> = codec(writeMediaSeat, readMediaSeat, fromMediaSeat);

export interface Offer {
  offerId: string;
  callId: string;
  kind: CallKind;
  customer: Participant | undefined;
  page: PageContext | undefined;
  offeredAtMs: number;
  /** From offered_at_ms; then the offer expires. */
  timeoutMs: number;
  /** How long the customer has waited so far. */
  waitedMs: number;
  queueId: string;
  /** What the call belongs to. */
  conversationId: string;
  /** Who asks this agent into their own call; empty = nobody, the call would be this agent's. */
  invitedBy: string;
  /** The customer is to be called. */
  callback: boolean;
}

/** What Offer.encode takes: absent fields are their zero value. */
export interface OfferInit {
  readonly offerId?: string | undefined;
  readonly callId?: string | undefined;
  readonly kind?: CallKind | undefined;
  readonly customer?: ParticipantInit | undefined;
  readonly page?: PageContextInit | undefined;
  readonly offeredAtMs?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly waitedMs?: number | undefined;
  readonly queueId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly invitedBy?: string | undefined;
  readonly callback?: boolean | undefined;
}

export function writeOffer(m: OfferInit, w: Writer): Writer {
  if (m.offerId !== undefined && m.offerId !== '') w.uint32(10).string(m.offerId);
  if (m.callId !== undefined && m.callId !== '') w.uint32(18).string(m.callId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(24).int32(CallKindNumber[m.kind]);
  if (m.customer !== undefined) writeParticipant(m.customer, w.uint32(34).fork()).ldelim();
  if (m.page !== undefined) writePageContext(m.page, w.uint32(42).fork()).ldelim();
  if (m.offeredAtMs !== undefined && m.offeredAtMs !== 0) w.uint32(49).double(m.offeredAtMs);
  if (m.timeoutMs !== undefined && m.timeoutMs !== 0) w.uint32(56).uint32(m.timeoutMs);
  if (m.waitedMs !== undefined && m.waitedMs !== 0) w.uint32(64).uint32(m.waitedMs);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(74).string(m.queueId);
  if (m.conversationId !== undefined && m.conversationId !== '') w.uint32(82).string(m.conversationId);
  if (m.invitedBy !== undefined && m.invitedBy !== '') w.uint32(90).string(m.invitedBy);
  if (m.callback !== undefined && m.callback !== false) w.uint32(96).bool(m.callback);
  return w;
}

export function readOffer(r: Reader, end: number): Offer {
  const m: Offer = { offerId: '', callId: '', kind: 'unspecified', customer: undefined, page: undefined, offeredAtMs: 0, timeoutMs: 0, waitedMs: 0, queueId: '', conversationId: '', invitedBy: '', callback: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.offerId = r.string(); break;
      case 18: m.callId = r.string(); break;
      case 24: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 34: m.customer = readParticipant(r, r.uint32() + r.pos); break;
      case 42: m.page = readPageContext(r, r.uint32() + r.pos); break;
      case 49: m.offeredAtMs = r.double(); break;
      case 56: m.timeoutMs = r.uint32(); break;
      case 64: m.waitedMs = r.uint32(); break;
      case 74: m.queueId = r.string(); break;
      case 82: m.conversationId = r.string(); break;
      case 90: m.invitedBy = r.string(); break;
      case 96: m.callback = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Offer');
}

export function fromOffer(value: unknown): Offer {
  const o = json.object(value);
  return {
    offerId: json.text(o['offerId']),
    callId: json.text(o['callId']),
    kind: json.oneOf(CallKindNumber, o['kind']),
    customer: o['customer'] === undefined ? undefined : fromParticipant(o['customer']),
    page: o['page'] === undefined ? undefined : fromPageContext(o['page']),
    offeredAtMs: json.number(o['offeredAtMs']),
    timeoutMs: json.number(o['timeoutMs']),
    waitedMs: json.number(o['waitedMs']),
    queueId: json.text(o['queueId']),
    conversationId: json.text(o['conversationId']),
    invitedBy: json.text(o['invitedBy']),
    callback: json.bool(o['callback']),
  };
}

export const Offer: Codec<Offer, OfferInit> = codec(writeOffer, readOffer, fromOffer);

export type OfferOutcome = 'unspecified' | 'accepted' | 'declined' | 'expired' | 'rescinded';

export const OfferOutcomeNumber: Readonly<Record<OfferOutcome, number>> = {
  'unspecified': 0,
  'accepted': 1,
  'declined': 2,
  'expired': 3,
  'rescinded': 4,
};

export const OfferOutcomeText: Readonly<Record<number, OfferOutcome>> = {
  0: 'unspecified',
  1: 'accepted',
  2: 'declined',
  3: 'expired',
  4: 'rescinded',
};

export interface OfferEnded {
  offerId: string;
  outcome: OfferOutcome;
}

/** What OfferEnded.encode takes: absent fields are their zero value. */
export interface OfferEndedInit {
  readonly offerId?: string | undefined;
  readonly outcome?: OfferOutcome | undefined;
}

export function writeOfferEnded(m: OfferEndedInit, w: Writer): Writer {
  if (m.offerId !== undefined && m.offerId !== '') w.uint32(10).string(m.offerId);
  if (m.outcome !== undefined && m.outcome !== 'unspecified') w.uint32(16).int32(OfferOutcomeNumber[m.outcome]);
  return w;
}

export function readOfferEnded(r: Reader, end: number): OfferEnded {
  const m: OfferEnded = { offerId: '', outcome: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.offerId = r.string(); break;
      case 16: m.outcome = (OfferOutcomeText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'OfferEnded');
}

export function fromOfferEnded(value: unknown): OfferEnded {
  const o = json.object(value);
  return {
    offerId: json.text(o['offerId']),
    outcome: json.oneOf(OfferOutcomeNumber, o['outcome']),
  };
}

export const OfferEnded: Codec<OfferEnded, OfferEndedInit> = codec(writeOfferEnded, readOfferEnded, fromOfferEnded);

/** An agent's whole desk. */
export interface Desk {
  agentId: string;
  displayName: string;
  presence: Presence;
  /** Why the presence is what it is: "chosen", "in-call", "wrap-up", "not-responding", "signed-off". */
  presenceReason: string;
  offer: Offer | undefined;
  call: Call | undefined;
  /** Newest first, of the last 24 hours, at most 200: a page shows those of its own day. In answers only: see PastCalls. */
  history: CallSummary[];
  waiting: number;
  /** How long the agent has yet to wrap the last call up, unless they choose to be available before; 0 = does not. */
  wrapUpLeftMs: number;
  /** What for the agent chose to be busy or away, where they said it. */
  pause: string;
  /** What they may say, as the routing rules have it. */
  pauses: string[];
  /** What they chose to be: it holds as soon as nothing else does, in a call when that is over. */
  chosen: Presence;
  /** The colleague at whom it rings, asked into this agent's call. */
  askedIn: AskedIn | undefined;
}

/** What Desk.encode takes: absent fields are their zero value. */
export interface DeskInit {
  readonly agentId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly presence?: Presence | undefined;
  readonly presenceReason?: string | undefined;
  readonly offer?: OfferInit | undefined;
  readonly call?: CallInit | undefined;
  readonly history?: readonly CallSummaryInit[] | undefined;
  readonly waiting?: number | undefined;
  readonly wrapUpLeftMs?: number | undefined;
  readonly pause?: string | undefined;
  readonly pauses?: readonly string[] | undefined;
  readonly chosen?: Presence | undefined;
  readonly askedIn?: AskedInInit | undefined;
}

export function writeDesk(m: DeskInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(18).string(m.displayName);
  if (m.presence !== undefined && m.presence !== 'unspecified') w.uint32(24).int32(PresenceNumber[m.presence]);
  if (m.presenceReason !== undefined && m.presenceReason !== '') w.uint32(34).string(m.presenceReason);
  if (m.offer !== undefined) writeOffer(m.offer, w.uint32(42).fork()).ldelim();
  if (m.call !== undefined) writeCall(m.call, w.uint32(50).fork()).ldelim();
  for (const v of m.history ?? []) writeCallSummary(v, w.uint32(58).fork()).ldelim();
  if (m.waiting !== undefined && m.waiting !== 0) w.uint32(64).uint32(m.waiting);
  if (m.wrapUpLeftMs !== undefined && m.wrapUpLeftMs !== 0) w.uint32(73).double(m.wrapUpLeftMs);
  if (m.pause !== undefined && m.pause !== '') w.uint32(82).string(m.pause);
  for (const v of m.pauses ?? []) w.uint32(90).string(v);
  if (m.chosen !== undefined && m.chosen !== 'unspecified') w.uint32(96).int32(PresenceNumber[m.chosen]);
  if (m.askedIn !== undefined) writeAskedIn(m.askedIn, w.uint32(106).fork()).ldelim();
  return w;
}

export function readDesk(r: Reader, end: number): Desk {
  const m: Desk = { agentId: '', displayName: '', presence: 'unspecified', presenceReason: '', offer: undefined, call: undefined, history: [], waiting: 0, wrapUpLeftMs: 0, pause: '', pauses: [], chosen: 'unspecified', askedIn: undefined };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.displayName = r.string(); break;
      case 24: m.presence = (PresenceText[r.int32()] ?? 'unspecified'); break;
      case 34: m.presenceReason = r.string(); break;
      case 42: m.offer = readOffer(r, r.uint32() + r.pos); break;
      case 50: m.call = readCall(r, r.uint32() + r.pos); break;
      case 58: m.history.push(readCallSummary(r, r.uint32() + r.pos)); break;
      case 64: m.waiting = r.uint32(); break;
      case 73: m.wrapUpLeftMs = r.double(); break;
      case 82: m.pause = r.string(); break;
      case 90: m.pauses.push(r.string()); break;
      case 96: m.chosen = (PresenceText[r.int32()] ?? 'unspecified'); break;
      case 106: m.askedIn = readAskedIn(r, r.uint32() + r.pos); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Desk');
}

export function fromDesk(value: unknown): Desk {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    displayName: json.text(o['displayName']),
    presence: json.oneOf(PresenceNumber, o['presence']),
    presenceReason: json.text(o['presenceReason']),
    offer: o['offer'] === undefined ? undefined : fromOffer(o['offer']),
    call: o['call'] === undefined ? undefined : fromCall(o['call']),
    history: json.list(o['history']).map((v) => fromCallSummary(v)),
    waiting: json.number(o['waiting']),
    wrapUpLeftMs: json.number(o['wrapUpLeftMs']),
    pause: json.text(o['pause']),
    pauses: json.list(o['pauses']).map((v) => json.text(v)),
    chosen: json.oneOf(PresenceNumber, o['chosen']),
    askedIn: o['askedIn'] === undefined ? undefined : fromAskedIn(o['askedIn']),
  };
}

export const Desk: Codec<Desk, DeskInit> = codec(writeDesk, readDesk, fromDesk);

/** A colleague who is being asked into a call. */
export interface AskedIn {
  agentId: string;
  displayName: string;
}

/** What AskedIn.encode takes: absent fields are their zero value. */
export interface AskedInInit {
  readonly agentId?: string | undefined;
  readonly displayName?: string | undefined;
}

export function writeAskedIn(m: AskedInInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(18).string(m.displayName);
  return w;
}

export function readAskedIn(r: Reader, end: number): AskedIn {
  const m: AskedIn = { agentId: '', displayName: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.displayName = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'AskedIn');
}

export function fromAskedIn(value: unknown): AskedIn {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    displayName: json.text(o['displayName']),
  };
}

export const AskedIn: Codec<AskedIn, AskedInInit> = codec(writeAskedIn, readAskedIn, fromAskedIn);

export interface Mesh {
  atMs: number;
  nodes: MeshNode[];
  edges: MeshEdge[];
  calls: MeshCall[];
  agents: MeshAgent[];
  queues: MeshQueue[];
}

/** What Mesh.encode takes: absent fields are their zero value. */
export interface MeshInit {
  readonly atMs?: number | undefined;
  readonly nodes?: readonly MeshNodeInit[] | undefined;
  readonly edges?: readonly MeshEdgeInit[] | undefined;
  readonly calls?: readonly MeshCallInit[] | undefined;
  readonly agents?: readonly MeshAgentInit[] | undefined;
  readonly queues?: readonly MeshQueueInit[] | undefined;
}

export function writeMesh(m: MeshInit, w: Writer): Writer {
  if (m.atMs !== undefined && m.atMs !== 0) w.uint32(9).double(m.atMs);
  for (const v of m.nodes ?? []) writeMeshNode(v, w.uint32(18).fork()).ldelim();
  for (const v of m.edges ?? []) writeMeshEdge(v, w.uint32(26).fork()).ldelim();
  for (const v of m.calls ?? []) writeMeshCall(v, w.uint32(34).fork()).ldelim();
  for (const v of m.agents ?? []) writeMeshAgent(v, w.uint32(42).fork()).ldelim();
  for (const v of m.queues ?? []) writeMeshQueue(v, w.uint32(50).fork()).ldelim();
  return w;
}

export function readMesh(r: Reader, end: number): Mesh {
  const m: Mesh = { atMs: 0, nodes: [], edges: [], calls: [], agents: [], queues: [] };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 9: m.atMs = r.double(); break;
      case 18: m.nodes.push(readMeshNode(r, r.uint32() + r.pos)); break;
      case 26: m.edges.push(readMeshEdge(r, r.uint32() + r.pos)); break;
      case 34: m.calls.push(readMeshCall(r, r.uint32() + r.pos)); break;
      case 42: m.agents.push(readMeshAgent(r, r.uint32() + r.pos)); break;
      case 50: m.queues.push(readMeshQueue(r, r.uint32() + r.pos)); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Mesh');
}

export function fromMesh(value: unknown): Mesh {
  const o = json.object(value);
  return {
    atMs: json.number(o['atMs']),
    nodes: json.list(o['nodes']).map((v) => fromMeshNode(v)),
    edges: json.list(o['edges']).map((v) => fromMeshEdge(v)),
    calls: json.list(o['calls']).map((v) => fromMeshCall(v)),
    agents: json.list(o['agents']).map((v) => fromMeshAgent(v)),
    queues: json.list(o['queues']).map((v) => fromMeshQueue(v)),
  };
}

export const Mesh: Codec<Mesh, MeshInit> = codec(writeMesh, readMesh, fromMesh);

export interface MeshCall {
  callId: string;
  kind: CallKind;
  stage: CallStage;
  epoch: number;
  homeNodeId: string;
  legs: MeshLeg[];
  requestedAtMs: number;
  held: boolean;
  moves: number;
  /** 0 until an agent accepted. */
  answeredAtMs: number;
}

/** What MeshCall.encode takes: absent fields are their zero value. */
export interface MeshCallInit {
  readonly callId?: string | undefined;
  readonly kind?: CallKind | undefined;
  readonly stage?: CallStage | undefined;
  readonly epoch?: number | undefined;
  readonly homeNodeId?: string | undefined;
  readonly legs?: readonly MeshLegInit[] | undefined;
  readonly requestedAtMs?: number | undefined;
  readonly held?: boolean | undefined;
  readonly moves?: number | undefined;
  readonly answeredAtMs?: number | undefined;
}

export function writeMeshCall(m: MeshCallInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.kind !== undefined && m.kind !== 'unspecified') w.uint32(16).int32(CallKindNumber[m.kind]);
  if (m.stage !== undefined && m.stage !== 'unspecified') w.uint32(24).int32(CallStageNumber[m.stage]);
  if (m.epoch !== undefined && m.epoch !== 0) w.uint32(32).uint32(m.epoch);
  if (m.homeNodeId !== undefined && m.homeNodeId !== '') w.uint32(42).string(m.homeNodeId);
  for (const v of m.legs ?? []) writeMeshLeg(v, w.uint32(50).fork()).ldelim();
  if (m.requestedAtMs !== undefined && m.requestedAtMs !== 0) w.uint32(57).double(m.requestedAtMs);
  if (m.held !== undefined && m.held !== false) w.uint32(64).bool(m.held);
  if (m.moves !== undefined && m.moves !== 0) w.uint32(72).uint32(m.moves);
  if (m.answeredAtMs !== undefined && m.answeredAtMs !== 0) w.uint32(81).double(m.answeredAtMs);
  return w;
}

export function readMeshCall(r: Reader, end: number): MeshCall {
  const m: MeshCall = { callId: '', kind: 'unspecified', stage: 'unspecified', epoch: 0, homeNodeId: '', legs: [], requestedAtMs: 0, held: false, moves: 0, answeredAtMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.kind = (CallKindText[r.int32()] ?? 'unspecified'); break;
      case 24: m.stage = (CallStageText[r.int32()] ?? 'unspecified'); break;
      case 32: m.epoch = r.uint32(); break;
      case 42: m.homeNodeId = r.string(); break;
      case 50: m.legs.push(readMeshLeg(r, r.uint32() + r.pos)); break;
      case 57: m.requestedAtMs = r.double(); break;
      case 64: m.held = r.bool(); break;
      case 72: m.moves = r.uint32(); break;
      case 81: m.answeredAtMs = r.double(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MeshCall');
}

export function fromMeshCall(value: unknown): MeshCall {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    kind: json.oneOf(CallKindNumber, o['kind']),
    stage: json.oneOf(CallStageNumber, o['stage']),
    epoch: json.number(o['epoch']),
    homeNodeId: json.text(o['homeNodeId']),
    legs: json.list(o['legs']).map((v) => fromMeshLeg(v)),
    requestedAtMs: json.number(o['requestedAtMs']),
    held: json.bool(o['held']),
    moves: json.number(o['moves']),
    answeredAtMs: json.number(o['answeredAtMs']),
  };
}

export const MeshCall: Codec<MeshCall, MeshCallInit> = codec(writeMeshCall, readMeshCall, fromMeshCall);

export interface MeshLeg {
  participant: Participant | undefined;
  nodeId: string;
  connected: boolean;
  /** 0 to 10. */
  score: number;
  standbyNodeId: string;
  /** The standby leg's transports are connected. */
  standbyReady: boolean;
  /** As what, for those who are neither its customer nor its agent. */
  part: CallPart;
}

/** What MeshLeg.encode takes: absent fields are their zero value. */
export interface MeshLegInit {
  readonly participant?: ParticipantInit | undefined;
  readonly nodeId?: string | undefined;
  readonly connected?: boolean | undefined;
  readonly score?: number | undefined;
  readonly standbyNodeId?: string | undefined;
  readonly standbyReady?: boolean | undefined;
  readonly part?: CallPart | undefined;
}

export function writeMeshLeg(m: MeshLegInit, w: Writer): Writer {
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(10).fork()).ldelim();
  if (m.nodeId !== undefined && m.nodeId !== '') w.uint32(18).string(m.nodeId);
  if (m.connected !== undefined && m.connected !== false) w.uint32(24).bool(m.connected);
  if (m.score !== undefined && m.score !== 0) w.uint32(32).uint32(m.score);
  if (m.standbyNodeId !== undefined && m.standbyNodeId !== '') w.uint32(42).string(m.standbyNodeId);
  if (m.standbyReady !== undefined && m.standbyReady !== false) w.uint32(48).bool(m.standbyReady);
  if (m.part !== undefined && m.part !== 'unspecified') w.uint32(56).int32(CallPartNumber[m.part]);
  return w;
}

export function readMeshLeg(r: Reader, end: number): MeshLeg {
  const m: MeshLeg = { participant: undefined, nodeId: '', connected: false, score: 0, standbyNodeId: '', standbyReady: false, part: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      case 18: m.nodeId = r.string(); break;
      case 24: m.connected = r.bool(); break;
      case 32: m.score = r.uint32(); break;
      case 42: m.standbyNodeId = r.string(); break;
      case 48: m.standbyReady = r.bool(); break;
      case 56: m.part = (CallPartText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'MeshLeg');
}

export function fromMeshLeg(value: unknown): MeshLeg {
  const o = json.object(value);
  return {
    participant: o['participant'] === undefined ? undefined : fromParticipant(o['participant']),
    nodeId: json.text(o['nodeId']),
    connected: json.bool(o['connected']),
    score: json.number(o['score']),
    standbyNodeId: json.text(o['standbyNodeId']),
    standbyReady: json.bool(o['standbyReady']),
    part: json.oneOf(CallPartNumber, o['part']),
  };
}

export const MeshLeg: Codec<MeshLeg, MeshLegInit> = codec(writeMeshLeg, readMeshLeg, fromMeshLeg);
