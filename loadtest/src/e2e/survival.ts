import assert from 'node:assert/strict';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import type { Fault } from '../failover/fault.ts';
import { faultNamed } from '../failover/faults.ts';
import type { LiveCall } from '../failover/live-call.ts';
import { Rig, type RigOptions } from '../failover/rig.ts';
import type { EndSample } from '../failover/sample.ts';
import { tryFault } from '../failover/trial.ts';
import { leftoversOf } from './leftovers.ts';

/** The time of a death that passes at once; what is away for long is away for all of it. */
const WATCH_MS = 4_000;
/** Lines of a browser's console in the account of a call that was lost. */
const LAST_WORDS = 10;

/** One call that lives through everything: what one death leaves behind the next one meets. */
export class Survival implements AsyncDisposable {
  readonly #rig: Rig;
  readonly #call: LiveCall;

  private constructor(rig: Rig, call: LiveCall) {
    this.#rig = rig;
    this.#call = call;
  }

  static async create(options: RigOptions = {}): Promise<Survival> {
    const rig = await Rig.create(options);
    return new Survival(rig, await rig.call());
  }

  /** Brings a fault upon the call and asserts that it is the same call, alive, and elsewhere when it had to go. */
  async of(name: string): Promise<void> {
    const call = this.#call;
    await call.untilSteady();
    const chosen = faultNamed(name);
    const watchMs = chosen.moves ? Math.min(chosen.watchMs, WATCH_MS) : chosen.watchMs;
    const fault: Fault = { ...chosen, watchMs };
    const { ends, lost } = await tryFault(fault, this.#rig, call, systemClock);
    if (lost !== undefined) assert.fail(`${lost}\n${this.#accountOf(ends)}`);
    const { state } = await call.customer.snapshot();
    assert.equal(state.call?.callId, call.callId);
    for (const { end, blanks } of ends)
      assert.equal(blanks, 0, `the ${end} had a view without a picture\n${this.#accountOf(ends)}`);
    if (!fault.moves) return;
    await until(async () => {
      const { nodeId } = await call.customer.stats();
      return nodeId !== ends[0]?.home || `the customer is still at ${nodeId}`;
    });
  }

  /** What both sides went through and said last: the stack and its logs are gone when somebody reads of it. */
  #accountOf(ends: readonly EndSample[]): string {
    const { customers, agents } = this.#rig;
    const said = [customers, agents].flatMap(({ said: lines }) => lines.slice(-LAST_WORDS));
    return [...ends.map((end) => JSON.stringify(end)), ...said].join('\n');
  }

  /** Hangs up and waits until nothing of the call is left. */
  async end(): Promise<void> {
    const call = this.#call;
    await call.untilSteady();
    await call.hangUp();
    await until(
      async () => {
        const left = await leftoversOf(this.#rig, call.callId);
        return left.length === 0 || left.join(', ');
      },
      { timeoutMs: CALL_TIMEOUT_MS, intervalMs: 500 },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#rig[Symbol.asyncDispose]();
  }
}
