import type { Stack } from '@weft/control-plane/stack';
import { until } from '@weft/proto/testing';
import type { Context } from '../bench/bench.ts';
import { guestSession } from '../wire/http.ts';
import { StaffTokens } from '../wire/staff-token.ts';
import { Bot } from './bot.ts';
import { Voice } from './voice.ts';

/** Calls begun at the same time. */
const AT_ONCE = 4;
const SET_UP_TIMEOUT_MS = 60_000;
/** A voice that came this lately is heard: all bots wait for one process, which a busy machine may hold up. */
const LATELY_MS = 2_000;

/** Voice calls between customers in eu and agents in ap, all at the same time. */
export class Calls implements AsyncDisposable {
  /** From a customer's request to sound at both ends, in milliseconds. */
  readonly setUpMs: number[] = [];
  readonly #customers: Bot[] = [];
  readonly #agents: Bot[] = [];
  readonly #voice: Voice;
  readonly #context: Context;
  readonly #stack: Stack;

  private constructor(stack: Stack, context: Context) {
    this.#stack = stack;
    this.#context = context;
    this.#voice = new Voice(context.clock);
  }

  /** Resolves when all are set up. Throws when one cannot be. */
  static async start(stack: Stack, total: number, context: Context): Promise<Calls> {
    await using building = new AsyncDisposableStack();
    const calls = building.use(new Calls(stack, context));
    await calls.#signOn(total);
    context.progress(`${total} agents wait`);
    let begun = 0;
    const line = async (): Promise<void> => {
      while (begun < total) {
        begun += 1;
        await calls.#call(`Customer ${begun}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, line));
    building.move();
    return calls;
  }

  get ends(): readonly Bot[] {
    return [...this.#customers, ...this.#agents];
  }

  /** The node that is the home of most participants. */
  get fullestNode(): string {
    const homes = Map.groupBy(this.ends, ({ failover }) => failover.nodeId);
    const [fullest] = [...homes].sort(([, a], [, b]) => b.length - a.length);
    return fullest?.[0] ?? '';
  }

  homesAt(nodeId: string): readonly Bot[] {
    return this.ends.filter(({ failover }) => failover.nodeId === nodeId);
  }

  /** Everybody whose call has a home there: their own, or the other side's. */
  endsAt(nodeId: string): ReadonlySet<Bot> {
    const hit = new Set(this.homesAt(nodeId).map(({ call }) => call?.callId));
    return new Set(this.ends.filter(({ call }) => hit.has(call?.callId)));
  }

  /** Calls that are over though nobody hung up, and why. */
  get lost(): readonly string[] {
    return this.ends.flatMap(({ ended, call }) =>
      ended === undefined ? [] : `${call?.callId ?? 'no call'}: ${ended}`,
    );
  }

  /** What all ends heard since it was last asked. */
  take(): { frames: number; lost: number; gapsMs: number[]; latenciesMs: number[] } {
    const readings = this.ends.map(({ ear }) => ear.take());
    return {
      frames: readings.reduce((sum, { frames }) => sum + frames, 0),
      lost: readings.reduce((sum, { lost }) => sum + lost, 0),
      gapsMs: readings.map(({ longestGapMs }) => longestGapMs),
      latenciesMs: readings.flatMap(({ latenciesMs }) => latenciesMs),
    };
  }

  /** Waits until everybody who is in a call hears, and has somewhere to go. */
  async untilWhole(timeoutMs: number): Promise<void> {
    await until(
      async () => {
        for (const { call, ended, ear, failover } of this.ends) {
          if (ended !== undefined) continue;
          if (!failover.ready) return `${call?.callId} at ${failover.nodeId} has no standby that is ready`;
          if ((ear.silentMs ?? Number.POSITIVE_INFINITY) > LATELY_MS) return `${call?.callId} hears nothing`;
        }
        return true;
      },
      { timeoutMs, intervalMs: 100 },
    );
  }

  /** All customers hang up. Resolves when everybody knows. */
  async hangUp(): Promise<void> {
    for (const customer of this.#customers) customer.hangUp();
    await until(
      async () => this.ends.every(({ ended }) => ended !== undefined) || 'somebody is still in a call',
      { timeoutMs: SET_UP_TIMEOUT_MS },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#voice[Symbol.dispose]();
    await Promise.all(this.ends.map((bot) => bot[Symbol.asyncDispose]()));
  }

  async #signOn(total: number): Promise<void> {
    const { clock } = this.#context;
    const tokens = await StaffTokens.of(this.#stack.dataDir);
    const { edges, subjectId } = await guestSession(this.#stack.url, 'Desks');
    for (let i = 0; i < total; i += 1) {
      const session = { edges, subjectId, token: tokens.agent(`agent-${i}`, clock.now()) };
      this.#agents.push(await Bot.agent(session, { region: 'ap', voice: this.#voice, clock }));
    }
  }

  async #call(name: string): Promise<void> {
    const { clock } = this.#context;
    const startedMs = clock.monotonic();
    const customer = await Bot.customer(this.#stack.url, name, { region: 'eu', voice: this.#voice, clock });
    this.#customers.push(customer);
    const agent = (): Bot | undefined =>
      this.#agents.find(({ call }) => call?.callId === customer.call?.callId);
    await until(
      async () =>
        (customer.ear.silentMs !== undefined && agent()?.ear.silentMs !== undefined) ||
        `${name} and the agent do not hear each other`,
      { timeoutMs: SET_UP_TIMEOUT_MS, intervalMs: 5 },
    );
    this.setUpMs.push(clock.monotonic() - startedMs);
  }
}
