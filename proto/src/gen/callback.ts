// Made by scripts/generate.mjs from proto/schema/callback.proto. Change that, then run "npm run generate".
import { checked, codec, json, type Codec, type Reader, type Writer } from '../codec.ts';

/** How far a callback is: the customer of a call waits without being in it. */
export type CallbackPhase = 'unspecified' | 'waiting' | 'calling' | 'reached';

export const CallbackPhaseNumber: Readonly<Record<CallbackPhase, number>> = {
  'unspecified': 0,
  'waiting': 1,
  'calling': 2,
  'reached': 3,
};

export const CallbackPhaseText: Readonly<Record<number, CallbackPhase>> = {
  0: 'unspecified',
  1: 'waiting',
  2: 'calling',
  3: 'reached',
};

/** Why the customer of a callback was not reached. */
export type CallbackMiss = 'unspecified' | 'away' | 'no-answer' | 'declined' | 'agent';

export const CallbackMissNumber: Readonly<Record<CallbackMiss, number>> = {
  'unspecified': 0,
  'away': 1,
  'no-answer': 2,
  'declined': 3,
  'agent': 4,
};

export const CallbackMissText: Readonly<Record<number, CallbackMiss>> = {
  0: 'unspecified',
  1: 'away',
  2: 'no-answer',
  3: 'declined',
  4: 'agent',
};

/** A call whose customer wants to be called instead of holding the line. It keeps
 * its place, with the age of the call. */
export interface Callback {
  phase: CallbackPhase;
  /** How often an agent began to call. */
  tries: number;
  /** How often in vain. */
  misses: number;
  /** While it waits: not offered before this time; 0 = at once. */
  notBeforeMs: number;
  /** Since when the customer's page rings; 0 = it does not. */
  callingSinceMs: number;
  /** The last time. */
  missed: CallbackMiss;
}

/** What Callback.encode takes: absent fields are their zero value. */
export interface CallbackInit {
  readonly phase?: CallbackPhase | undefined;
  readonly tries?: number | undefined;
  readonly misses?: number | undefined;
  readonly notBeforeMs?: number | undefined;
  readonly callingSinceMs?: number | undefined;
  readonly missed?: CallbackMiss | undefined;
}

export function writeCallback(m: CallbackInit, w: Writer): Writer {
  if (m.phase !== undefined && m.phase !== 'unspecified') w.uint32(8).int32(CallbackPhaseNumber[m.phase]);
  if (m.tries !== undefined && m.tries !== 0) w.uint32(16).uint32(m.tries);
  if (m.misses !== undefined && m.misses !== 0) w.uint32(24).uint32(m.misses);
  if (m.notBeforeMs !== undefined && m.notBeforeMs !== 0) w.uint32(33).double(m.notBeforeMs);
  if (m.callingSinceMs !== undefined && m.callingSinceMs !== 0) w.uint32(41).double(m.callingSinceMs);
  if (m.missed !== undefined && m.missed !== 'unspecified') w.uint32(48).int32(CallbackMissNumber[m.missed]);
  return w;
}

export function readCallback(r: Reader, end: number): Callback {
  const m: Callback = { phase: 'unspecified', tries: 0, misses: 0, notBeforeMs: 0, callingSinceMs: 0, missed: 'unspecified' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.phase = (CallbackPhaseText[r.int32()] ?? 'unspecified'); break;
      case 16: m.tries = r.uint32(); break;
      case 24: m.misses = r.uint32(); break;
      case 33: m.notBeforeMs = r.double(); break;
      case 41: m.callingSinceMs = r.double(); break;
      case 48: m.missed = (CallbackMissText[r.int32()] ?? 'unspecified'); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'Callback');
}

export function fromCallback(value: unknown): Callback {
  const o = json.object(value);
  return {
    phase: json.oneOf(CallbackPhaseNumber, o['phase']),
    tries: json.number(o['tries']),
    misses: json.number(o['misses']),
    notBeforeMs: json.number(o['notBeforeMs']),
    callingSinceMs: json.number(o['callingSinceMs']),
    missed: json.oneOf(CallbackMissNumber, o['missed']),
  };
}

export const Callback: Codec<Callback, CallbackInit> = codec(writeCallback, readCallback, fromCallback);

/** The customer of a call that waits leaves the line and wants to be called.
 * Hanging up cancels it. Answered with the call. */
export interface AskCallback {
  callId: string;
}

/** What AskCallback.encode takes: absent fields are their zero value. */
export interface AskCallbackInit {
  readonly callId?: string | undefined;
}

export function writeAskCallback(m: AskCallbackInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  return w;
}

export function readAskCallback(r: Reader, end: number): AskCallback {
  const m: AskCallback = { callId: '' };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'AskCallback');
}

export function fromAskCallback(value: unknown): AskCallback {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
  };
}

export const AskCallback: Codec<AskCallback, AskCallbackInit> = codec(writeAskCallback, readAskCallback, fromAskCallback);

/** The customer's page rings: they answer, or not now. Answered with the call. */
export interface AnswerCallback {
  callId: string;
  accept: boolean;
}

/** What AnswerCallback.encode takes: absent fields are their zero value. */
export interface AnswerCallbackInit {
  readonly callId?: string | undefined;
  readonly accept?: boolean | undefined;
}

export function writeAnswerCallback(m: AnswerCallbackInit, w: Writer): Writer {
  if (m.callId !== undefined && m.callId !== '') w.uint32(10).string(m.callId);
  if (m.accept !== undefined && m.accept !== false) w.uint32(16).bool(m.accept);
  return w;
}

export function readAnswerCallback(r: Reader, end: number): AnswerCallback {
  const m: AnswerCallback = { callId: '', accept: false };
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.callId = r.string(); break;
      case 16: m.accept = r.bool(); break;
      default: r.skipType(tag & 7);
    }
  }
  return checked(m, r, end, 'AnswerCallback');
}

export function fromAnswerCallback(value: unknown): AnswerCallback {
  const o = json.object(value);
  return {
    callId: json.text(o['callId']),
    accept: json.bool(o['accept']),
  };
}

export const AnswerCallback: Codec<AnswerCallback, AnswerCallbackInit> = codec(writeAnswerCallback, readAnswerCallback, fromAnswerCallback);
