import type { Clock, DeskInit, Timer } from '@weft/proto';
import type { AgentCalls } from './agent-calls.ts';
import type { QueueContext } from './context.ts';
import type { Moment } from './desk-record.ts';
import { deskView } from './desk-view.ts';
import type { QueueState } from './queue.ts';

/** How often desks are told at most that the number of waiting calls changed. */
const WAITING_INTERVAL_MS = 1_000;

/** This moment on both clocks. */
export const momentOf = (clock: Clock): Moment => ({
  nowMs: clock.now(),
  monotonicMs: clock.monotonic(),
});

/** Tells agents' pages what their desk is now. */
export class DeskPushes implements Disposable {
  readonly #context: QueueContext;
  readonly #calls: AgentCalls;
  readonly #stateOf: () => QueueState;
  readonly #subscription: Disposable;
  #timer: Timer | undefined;
  /** How many wait, as all desks were told last. */
  #settled = 0;
  /** How many wait, as each agent's desk was told last, whatever it was told for. */
  readonly #told = new Map<string, number>();

  constructor(context: QueueContext, calls: AgentCalls, stateOf: () => QueueState) {
    this.#context = context;
    this.#calls = calls;
    this.#stateOf = stateOf;
    this.#subscription = context.history.onChange((agentId) => this.#pushUnlessInCall(agentId));
  }

  /** The agent's whole desk as it is now, to be told to it. */
  view(agentId: string): DeskInit {
    const { clock, history } = this.#context;
    this.#told.set(agentId, this.#stateOf().waiting.size);
    const known = { call: this.#calls.last(agentId), history: history.of(agentId) };
    return deskView(this.#stateOf(), agentId, momentOf(clock), known);
  }

  /** Pushes the desk, if one is connected. A later one may take its place while it waits. */
  push(agentId: string): void {
    const desk = this.#stateOf().desks.get(agentId);
    if (desk === undefined || desk.sessionId === '') return;
    // A call that was not asked for yet must not read as no call.
    if (desk.work.name === 'in-call' && this.#calls.last(agentId)?.callId !== desk.work.callId) return;
    this.#context.sessions.push(
      desk.sessionId,
      { body: { case: 'desk', value: this.view(agentId) } },
      'desk',
    );
  }

  /** The number of waiting calls may have changed: desks that are in no call are told within a second. */
  waitingChanged(): void {
    if (this.#timer !== undefined || this.#stateOf().waiting.size === this.#settled) return;
    this.#timer = this.#context.clock.after(WAITING_INTERVAL_MS, () => {
      this.#timer = undefined;
      this.#tellWaiting();
    });
  }

  #tellWaiting(): void {
    const { waiting, desks } = this.#stateOf();
    this.#settled = waiting.size;
    for (const agentId of this.#told.keys()) if (!desks.has(agentId)) this.#told.delete(agentId);
    for (const { agentId } of desks.values()) {
      if (this.#told.get(agentId) !== waiting.size) this.#pushUnlessInCall(agentId);
    }
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
