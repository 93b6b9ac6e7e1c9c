import { ERRORS, type ErrorCode } from '@weft/proto';
import type { ForgetReason, GoneReason } from '../ports.ts';
import { faultOf, type KnownFault } from './refusal.ts';

/** How long the states last. Milliseconds; see config.ts for the defaults. */
export interface SessionTimes {
  readonly helloTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly resumeWindowMs: number;
}

/** A session's life. Times are of Clock.monotonic(). */
export type SessionState =
  /** A socket is open and nothing is known of who is behind it. */
  | { readonly phase: 'awaiting-hello'; readonly helloByMs: number }
  /** A hello is being checked; no other frame may come. */
  | { readonly phase: 'admitting'; readonly helloByMs: number }
  /** Signed in, with a socket. */
  | { readonly phase: 'ready'; readonly heardAtMs: number }
  /** Signed in, without a socket: frames are kept until it is resumed. */
  | { readonly phase: 'resuming'; readonly resumeByMs: number }
  /** Over. Whatever still arrives is ignored. */
  | { readonly phase: 'closing' };

export type SessionEvent =
  | { readonly on: 'hello' }
  /** A request, a ping or a bare acknowledgement. */
  | { readonly on: 'frame'; readonly atMs: number }
  | { readonly on: 'bye' }
  /** The token is good and the session is a new one. */
  | { readonly on: 'admitted'; readonly atMs: number }
  /** The token is good and the socket goes to the session that it resumes. */
  | { readonly on: 'handed-over' }
  /** Another socket goes on with this session. */
  | { readonly on: 'taken-over'; readonly atMs: number }
  /** Its own client came back, but what it missed is no longer kept: a new session takes its place. */
  | { readonly on: 'superseded' }
  /** The client, or its connection, did what the edge does not bear. */
  | { readonly on: 'refused'; readonly fault: KnownFault; readonly atMs: number }
  /** The outbox is full: frames would be lost. */
  | { readonly on: 'overflowed' }
  /** Pushes for it are lost: its client has to look again. */
  | { readonly on: 'missed' }
  /** Another edge goes on with this session. */
  | { readonly on: 'moved' }
  /** A service closes the session. */
  | { readonly on: 'dismissed'; readonly fault: KnownFault }
  /** The socket closed without a bye. */
  | { readonly on: 'lost'; readonly atMs: number }
  /** A moment that dueAtMs() named has come, or seems to have. */
  | { readonly on: 'due'; readonly atMs: number }
  /** The edge goes away, and its sessions do not. */
  | { readonly on: 'stopped' };

/** What the one place around next() has to do, in this order. */
export type SessionEffect =
  /** Send Refused, close the socket with the table's code, and let go of it. */
  | { readonly do: 'refuse'; readonly fault: KnownFault }
  /** Close the socket as the client asked (code 1000) and let go of it. */
  | { readonly do: 'close' }
  /** Forget the session and tell the services. */
  | { readonly do: 'end'; readonly reason: GoneReason }
  /** Forget the session: it is at another edge, or its client has to look for one. */
  | { readonly do: 'forget'; readonly why: ForgetReason };

export interface SessionStep {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
  /** The state has no such transition: nothing changed. */
  readonly refused: boolean;
}

const NONE: readonly SessionEffect[] = [];
const CLOSING: SessionState = { phase: 'closing' };

const to = (state: SessionState, ...effects: readonly SessionEffect[]): SessionStep => ({
  state,
  effects: effects.length === 0 ? NONE : effects,
  refused: false,
});

const no = (state: SessionState): SessionStep => ({ state, effects: NONE, refused: true });

const refuse = (code: ErrorCode): SessionEffect => ({ do: 'refuse', fault: faultOf(code) });
const end = (reason: GoneReason): SessionEffect => ({ do: 'end', reason });

/** A session starts when its socket opens. */
export const awaitingHello = (atMs: number, times: SessionTimes): SessionState => ({
  phase: 'awaiting-hello',
  helloByMs: atMs + times.helloTimeoutMs,
});

/** When the state must be looked at again if nothing happens; undefined = never. */
export function dueAtMs(state: SessionState, times: SessionTimes): number | undefined {
  switch (state.phase) {
    case 'awaiting-hello':
    case 'admitting':
      return state.helloByMs;
    case 'ready':
      return state.heardAtMs + times.idleTimeoutMs;
    case 'resuming':
      return state.resumeByMs;
    case 'closing':
      return undefined;
  }
}

/** The state after an event, and what follows from it (SPEC.md, SIG1 to SIG19). */
export function next(state: SessionState, event: SessionEvent, times: SessionTimes): SessionStep {
  switch (state.phase) {
    case 'awaiting-hello':
    case 'admitting':
      return beforeReady(state, event);
    case 'ready':
      return whileReady(state, event, times);
    case 'resuming':
      return whileResuming(state, event);
    case 'closing':
      return no(state);
  }
}

