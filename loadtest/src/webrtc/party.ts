import { keepAsking } from '@weft/agent-web/media';
import type { Stack } from '@weft/control-plane/stack';
import type { Clock, Log } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { type Session, signIn } from '../wire/http.ts';
import { Bot, type SuperviseMode } from './bot.ts';
import { Voice } from './voice.ts';

/** Who may be in it. Each has a voice of their own. */
export const NAMES = ['customer', 'anna', 'mei', 'wei'] as const;
export type Name = (typeof NAMES)[number];

/** What kind of call it is: what Mei, who supervises, or Wei, a colleague, does in Anna's call, and whether it is on hold. */
export interface PartyKind {
  readonly mei?: SuperviseMode;
  readonly wei?: true;
  readonly held?: true | undefined;
}

/** A voice that came this lately is heard. */
const LATELY_MS = 1_000;
const PATIENCE = { timeoutMs: 60_000, intervalMs: 100 };

/** Who may hear whom, as [decision 75](../../../docs/decisions/0075-supervision.md) has it. */
function mayHear(kind: PartyKind, listener: Name, speaker: Name): boolean {
  if (listener === speaker || !isIn(kind, listener) || !isIn(kind, speaker)) return false;
  if (speaker === 'mei' && kind.mei === 'listen') return false;
  if (speaker === 'mei' && kind.mei === 'whisper' && listener !== 'anna') return false;
  if (kind.held !== true) return true;
  const talk = kind.wei === true || (kind.mei !== undefined && kind.mei !== 'listen');
  return talk && listener !== 'customer' && speaker !== 'customer';
}

const isIn = (kind: PartyKind, name: Name): boolean =>
  name === 'customer' || name === 'anna' || kind[name] !== undefined;

/** One call with several agents in it. */
export class Party implements AsyncDisposable {
  /** What it is now. */
  kind: PartyKind;
  readonly #clock: Clock;
  readonly #bots = new Map<Name, Bot>();
  readonly #owned: AsyncDisposableStack;

  private constructor(kind: PartyKind, clock: Clock, owned: AsyncDisposableStack) {
    this.kind = kind;
    this.#clock = clock;
    this.#owned = owned;
  }

  /** Resolves when everybody hears whom they should and has somewhere to go. Throws when it does not come to that. */
  static async start(stack: Stack, kind: PartyKind, clock: Clock, log?: Log): Promise<Party> {
    await using owned = new AsyncDisposableStack();
    const party = new Party(kind, clock, owned);
    const session = (login: Name): Promise<Session> => {
      const person = stack.signIns.find((one) => one.login === login);
      if (person === undefined) throw new Error(`nobody signs in as ${login}`);
      return signIn(stack.url, login, person.password);
    };
    const optionsOf = (name: Name) => ({
      region: name === 'customer' || name === 'mei' ? 'eu' : 'ap',
      voice: owned.use(new Voice(clock, NAMES.indexOf(name))),
      clock,
      ...(log === undefined ? {} : { log: log.child({ bot: name }) }),
    });
    const add = (name: Name, bot: Bot): Bot => {
      party.#bots.set(name, bot);
      return owned.use(bot);
    };
    const anna = add('anna', await Bot.agent(await session('anna'), optionsOf('anna')));
    const customer = add('customer', await Bot.customer(stack.url, 'Kim', optionsOf('customer')));
    await until(async () => anna.call !== undefined || 'Anna has no call', PATIENCE);
    const callId = customer.call?.callId ?? '';
    if (kind.wei !== undefined) {
      const wei = add('wei', await Bot.agent(await session('wei'), optionsOf('wei')));
      await anna.invite('wei');
      await until(async () => wei.call !== undefined || 'Wei has not come in', PATIENCE);
    }
    if (kind.mei !== undefined) {
      const mei = add('mei', await Bot.desk(await session('mei'), optionsOf('mei')));
      await mei.supervise(callId, kind.mei);
    }
    if (kind.held === true) await anna.setHold(true);
    await party.untilWhole();
    return new Party(kind, clock, owned.move()).#with(party.#bots);
  }

