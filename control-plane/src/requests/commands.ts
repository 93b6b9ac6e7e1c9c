import {
  type CallKind,
  ControlRequest,
  DEFAULT_QUEUE,
  isId,
  MalformedMessage,
  type PageContext,
  type RegionRtt,
  type RequestCall,
  type SetPresence,
  type SupervisionMode,
  WeftError,
} from '@weft/proto';
import { type ConversationCommand, conversationCommand } from './conversation-commands.ts';
import { id, pageOf, text, wantedQueue } from './fields.ts';

const MAX_NAME = 80;
const MAX_REGIONS = 32;
/** A longer round trip is no measurement. */
const MAX_RTT_MS = 60_000;
/** A longer gap counts as this long. */
const MAX_GAP_MS = 60_000;

/** A client's request that cannot be wrong any more: sizes, ids and enums are checked. */
export type Command =
  | {
      readonly name: 'request-call';
      readonly kind: Exclude<CallKind, 'unspecified'>;
      readonly queueId: string;
      /** Empty = where the rules put it. */
      readonly wantedQueueId: string;
      /** Empty = the token's name. */
      readonly displayName: string;
      readonly page: PageContext | undefined;
      readonly rtts: readonly RegionRtt[];
    }
  | { readonly name: 'hang-up'; readonly callId: string }
  /** Empty call id = the asker's live call. */
  | { readonly name: 'sync-call'; readonly callId: string }
  | { readonly name: 'set-hold'; readonly callId: string; readonly on: boolean }
  /** Empty agent id = to whoever is chosen; empty queue id = where the rules put it. */
  | {
      readonly name: 'transfer-call';
      readonly callId: string;
      readonly toAgentId: string;
      readonly toQueueId: string;
    }
  /** `heldForIt`: the customer was put on hold for this. */
  | {
      readonly name: 'invite-colleague';
      readonly callId: string;
      readonly agentId: string;
      readonly heldForIt: boolean;
    }
  | { readonly name: 'withdraw-invitation'; readonly callId: string; readonly agentId: string }
  | { readonly name: 'release-guest'; readonly callId: string; readonly participantId: string }
  | {
      readonly name: 'supervise-call';
      readonly callId: string;
      readonly mode: Exclude<SupervisionMode, 'unspecified'>;
    }
  | { readonly name: 'ask-callback'; readonly callId: string }
  | { readonly name: 'answer-callback'; readonly callId: string; readonly accept: boolean }
  /** At most MAX_GAP_MS, at least 1. */
  | {
      readonly name: 'report-gap';
      readonly callId: string;
      readonly epoch: number;
      readonly audioGapMs: number;
    }
  | { readonly name: 'standby-failed'; readonly callId: string; readonly nodeId: string }
  | {
      readonly name: 'node-heard';
      readonly callId: string;
      readonly nodeId: string;
      readonly needed: boolean;
    }
  | {
      readonly name: 'set-presence';
      readonly presence: 'available' | 'busy' | 'away';
      /** What for; empty = not said, and always so with 'available'. */
      readonly pause: string;
    }
  | { readonly name: 'answer-offer'; readonly offerId: string; readonly accept: boolean }
  | { readonly name: 'sync-desk' }
  | { readonly name: 'watch-mesh'; readonly on: boolean }
  | { readonly name: 'drain-node'; readonly nodeId: string; readonly on: boolean }
  | ConversationCommand;

export type CallCommand = Extract<
  Command,
  {
    readonly name:
      | 'request-call'
      | 'hang-up'
      | 'sync-call'
      | 'set-hold'
      | 'transfer-call'
      | 'supervise-call'
      | 'invite-colleague'
      | 'withdraw-invitation'
      | 'release-guest'
      | 'ask-callback'
      | 'answer-callback'
      | 'report-gap'
      | 'standby-failed'
      | 'node-heard';
  }
>;
export type DeskCommand = Extract<Command, { readonly name: 'set-presence' | 'answer-offer' | 'sync-desk' }>;

/** Whether a request is one that a call's owner answers. */
export function isCallCommand(command: Command): command is CallCommand {
  const { name } = command;
  return (
    name === 'request-call' ||
    name === 'hang-up' ||
    name === 'sync-call' ||
    name === 'set-hold' ||
    name === 'transfer-call' ||
    name === 'supervise-call' ||
    name === 'invite-colleague' ||
    name === 'withdraw-invitation' ||
    name === 'release-guest' ||
    name === 'ask-callback' ||
    name === 'answer-callback' ||
    name === 'report-gap' ||
    name === 'standby-failed' ||
    name === 'node-heard'
  );
}

/** Whether a request is one that a queue's owner answers. */
export function isDeskCommand(command: Command): command is DeskCommand {
  const { name } = command;
  return name === 'set-presence' || name === 'answer-offer' || name === 'sync-desk';
}

