import type { WaitingCall } from './queue.ts';
import { emptyIndex, type Index } from './register.ts';
import { type Change, Tree } from './tree.ts';

/** The oldest first. */
export const byAge = (a: WaitingCall, b: WaitingCall): number => {
  if (a.requestedAtMs !== b.requestedAtMs) return a.requestedAtMs - b.requestedAtMs;
  return a.callId < b.callId ? -1 : a.callId > b.callId ? 1 : 0;
};

/** The calls that wait, the oldest first, found by id and by place; never changed in place. */
export class WaitingCalls implements Iterable<WaitingCall> {
  static readonly empty = new WaitingCalls(Tree.empty(byAge), emptyIndex());

  readonly #inOrder: Tree<WaitingCall, WaitingCall>;
  readonly #byId: Index<WaitingCall>;

  private constructor(inOrder: Tree<WaitingCall, WaitingCall>, byId: Index<WaitingCall>) {
    this.#inOrder = inOrder;
    this.#byId = byId;
  }

  get size(): number {
    return this.#byId.size;
  }

  get(callId: string): WaitingCall | undefined {
    return this.#byId.get(callId);
  }

  has(callId: string): boolean {
    return this.#byId.has(callId);
  }

  /** How many wait before it; undefined = it does not wait. */
  placeOf(callId: string): number | undefined {
    const call = this.#byId.get(callId);
    return call === undefined ? undefined : this.#inOrder.countBefore(call);
  }

  /** The call in its place, wherever it was before. */
  with(call: WaitingCall): WaitingCalls {
    const before = this.#byId.get(call.callId);
    const others = before === undefined ? this.#inOrder : this.#inOrder.without(before);
    return new WaitingCalls(others.with(call, call), this.#byId.with(call.callId, call));
  }

  without(callId: string): WaitingCalls {
    const call = this.#byId.get(callId);
    if (call === undefined) return this;
    return new WaitingCalls(this.#inOrder.without(call), this.#byId.without(callId));
  }

  [Symbol.iterator](): Iterator<WaitingCall> {
    return this.#inOrder.values();
  }

  /** Calls that are other than in those that these came from, the oldest first. */
  changesSince(before: WaitingCalls): readonly Change<WaitingCall>[] {
    return this.#inOrder.changesSince(before.#inOrder);
  }
}