  get names(): readonly Name[] {
    return [...this.#bots.keys()];
  }

  bot(name: Name): Bot {
    const bot = this.#bots.get(name);
    if (bot === undefined) throw new Error(`${name} is not in it`);
    return bot;
  }

  /** From here on voices are counted anew. */
  forgetVoices(): void {
    for (const bot of this.#bots.values()) bot.forgetVoices();
  }

  /** Who heard somebody since then whom they may not hear, as "customer heard mei 12 times". */
  get leaks(): readonly string[] {
    return this.#pairs(false).flatMap(([listener, speaker]) => {
      const frames = this.#heard(listener, speaker)?.frames ?? 0;
      return frames === 0 ? [] : [`${listener} heard ${speaker} ${frames} times`];
    });
  }

  /** Why it is not as it should be; undefined = everybody hears whom they should, and could go on elsewhere. */
  get wrong(): string | undefined {
    for (const [name, { failover }] of this.#bots)
      if (!failover.ready) return `${name} at ${failover.nodeId} has no standby that is ready`;
    const [ghost] = this.names.flatMap((name) => this.#ghostsOf(name));
    return this.silence ?? ghost;
  }

  /** Whose call has ended, or who does not hear whom they should; undefined = nobody. */
  get silence(): string | undefined {
    for (const [name, { ended }] of this.#bots)
      if (ended !== undefined) return `${name}'s call has ended: ${ended}`;
    for (const [listener, speaker] of this.#pairs(true)) {
      const { lastAtMs = 0 } = this.#heard(listener, speaker) ?? {};
      if (this.#clock.monotonic() - lastAtMs > LATELY_MS) return `${listener} does not hear ${speaker}`;
    }
    return undefined;
  }

  async untilWhole(): Promise<void> {
    await until(async () => this.wrong ?? true, PATIENCE);
  }

  /** Mei goes on in another part. Resolves when she may be heard by nobody else than by that; asked again while it cannot be answered. */
  async setMei(mei: SuperviseMode): Promise<void> {
    const callId = this.bot('customer').call?.callId ?? '';
    await this.#insist(() => this.bot('mei').supervise(callId, mei));
    this.kind = { ...this.kind, mei };
  }

  /** Anna holds the call, or goes on; asked again alike. */
  async setHeld(on: boolean): Promise<void> {
    await this.#insist(() => this.bot('anna').setHold(on));
    this.kind = { ...this.kind, held: on || undefined };
  }

  async #insist(ask: () => Promise<void>): Promise<void> {
    await keepAsking(ask, () => true, this.#clock);
  }

  async hangUp(): Promise<void> {
    this.bot('customer').hangUp();
    const left = (): Name | undefined => this.names.find((name) => this.bot(name).ended === undefined);
    await until(async () => left() === undefined || `${left()} is still in the call`, PATIENCE);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  #with(bots: ReadonlyMap<Name, Bot>): this {
    for (const [name, bot] of bots) this.#bots.set(name, bot);
    return this;
  }

  /** Whoever somebody sees in the call who is not in it, or does not see who is. */
  #ghostsOf(name: Name): readonly string[] {
    const seen = this.bot(name).present;
    const expected = this.names.filter((other) => mayHear({ ...this.kind, held: undefined }, name, other));
    const ids = expected.map((other) => this.bot(other).participantId);
    const ghosts = seen.filter((id) => !ids.includes(id));
    const missing = expected.filter((other) => !seen.includes(this.bot(other).participantId));
    return [
      ...ghosts.map((id) => `${name} sees ${id}, who is not to be seen`),
      ...missing.map((other) => `${name} does not see ${other}`),
    ];
  }

  #heard(listener: Name, speaker: Name): { readonly frames: number; readonly lastAtMs: number } | undefined {
    return this.bot(listener).voices.get(NAMES.indexOf(speaker));
  }

  #pairs(allowed: boolean): readonly (readonly [Name, Name])[] {
    return this.names.flatMap((listener) =>
      this.names
        .filter((speaker) => listener !== speaker && mayHear(this.kind, listener, speaker) === allowed)
        .map((speaker) => [listener, speaker] as const),
    );
  }
}
