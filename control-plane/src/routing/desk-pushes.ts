import type { CallSummary, Clock, DeskInit, Timer } from '@weft/proto';
import type { AgentCalls } from './agent-calls.ts';
import type { QueueContext } from './context.ts';
import type { Moment } from './desk-record.ts';
import { deskView } from './desk-view.ts';
import type { QueueState } from './queue.ts';

/** Calls that are told when one is over: one that was lost on its way comes with the next. */
const MAX_NEWEST = 3;
/** How often desks are told at most that the number of waiting calls changed. */
const WAITING_INTERVAL_MS = 1_000;

/** This moment on both clocks. */
export const momentOf = (clock: Clock): Moment => ({
  nowMs: clock.now(),
  monotonicMs: clock.monotonic(),
});

/** What desks are told through, and from what. */
export interface DeskPushParts extends Pick<QueueContext, 'clock'> {
  readonly sessions: Pick<QueueContext['sessions'], 'push'>;
  readonly history: Pick<QueueContext['history'], 'of' | 'onChange'>;
  readonly routing: Pick<QueueContext['routing'], 'current'>;
}

/** Tells agents' pages what their desk is now. */
export class DeskPushes implements Disposable {
  readonly #context: DeskPushParts;
  readonly #calls: Pick<AgentCalls, 'last'>;
  readonly #stateOf: () => QueueState;
  readonly #subscription: Disposable;
  #timer: Timer | undefined;
  /** How many wait, as all desks were told last. */
  #settled = 0;
  /** As all desks were told last. */
  #pauses: readonly string[];
  /** How many wait, as each agent's desk was told last, whatever it was told for. */
  readonly #told = new Map<string, number>();

  constructor(context: DeskPushParts, calls: Pick<AgentCalls, 'last'>, stateOf: () => QueueState) {
    this.#context = context;
    this.#calls = calls;
    this.#stateOf = stateOf;
    this.#pauses = context.routing.current.source.pauses;
    this.#subscription = context.history.onChange((agentId) => this.#callOver(agentId));
  }

  /** The agent's whole desk as it is now with the calls of the day, to be answered with. */
  view(agentId: string): DeskInit {
    return this.#view(agentId, this.#context.history.of(agentId));
  }

  /** Pushes the desk, if one is connected. A later one may take its place while it waits. */
  push(agentId: string): void {
    const desk = this.#stateOf().desks.get(agentId);
    if (desk === undefined || desk.sessionId === '') return;
    // A call that was not asked for yet must not read as no call.
    if (desk.work.name === 'in-call' && this.#calls.last(agentId)?.callId !== desk.work.callId) return;
    const { sessions, history } = this.#context;
    // What ended while nobody owned the queue.
    if (!this.#told.has(agentId)) this.#tellCalls(desk.sessionId, history.of(agentId));
    sessions.push(desk.sessionId, { body: { case: 'desk', value: this.#view(agentId, []) } }, 'desk');
  }

  /**
   * The queue is this owner's from now on, and offers of before are void: desks learn it from what they are now. For
   * an agent in a call it may have rung at a colleague, whom the owner before alone knew.
   */
  takenOver(): void {
    for (const { agentId, sessionId, work } of this.#stateOf().desks.values()) {
      this.push(agentId);
      if (sessionId === '' || work.name !== 'in-call') continue;
      const value = { callId: work.callId, agentId: '', outcome: 'rescinded' } as const;
      this.#context.sessions.push(sessionId, { body: { case: 'invitationEnded', value } });
    }
  }

  /** The number of waiting calls may have changed: desks that are in no call are told within a second. */
  waitingChanged(): void {
    if (this.#timer !== undefined || this.#stateOf().waiting.size === this.#settled) return;
    this.#timer = this.#context.clock.after(WAITING_INTERVAL_MS, () => {
      this.#timer = undefined;
      this.#tellWaiting();
    });
  }

  /** Rules hold that may name other pauses: all desks are told, if so. One that is in a call learns it after it. */
  rulesChanged(): void {
    const { pauses } = this.#context.routing.current.source;
    if (pauses.join('\n') === this.#pauses.join('\n')) return;
    this.#pauses = pauses;
    for (const { agentId } of this.#stateOf().desks.values()) this.#pushUnlessInCall(agentId);
  }

  #tellWaiting(): void {
    const { waiting, desks } = this.#stateOf();
    this.#settled = waiting.size;
    for (const agentId of this.#told.keys()) if (!desks.has(agentId)) this.#told.delete(agentId);
    for (const { agentId } of desks.values()) {
      if (this.#told.get(agentId) !== waiting.size) this.#pushUnlessInCall(agentId);
    }
  }

  /** The calls of a day are many, and the same in every push of the desk: the new ones are told by themselves. */
  #callOver(agentId: string): void {
    const sessionId = this.#stateOf().desks.get(agentId)?.sessionId ?? '';
    if (sessionId === '') return;
    if (!this.#told.has(agentId)) this.#pushUnlessInCall(agentId);
    else this.#tellCalls(sessionId, this.#context.history.of(agentId).slice(0, MAX_NEWEST));
  }

  /** Nothing takes the place of what the page may not know yet. */
  #tellCalls(sessionId: string, calls: readonly CallSummary[]): void {
    if (calls.length > 0)
      this.#context.sessions.push(sessionId, { body: { case: 'pastCalls', value: { calls } } });
  }

  #view(agentId: string, history: readonly CallSummary[]): DeskInit {
    this.#told.set(agentId, this.#stateOf().waiting.size);
    const { pauses } = this.#context.routing.current.source;
    const known = { call: this.#calls.last(agentId), history, pauses };
    return deskView(this.#stateOf(), agentId, momentOf(this.#context.clock), known);
  }

  /** In a call the page knows more of it than this instance: what can wait is not worth telling an old state. */
  #pushUnlessInCall(agentId: string): void {
    if (this.#stateOf().desks.get(agentId)?.work.name !== 'in-call') this.push(agentId);
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#subscription[Symbol.dispose]();
  }
}