type Early = Extract<SessionState, { phase: 'awaiting-hello' | 'admitting' }>;

function beforeReady(state: Early, event: SessionEvent): SessionStep {
  switch (event.on) {
    case 'hello':
      return state.phase === 'awaiting-hello'
        ? to({ phase: 'admitting', helloByMs: state.helloByMs })
        : to(CLOSING, refuse('HELLO_EXPECTED'));
    case 'frame':
    case 'bye':
      return to(CLOSING, refuse('HELLO_EXPECTED'));
    case 'admitted':
      return state.phase === 'admitting' ? to({ phase: 'ready', heardAtMs: event.atMs }) : no(state);
    case 'handed-over':
      return state.phase === 'admitting' ? to(CLOSING) : no(state);
    case 'refused':
      return to(CLOSING, { do: 'refuse', fault: event.fault });
    case 'lost':
      return to(CLOSING);
    case 'due':
      return event.atMs < state.helloByMs ? to(state) : to(CLOSING, refuse('HELLO_TIMEOUT'));
    case 'stopped':
      return to(CLOSING, refuse('DRAINING'));
    case 'taken-over':
    case 'superseded':
    case 'overflowed':
    case 'missed':
    case 'moved':
    case 'dismissed':
      return no(state);
  }
}

type Ready = Extract<SessionState, { phase: 'ready' }>;

function whileReady(state: Ready, event: SessionEvent, times: SessionTimes): SessionStep {
  switch (event.on) {
    case 'frame':
      return to({ phase: 'ready', heardAtMs: event.atMs });
    case 'hello':
      return to(CLOSING, refuse('HELLO_EXPECTED'), end('refused'));
    case 'bye':
      return to(CLOSING, { do: 'close' }, end('bye'));
    case 'taken-over':
      return to({ phase: 'ready', heardAtMs: event.atMs }, refuse('REPLACED'));
    case 'superseded':
      return to(CLOSING, refuse('REPLACED'), end('replaced'));
    case 'refused': {
      const effect: SessionEffect = { do: 'refuse', fault: event.fault };
      // What may go well the next time ends the connection; what cannot ends the session.
      return ERRORS[event.fault.code].retryable
        ? to(resuming(event.atMs, times), effect)
        : to(CLOSING, effect, end('refused'));
    }
    case 'overflowed':
      return to(CLOSING, refuse('TOO_SLOW'), end('dropped'));
    case 'missed':
      return to(CLOSING, refuse('UNAVAILABLE'), { do: 'forget', why: 'missed' });
    case 'moved':
      return to(CLOSING, refuse('REPLACED'), { do: 'forget', why: 'moved' });
    case 'dismissed':
      return to(CLOSING, { do: 'refuse', fault: event.fault }, end(reasonOf(event.fault.code)));
    case 'lost':
      return to(resuming(event.atMs, times));
    case 'due':
      return event.atMs < state.heardAtMs + times.idleTimeoutMs
        ? to(state)
        : to(resuming(event.atMs, times), refuse('IDLE'));
    case 'stopped':
      return to(CLOSING, refuse('DRAINING'), { do: 'forget', why: 'left' });
    case 'admitted':
    case 'handed-over':
      return no(state);
  }
}

type Resuming = Extract<SessionState, { phase: 'resuming' }>;

function whileResuming(state: Resuming, event: SessionEvent): SessionStep {
  switch (event.on) {
    case 'taken-over':
      return to({ phase: 'ready', heardAtMs: event.atMs });
    case 'superseded':
      return to(CLOSING, end('replaced'));
    case 'overflowed':
      return to(CLOSING, end('dropped'));
    case 'missed':
      return to(CLOSING, { do: 'forget', why: 'missed' });
    case 'moved':
      return to(CLOSING, { do: 'forget', why: 'moved' });
    case 'dismissed':
      return to(CLOSING, end(reasonOf(event.fault.code)));
    case 'due':
      return event.atMs < state.resumeByMs ? to(state) : to(CLOSING, end('timeout'));
    case 'stopped':
      return to(CLOSING, { do: 'forget', why: 'left' });
    case 'hello':
    case 'frame':
    case 'bye':
    case 'admitted':
    case 'handed-over':
    case 'refused':
    case 'lost':
      return no(state);
  }
}

const resuming = (atMs: number, times: SessionTimes): SessionState => ({
  phase: 'resuming',
  resumeByMs: atMs + times.resumeWindowMs,
});

function reasonOf(code: ErrorCode): GoneReason {
  if (code === 'SIGNED_IN_ELSEWHERE' || code === 'REPLACED') return 'replaced';
  return ERRORS[code].retryable ? 'dropped' : 'refused';
}