/** Reads a request's body. Throws WeftError BAD_REQUEST with what is wrong. */
export function parseCommand(bytes: Uint8Array): Command {
  const { body } = decode(bytes);
  if (body === undefined) throw new WeftError('BAD_REQUEST', 'the request asks nothing');
  switch (body.case) {
    case 'requestCall':
      return requestCall(body.value);
    case 'hangUp':
      return { name: 'hang-up', callId: id(body.value.callId, 'call_id') };
    case 'syncCall':
      return {
        name: 'sync-call',
        callId: body.value.callId === '' ? '' : id(body.value.callId, 'call_id'),
      };
    case 'setHold':
      return { name: 'set-hold', callId: id(body.value.callId, 'call_id'), on: body.value.on };
    case 'transferCall': {
      const { callId, agentId, queueId } = body.value;
      return {
        name: 'transfer-call',
        callId: id(callId, 'call_id'),
        toAgentId: agentId === '' ? '' : id(agentId, 'agent_id'),
        toQueueId: wantedQueue(queueId),
      };
    }
    case 'inviteColleague': {
      const { callId, agentId, heldForIt } = body.value;
      return {
        ...{ name: 'invite-colleague', callId: id(callId, 'call_id'), agentId: id(agentId, 'agent_id') },
        heldForIt,
      };
    }
    case 'withdrawInvitation': {
      const { callId, agentId } = body.value;
      return {
        name: 'withdraw-invitation',
        callId: id(callId, 'call_id'),
        agentId: id(agentId, 'agent_id'),
      };
    }
    case 'releaseGuest': {
      const { callId, participantId } = body.value;
      return {
        name: 'release-guest',
        callId: id(callId, 'call_id'),
        participantId: id(participantId, 'participant_id'),
      };
    }
    case 'askCallback':
      return { name: 'ask-callback', callId: id(body.value.callId, 'call_id') };
    case 'answerCallback': {
      const { callId, accept } = body.value;
      return { name: 'answer-callback', callId: id(callId, 'call_id'), accept };
    }
    case 'superviseCall': {
      const { callId, mode } = body.value;
      if (mode === 'unspecified') throw new WeftError('BAD_REQUEST', 'no such mode');
      return { name: 'supervise-call', callId: id(callId, 'call_id'), mode };
    }
    case 'reportGap':
      return {
        name: 'report-gap',
        callId: id(body.value.callId, 'call_id'),
        epoch: body.value.epoch,
        audioGapMs: Math.min(MAX_GAP_MS, body.value.audioGapMs),
      };
    case 'standbyFailed': {
      const { callId, nodeId } = body.value;
      return { name: 'standby-failed', callId: id(callId, 'call_id'), nodeId: id(nodeId, 'node_id') };
    }
    case 'nodeHeard': {
      const { callId, nodeId, needed } = body.value;
      return { name: 'node-heard', callId: id(callId, 'call_id'), nodeId: id(nodeId, 'node_id'), needed };
    }
    case 'setPresence':
      return setPresence(body.value);
    case 'answerOffer':
      return {
        name: 'answer-offer',
        offerId: id(body.value.offerId, 'offer_id'),
        accept: body.value.accept,
      };
    case 'syncDesk':
      return { name: 'sync-desk' };
    case 'watchMesh':
      return { name: 'watch-mesh', on: body.value.on };
    case 'drainNode':
      return { name: 'drain-node', nodeId: id(body.value.nodeId, 'node_id'), on: body.value.on };
    default:
      return conversationCommand(body);
  }
}

function decode(bytes: Uint8Array): ControlRequest {
  try {
    return ControlRequest.decode(bytes);
  } catch (error) {
    if (error instanceof MalformedMessage) {
      throw new WeftError('BAD_REQUEST', 'the body is not a ControlRequest', { cause: error });
    }
    throw error;
  }
}

function setPresence({ presence, pause }: SetPresence): Command {
  if (presence !== 'available' && presence !== 'busy' && presence !== 'away') {
    throw new WeftError('BAD_REQUEST', 'a desk chooses available, busy or away');
  }
  if (presence === 'available' && pause !== '') {
    throw new WeftError('BAD_REQUEST', 'who is available has no pause');
  }
  return { name: 'set-presence', presence, pause: text(pause, MAX_NAME) };
}

function requestCall(request: RequestCall): Command {
  if (request.kind === 'unspecified') throw new WeftError('BAD_REQUEST', 'a call is voice or video');
  if (request.regionRtts.length > MAX_REGIONS) throw new WeftError('BAD_REQUEST', 'too many regions');
  return {
    name: 'request-call',
    kind: request.kind,
    queueId: DEFAULT_QUEUE,
    wantedQueueId: wantedQueue(request.queueId),
    displayName: text(request.displayName, MAX_NAME),
    page: request.page === undefined ? undefined : pageOf(request.page),
    rtts: request.regionRtts.filter(({ region, rttMs }) => isId(region) && rttMs <= MAX_RTT_MS),
  };
}
