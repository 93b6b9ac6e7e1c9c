// Made by scripts/generate.mjs from proto/schema/common.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

/** Fault is one row of the error table (proto/src/errors.ts) on the wire. */
export interface Fault {
  /** A code of the table, such as "CALL_NOT_FOUND". */
  code: string;
  /** English, for logs and developers; pages translate by code. */
  message: string;
  /** How long to wait before trying again; 0 = the table's retryable flag alone decides. */
  retryAfterMs: number;
}

/** What Fault.encode takes: absent fields are their zero value. */
export interface FaultInit {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

export function writeFault(m: FaultInit, w: Writer): Writer {
  if (m.code !== undefined && m.code !== '') w.uint32(10).string(m.code);
  if (m.message !== undefined && m.message !== '') w.uint32(18).string(m.message);
  if (m.retryAfterMs !== undefined && m.retryAfterMs !== 0) w.uint32(24).uint32(m.retryAfterMs);
  return w;
}

export function readFault(r: Reader, end: number): Fault {
  const m: Fault = { code: '', message: '', retryAfterMs: 0 };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.code = r.string(); break;
      case 18: m.message = r.string(); break;
      case 24: m.retryAfterMs = r.uint32(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Fault');
}

export function fromFault(value: unknown): Fault {
  const o = json.object(value);
  return {
    code: json.text(o['code']),
    message: json.text(o['message']),
    retryAfterMs: json.number(o['retryAfterMs']),
  };
}

export const Fault: Codec<Fault, FaultInit> = codec(writeFault, readFault, fromFault);

export type Role = 'unspecified' | 'customer' | 'agent' | 'operator';

export const RoleNumber: Readonly<Record<Role, number>> = {
  'unspecified': 0,
  'customer': 1,
  'agent': 2,
  'operator': 3,
};

export const RoleText: Readonly<Record<number, Role>> = {
  0: 'unspecified',
  1: 'customer',
  2: 'agent',
  3: 'operator',
};

export type CallKind = 'unspecified' | 'voice' | 'video';

export const CallKindNumber: Readonly<Record<CallKind, number>> = {
  'unspecified': 0,
  'voice': 1,
  'video': 2,
};

export const CallKindText: Readonly<Record<number, CallKind>> = {
  0: 'unspecified',
  1: 'voice',
  2: 'video',
};

export type Presence = 'unspecified' | 'available' | 'busy' | 'away' | 'offline';

export const PresenceNumber: Readonly<Record<Presence, number>> = {
  'unspecified': 0,
  'available': 1,
  'busy': 2,
  'away': 3,
  'offline': 4,
};

export const PresenceText: Readonly<Record<number, Presence>> = {
  0: 'unspecified',
  1: 'available',
  2: 'busy',
  3: 'away',
  4: 'offline',
};

export type EndCause = 'unspecified' | 'customer-hung-up' | 'agent-hung-up' | 'customer-lost' | 'agent-lost' | 'no-capacity' | 'mesh-stopped' | 'abandoned' | 'transferred' | 'taken-over' | 'let-go' | 'not-reached' | 'went-elsewhere';

export const EndCauseNumber: Readonly<Record<EndCause, number>> = {
  'unspecified': 0,
  'customer-hung-up': 1,
  'agent-hung-up': 2,
  'customer-lost': 3,
  'agent-lost': 4,
  'no-capacity': 5,
  'mesh-stopped': 6,
  'abandoned': 7,
  'transferred': 8,
  'taken-over': 9,
  'let-go': 10,
  'not-reached': 11,
  'went-elsewhere': 12,
};

export const EndCauseText: Readonly<Record<number, EndCause>> = {
  0: 'unspecified',
  1: 'customer-hung-up',
  2: 'agent-hung-up',
  3: 'customer-lost',
  4: 'agent-lost',
  5: 'no-capacity',
  6: 'mesh-stopped',
  7: 'abandoned',
  8: 'transferred',
  9: 'taken-over',
  10: 'let-go',
  11: 'not-reached',
  12: 'went-elsewhere',
};

/** How somebody is in a call who is neither its customer nor its agent. */
export type CallPart = 'unspecified' | 'listens' | 'whispers' | 'barges' | 'confers';

export const CallPartNumber: Readonly<Record<CallPart, number>> = {
  'unspecified': 0,
  'listens': 1,
  'whispers': 2,
  'barges': 3,
  'confers': 4,
};

export const CallPartText: Readonly<Record<number, CallPart>> = {
  0: 'unspecified',
  1: 'listens',
  2: 'whispers',
  3: 'barges',
  4: 'confers',
};

/** What told that a participant's home node could no longer carry it. */
export type MoveCause = 'unspecified' | 'worker-died' | 'node-disconnected' | 'node-silent-to-cluster' | 'node-silent-to-client' | 'drained';

export const MoveCauseNumber: Readonly<Record<MoveCause, number>> = {
  'unspecified': 0,
  'worker-died': 1,
  'node-disconnected': 2,
  'node-silent-to-cluster': 3,
  'node-silent-to-client': 4,
  'drained': 5,
};

export const MoveCauseText: Readonly<Record<number, MoveCause>> = {
  0: 'unspecified',
  1: 'worker-died',
  2: 'node-disconnected',
  3: 'node-silent-to-cluster',
  4: 'node-silent-to-client',
  5: 'drained',
};

/** Participant is one person in one call. */
export interface Participant {
  participantId: string;
  role: Role;
  displayName: string;
  /** Region of the media node that carries this participant. */
  region: string;
}

/** What Participant.encode takes: absent fields are their zero value. */
export interface ParticipantInit {
  readonly participantId?: string | undefined;
  readonly role?: Role | undefined;
  readonly displayName?: string | undefined;
  readonly region?: string | undefined;
}

export function writeParticipant(m: ParticipantInit, w: Writer): Writer {
  if (m.participantId !== undefined && m.participantId !== '') w.uint32(10).string(m.participantId);
  if (m.role !== undefined && m.role !== 'unspecified') w.uint32(16).int32(RoleNumber[m.role]);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(26).string(m.displayName);
  if (m.region !== undefined && m.region !== '') w.uint32(34).string(m.region);
  return w;
}

export function readParticipant(r: Reader, end: number): Participant {
  const m: Participant = { participantId: '', role: 'unspecified', displayName: '', region: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.participantId = r.string(); break;
      case 16: m.role = (RoleText[r.int32()] ?? 'unspecified'); break;
      case 26: m.displayName = r.string(); break;
      case 34: m.region = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Participant');
}

export function fromParticipant(value: unknown): Participant {
  const o = json.object(value);
  return {
    participantId: json.text(o['participantId']),
    role: json.oneOf(RoleNumber, o['role']),
    displayName: json.text(o['displayName']),
    region: json.text(o['region']),
  };
}

export const Participant: Codec<Participant, ParticipantInit> = codec(writeParticipant, readParticipant, fromParticipant);

/** Somebody who was in a call beside its customer and its last agent, and as what. */
export interface CallCompany {
  agentId: string;
  displayName: string;
  /** Unspecified = was its agent before. */
  part: CallPart;
}

/** What CallCompany.encode takes: absent fields are their zero value. */
export interface CallCompanyInit {
  readonly agentId?: string | undefined;
  readonly displayName?: string | undefined;
  readonly part?: CallPart | undefined;
}

export function writeCallCompany(m: CallCompanyInit, w: Writer): Writer {
  if (m.agentId !== undefined && m.agentId !== '') w.uint32(10).string(m.agentId);
  if (m.displayName !== undefined && m.displayName !== '') w.uint32(18).string(m.displayName);
  if (m.part !== undefined && m.part !== 'unspecified') w.uint32(24).int32(CallPartNumber[m.part]);
  return w;
}

export function readCallCompany(r: Reader, end: number): CallCompany {
  const m: CallCompany = { agentId: '', displayName: '', part: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.agentId = r.string(); break;
      case 18: m.displayName = r.string(); break;
      case 24: m.part = (CallPartText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CallCompany');
}

export function fromCallCompany(value: unknown): CallCompany {
  const o = json.object(value);
  return {
    agentId: json.text(o['agentId']),
    displayName: json.text(o['displayName']),
    part: json.oneOf(CallPartNumber, o['part']),
  };
}

export const CallCompany: Codec<CallCompany, CallCompanyInit> = codec(writeCallCompany, readCallCompany, fromCallCompany);

/** What the company's records say of a customer, for routing; agents and operators alone are told. */
export interface CustomerProfile {
  /** A name of the company's own, such as "gold". */
  level: string;
  /** In a unit of the company's own. */
  value: number;
  /** As in RFC 5646, such as "zh-CN". */
  language: string;
}

/** What CustomerProfile.encode takes: absent fields are their zero value. */
export interface CustomerProfileInit {
  readonly level?: string | undefined;
  readonly value?: number | undefined;
  readonly language?: string | undefined;
}

export function writeCustomerProfile(m: CustomerProfileInit, w: Writer): Writer {
  if (m.level !== undefined && m.level !== '') w.uint32(10).string(m.level);
  if (m.value !== undefined && m.value !== 0) w.uint32(17).double(m.value);
  if (m.language !== undefined && m.language !== '') w.uint32(26).string(m.language);
  return w;
}

export function readCustomerProfile(r: Reader, end: number): CustomerProfile {
  const m: CustomerProfile = { level: '', value: 0, language: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.level = r.string(); break;
      case 17: m.value = r.double(); break;
      case 26: m.language = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'CustomerProfile');
}

export function fromCustomerProfile(value: unknown): CustomerProfile {
  const o = json.object(value);
  return {
    level: json.text(o['level']),
    value: json.number(o['value']),
    language: json.text(o['language']),
  };
}

export const CustomerProfile: Codec<CustomerProfile, CustomerProfileInit> = codec(writeCustomerProfile, readCustomerProfile, fromCustomerProfile);
