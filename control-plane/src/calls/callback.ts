import type { CallbackMiss, Callback as WireCallback } from '@weft/proto';
import type { ActiveCall, CallState, Leg, LiveCall, Release } from './state.ts';

/** Why the customer was not reached. */
export type Miss = Exclude<CallbackMiss, 'unspecified'>;

interface Counts {
  /** How often an agent began to call. */
  readonly tries: number;
  /** How often in vain. */
  readonly misses: number;
  /** The last time. */
  readonly missed: CallbackMiss;
}

/** Pages of one customer that ring beside the one that spoke last; of more the oldest do not. */
const MAX_BESIDE = 8;

interface Pages {
  /** Sessions of the customer's other pages, newest first. Some may be gone: what they are told is lost. */
  readonly beside: readonly string[];
}

/** How far a callback is: a call whose customer wants to be called instead of holding the line. */
export type Callback =
  /** While the call waits. Wall clock: offered to nobody before; 0 = at once. */
  | (Counts & Pages & { readonly phase: 'waiting'; readonly notBeforeMs: number })
  /** While an agent has it and the customer's page rings, since then by the wall clock. */
  | (Counts & Pages & { readonly phase: 'calling'; readonly sinceMs: number })
  /** The customer answered: from now on a call like any other. */
  | (Counts & { readonly phase: 'reached' });

/** So often a customer is called in vain; then the call is over as not reached. */
const MAX_MISSES = 3;

/** A callback that was just asked for; of one before, in the same call, the tries count on. */
export const asked = (before?: Callback): Callback => ({
  ...{ phase: 'waiting', tries: before?.tries ?? 0, misses: 0, missed: 'unspecified' },
  notBeforeMs: 0,
  beside: [],
});

/** The customer's other pages that ring. */
export const besideOf = (callback: Callback | undefined): readonly string[] =>
  callback === undefined || callback.phase === 'reached' ? [] : callback.beside;

/** The sessions that are told what this participant is told. */
export const pagesOf = (call: Pick<CallState, 'callback'>, { role, sessionId }: Leg): readonly string[] =>
  role === 'customer' ? [sessionId, ...besideOf(call.callback)] : [sessionId];

/** The customer waits on another page, too; the one they waited on until now goes on ringing. */
export function beside(call: LiveCall, { role, sessionId: before }: Leg): LiveCall {
  const { callback, customer } = call;
  if (role !== 'customer' || callback === undefined || callback.phase === 'reached') return call;
  const others = [before, ...callback.beside].filter((one) => one !== customer.sessionId);
  return { ...call, callback: { ...callback, beside: [...new Set(others)].slice(0, MAX_BESIDE) } };
}

/** The customer's other pages stop ringing: this one answered. */
export const silenced = ({ callback, customer }: CallState): readonly Release[] =>
  besideOf(callback).map((sessionId) => ({ leg: { ...customer, sessionId }, cause: 'let-go' }));

const countsOf = ({ tries, misses, missed }: Callback): Counts => ({ tries, misses, missed });

/** Whether the customer is not in the call, and does not have to be. */
export const isAway = ({ callback }: Pick<CallState, 'callback'>): boolean =>
  callback !== undefined && callback.phase !== 'reached';

/** An answered call whose agent waits for the customer to answer. */
export type CallingCall = ActiveCall & { readonly callback: Callback & { readonly phase: 'calling' } };

export const isCalling = (call: CallState): call is CallingCall =>
  call.stage === 'active' && call.callback?.phase === 'calling';

/** Before when a callback that waits is offered to nobody; 0 = at once, or it does not wait. */
export const dueAtMs = ({ callback }: CallState): number =>
  callback?.phase === 'waiting' ? callback.notBeforeMs : 0;

/** The callback when an agent takes its call. */
export const taken = (callback: Callback | undefined, atMs: number): Callback | undefined =>
  callback?.phase === 'waiting'
    ? {
        ...countsOf(callback),
        ...{ phase: 'calling', tries: callback.tries + 1, sinceMs: atMs, beside: callback.beside },
      }
    : callback;

/** The callback when its agent is gone and nobody is to blame: tried again at once. */
export const untaken = (callback: Callback | undefined): Callback | undefined =>
  callback?.phase === 'calling'
    ? { ...countsOf(callback), phase: 'waiting', notBeforeMs: 0, beside: callback.beside }
    : callback;

export const reached = (callback: Callback): Callback => ({ ...countsOf(callback), phase: 'reached' });

/** The callback after one more call in vain, each pause twice the one before. */
export function missed(callback: Callback, why: Miss, atMs: number, pauseMs: number): Callback {
  const misses = callback.misses + 1;
  const notBeforeMs = atMs + pauseMs * 2 ** (misses - 1);
  const pages = { beside: besideOf(callback) };
  return { ...countsOf(callback), ...pages, misses, missed: why, phase: 'waiting', notBeforeMs };
}

/** Whether it was called in vain so often that it is not any more. */
export const isGivenUp = ({ misses }: Callback): boolean => misses >= MAX_MISSES;

/** A customer whose page was gone, and is back: no reason to wait any longer. */
export const back = (call: LiveCall, leg: Leg): LiveCall =>
  leg.role === 'customer' && call.callback?.phase === 'waiting' && call.callback.missed === 'away'
    ? { ...call, callback: { ...call.callback, notBeforeMs: 0 } }
    : call;

/** As pages and timelines have it; a record has the customer's other pages beside it. */
export const callbackRecord = (callback: Callback | undefined): WireCallback | undefined =>
  callback === undefined
    ? undefined
    : {
        ...countsOf(callback),
        phase: callback.phase,
        notBeforeMs: callback.phase === 'waiting' ? callback.notBeforeMs : 0,
        callingSinceMs: callback.phase === 'calling' ? callback.sinceMs : 0,
      };

export function callbackFrom(
  record: WireCallback | undefined,
  beside: readonly string[],
): Callback | undefined {
  if (record === undefined) return undefined;
  const { phase, tries, misses, missed: why, notBeforeMs, callingSinceMs: sinceMs } = record;
  const counts = { tries, misses, missed: why };
  switch (phase) {
    case 'waiting':
      return { ...counts, phase, notBeforeMs, beside };
    case 'calling':
      return { ...counts, phase, sinceMs, beside };
    case 'reached':
      return { ...counts, phase };
    case 'unspecified':
      return undefined;
  }
}
