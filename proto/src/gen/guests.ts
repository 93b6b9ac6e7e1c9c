// Made by scripts/generate.mjs from proto/schema/guests.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';
import { CallPartNumber, CallPartText, fromParticipant, readParticipant, type CallPart, type Participant, type ParticipantInit, writeParticipant } from './common.ts';

export type SupervisionMode = 'unspecified' | 'listen' | 'whisper' | 'barge' | 'take-over';

export const SupervisionModeNumber: Readonly<Record<SupervisionMode, number>> = {
  'unspecified': 0,
  'listen': 1,
  'whisper': 2,
  'barge': 3,
  'take-over': 4,
};

export const SupervisionModeText: Readonly<Record<number, SupervisionMode>> = {
  0: 'unspecified',
  1: 'listen',
  2: 'whisper',
  3: 'barge',
  4: 'take-over',
};

/** A supervisor comes into an answered call, or goes on in it in another mode.
 * Answered with the call as the supervisor sees it; HangUp leaves it again. */
export interface SuperviseCall {
  callId: string;
  mode: SupervisionMode;
}

/** What SuperviseCall.encode takes: absent fields are their zero value. */
export interface SuperviseCallInit {
  readonly callId?: string | undefined;
  readonly mode?: SupervisionMode | undefined;
}

export function writeSuperviseCall(m: SuperviseCallInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.mode !== undefined && m.mode !== 'unspecified') w.uint32(16).int32(SupervisionModeNumber[m.mode]);
  return w;
}

export function readSuperviseCall(r: Reader, end: number): SuperviseCall {
  const m: SuperviseCall = { callId: '', mode: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.mode = (SupervisionModeText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'SuperviseCall');
}

export function fromSuperviseCall(value: unknown): SuperviseCall {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    mode: json.oneOf(SupervisionModeNumber, o['mode']),
  };
}

export const SuperviseCall: Codec<SuperviseCall, SuperviseCallInit> = codec(writeSuperviseCall, readSuperviseCall, fromSuperviseCall);

/** The agent of an answered call asks a colleague in, who is free: it rings at
 * their desk. Answered with Accepted once it rings; then an InvitationEnded follows. */
export interface InviteColleague {
  callId: string;
  agentId: string;
  /** The customer was put on hold for this: where the colleague does not come, the hold ends. */
  heldForIt: boolean;
}

/** What InviteColleague.encode takes: absent fields are their zero value. */
export interface InviteColleagueInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly heldForIt?: boolean | undefined;
}

export function writeInviteColleague(m: InviteColleagueInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.heldForIt !== undefined && m.heldForIt !== false) w.uint32(24).bool(m.heldForIt);
  return w;
}

export function readInviteColleague(r: Reader, end: number): InviteColleague {
  const m: InviteColleague = { callId: '', agentId: '', heldForIt: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 24: m.heldForIt = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'InviteColleague');
}

export function fromInviteColleague(value: unknown): InviteColleague {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    agentId: json.text(o['agentId']),
    heldForIt: json.bool(o['heldForIt']),
  };
}

export const InviteColleague: Codec<InviteColleague, InviteColleagueInit> = codec(writeInviteColleague, readInviteColleague, fromInviteColleague);

/** The agent wants a colleague no more at whom it rings. Answered with Accepted, also where it rings no more. */
export interface WithdrawInvitation {
  callId: string;
  agentId: string;
}

/** What WithdrawInvitation.encode takes: absent fields are their zero value. */
export interface WithdrawInvitationInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
}

export function writeWithdrawInvitation(m: WithdrawInvitationInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  return w;
}

export function readWithdrawInvitation(r: Reader, end: number): WithdrawInvitation {
  const m: WithdrawInvitation = { callId: '', agentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'WithdrawInvitation');
}

export function fromWithdrawInvitation(value: unknown): WithdrawInvitation {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    agentId: json.text(o['agentId']),
  };
}

export const WithdrawInvitation: Codec<WithdrawInvitation, WithdrawInvitationInit> = codec(writeWithdrawInvitation, readWithdrawInvitation, fromWithdrawInvitation);

/** The agent lets a colleague who was asked in go again; a hold ends with it. */
export interface ReleaseGuest {
  callId: string;
  participantId: string;
}

/** What ReleaseGuest.encode takes: absent fields are their zero value. */
export interface ReleaseGuestInit {
  readonly callId?: string | undefined;
  readonly participantId?: string | undefined;
}

export function writeReleaseGuest(m: ReleaseGuestInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(18).string(m.participantId);
  return w;
}

export function readReleaseGuest(r: Reader, end: number): ReleaseGuest {
  const m: ReleaseGuest = { callId: '', participantId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.participantId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'ReleaseGuest');
}

export function fromReleaseGuest(value: unknown): ReleaseGuest {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    participantId: json.text(o['participantId']),
  };
}

export const ReleaseGuest: Codec<ReleaseGuest, ReleaseGuestInit> = codec(writeReleaseGuest, readReleaseGuest, fromReleaseGuest);

/** Somebody in a call who is neither its customer nor its agent. */
export interface CallGuest {
  participant: Participant | undefined;
  part: CallPart;
  /** Customers are not told. */
  agentId: string;
}

/** What CallGuest.encode takes: absent fields are their zero value. */
export interface CallGuestInit {
  readonly participant?: ParticipantInit | undefined;
  readonly part?: CallPart | undefined;
  readonly agentId?: string | undefined;
}

export function writeCallGuest(m: CallGuestInit, w: Writer): Writer {
  if (m.participant !== undefined) writeParticipant(m.participant, w.uint32(10).fork()).ldelim();
  if (m.part !== undefined && m.part !== 'unspecified') w.uint32(16).int32(CallPartNumber[m.part]);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(26).string(m.agentId);
  return w;
}

export function readCallGuest(r: Reader, end: number): CallGuest {
  const m: CallGuest = { participant: undefined, part: 'unspecified', agentId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participant = readParticipant(r, r.uint32() + r.pos); break;
      case 16: m.part = (CallPartText[r.int32()] ?? 'unspecified'); break;
      case 26: m.agentId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallGuest');
}

export function fromCallGuest(value: unknown): CallGuest {
  const o = json.object(value);
  return {
    participant: o['participant'] === undefined ? undefined : fromParticipant(o['participant']),
    part: json.oneOf(CallPartNumber, o['part']),
    agentId: json.text(o['agentId']),
  };
}

export const CallGuest: Codec<CallGuest, CallGuestInit> = codec(writeCallGuest, readCallGuest, fromCallGuest);

/** The agent of an answered call gives it away. To a colleague who is in it and
 * talks it goes at once; else the customer waits again, with the call's age.
 * Answered with Accepted; the agent is in the call no more. */
export interface TransferCall {
  callId: string;
  /** Kept for this agent for a while; empty = for whoever is chosen. */
  agentId: string;
  /** Without an agent: by the steps of this queue of the rules; empty = where the rules put it. */
  queueId: string;
}

/** What TransferCall.encode takes: absent fields are their zero value. */
export interface TransferCallInit {
  readonly callId?: string | undefined;
  readonly agentId?: string | undefined;
  readonly queueId?: string | undefined;
}

export function writeTransferCall(m: TransferCallInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(18).string(m.agentId);
  if (m.queueId !== undefined && m.queueId !== '') w.uint32(26).string(m.queueId);
  return w;
}

export function readTransferCall(r: Reader, end: number): TransferCall {
  const m: TransferCall = { callId: '', agentId: '', queueId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 18: m.agentId = r.string(); break;
      case 26: m.queueId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'TransferCall');
}

export function fromTransferCall(value: unknown): TransferCall {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    agentId: json.text(o['agentId']),
    queueId: json.text(o['queueId']),
  };
}

export const TransferCall: Codec<TransferCall, TransferCallInit> = codec(writeTransferCall, readTransferCall, fromTransferCall);
