import type {
  Clock,
  ErrorCode,
  Log,
  OutboundQueued,
  OutboundQueuedInit,
  Timer,
  Work,
  WorkLog,
} from '@weft/proto';
import type { AttachmentFolder } from '../../conversations/attachment-folder.ts';
import { Following } from '../../following.ts';
import { deliveryText, moveDelivery } from '../../store/deliveries.ts';
import type { Sender } from '../accounts/account-owner.ts';
import type { OpenAccount, Outbound, Sent } from '../channel.ts';
import type { BoundAccount } from '../kinds.ts';
import { backoffMs } from './backoff.ts';
import { Marking } from './marking.ts';
import { outcomeOf } from './outcome.ts';
import { outgoingMessage } from './outgoing-message.ts';
import { Pace } from './pace.ts';
import { movedBy, type Prepared, prepare } from './preparing.ts';
import { Settling, type SettlingContext } from './settling.ts';
import { Slots } from './slots.ts';

/** Items that are prepared in one transaction at most. */
const MAX_BATCH = 200;
/** Items that wait for their turn with the carrier at most: prepared ahead, so that the window is never empty. */
const MAX_AHEAD = 400;
/** Tries before it is given up; being throttled is none. */
const MAX_TRIES = 8;
/** Nothing is tried longer than this, throttled or not. */
const MAX_AGE_MS = 24 * 3_600_000;
const THROTTLED_PAUSE_MS = 100;
/** Store or streams are away, or another owner was quicker. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'CONFLICT']);
/** How often an account that is not up is looked at. */
const LOOK_MS = 250;
/** An account that was down for so long gives its messages to another one, where there is one. */
const FAILOVER_MS = 15_000;
const TOUCH_INTERVAL_MS = 60_000;

type Ready = Extract<Prepared, { readonly is: 'ready' }>;

export interface SenderContext extends SettlingContext {
  readonly work: WorkLog<OutboundQueued, OutboundQueuedInit>;
  readonly folder: AttachmentFolder;
  /** Whether the account is this instance's for certain: else somebody else may send the same by now. */
  readonly isOurs: () => boolean;
  /** Where else an account's messages may go when it gives up; empty = nowhere. */
  readonly failoverOf: (accountId: string) => string;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Sends what waits for one open account: as many at a time as its window
 * allows, as fast as its carrier bears, to each contact in order. A message is
 * tried again in its place, never behind those that came later.
 */
export class AccountSender implements Sender {
  readonly #context: SenderContext;
  readonly #account: BoundAccount;
  readonly #opened: OpenAccount;
  readonly #pace: Pace;
  readonly #settling: Settling;
  readonly #marking: Marking;
  readonly #following: Following<readonly Work<OutboundQueued>[]>;
  readonly #timer: Timer;
  /** The last message under way to each contact. */
  readonly #lanes = new Map<string, Promise<void>>();
  /** By item: what waits for its turn or is with the carrier. */
  readonly #held = new Map<string, Work<OutboundQueued>>();
  readonly #slots: Slots;
  #room = Promise.withResolvers<void>();

  constructor(context: SenderContext, account: BoundAccount, opened: OpenAccount) {
    this.#context = context;
    this.#account = account;
    this.#opened = opened;
    this.#pace = new Pace({ clock: context.clock, mostPerSecond: opened.segmentsPerSecond ?? 0 });
    this.#settling = new Settling(context);
    this.#marking = new Marking(context);
    this.#slots = new Slots(() => opened.window);
    this.#timer = context.clock.every(TOUCH_INTERVAL_MS, () => {
      for (const work of this.#held.values()) work.touch();
    });
    const { clock, work, log } = context;
    const { accountId } = account;
    this.#following = new Following({
      ...{ clock, passing: PASSING, begin: () => work.work(accountId, MAX_BATCH) },
      each: (batch) => this.#take(batch),
      failed: (error) =>
        log.warn({ accountId, error: String(error) }, 'what is to go out is not followed now'),
    });
  }

  get underWay(): number {
    return this.#held.size;
  }

  get perSecond(): number {
    return this.#pace.perSecond;
  }

  /** Waits for what is with the carrier; what waits for its turn stays in the stream. */
  async [Symbol.asyncDispose](): Promise<void> {
    const ended = this.#following[Symbol.asyncDispose]();
    this.#room.resolve();
    this.#timer.cancel();
    this.#slots.close();
    await this.#marking[Symbol.asyncDispose]();
    await ended;
    await Promise.all(this.#lanes.values());
    await this.#settling[Symbol.asyncDispose]();
  }

  async #take(batch: readonly Work<OutboundQueued>[]): Promise<void> {
    while (this.#held.size >= MAX_AHEAD && !this.#following.closed) {
      this.#room = Promise.withResolvers();
      await this.#room.promise;
    }
    for (const one of await this.#prepare(this.#freshOf(batch))) {
      if (one.is === 'ready') this.#line(one.work, () => this.#deliver(one));
      else if (one.is === 'begun') this.#line(one.work, () => this.#await(one));
      else if (one.is === 'moved') await this.#move(one.work, one.accountId);
      else this.#finish(one);
    }
  }

  #prepare(fresh: readonly Work<OutboundQueued>[]): Promise<readonly Prepared[]> {
    const { store, clock } = this.#context;
    return this.#following.persist(() =>
      store.write((sql) => prepare(sql, this.#account, fresh, this.#segmentsOf, Math.round(clock.now()))),
    );
  }

  /** Of what nothing is to be sent. */
  #finish(one: Exclude<Prepared, { readonly is: 'ready' | 'begun' | 'moved' }>): void {
    switch (one.is) {
      case 'over':
        one.work.done();
        break;
      case 'held':
        this.#hold(one.work, one.untilMs);
        break;
      case 'untold':
        this.#settling.settle(outcomeOf(one.work, one.was, MAX_TRIES));
        break;
      case 'refused': {
        const result = { is: 'failed', code: one.code, dead: false } as const;
        this.#settling.settle({ work: one.work, tries: 0, result });
      }
    }
  }

  /** In its place, so that what is behind it stays there: until whoever began it has told what became of it, or will not any more. */
  async #await({ work, untilMs }: Extract<Prepared, { readonly is: 'begun' }>): Promise<void> {
    await this.#following.pause(untilMs - this.#context.clock.now());
    if (this.#following.closed) return;
    for (const one of await this.#prepare([work])) {
      if (one.is === 'ready') await this.#deliver(one);
      else if (one.is === 'begun') await this.#await(one);
      else if (one.is === 'moved') await this.#move(one.work, one.accountId);
      else this.#finish(one);
    }
  }

  readonly #segmentsOf = (text: string): number => this.#opened.segmentsOf?.(text) ?? 1;

  /** Without what is still with us: given out again after a reconnect, or handed over for a second time. */
  #freshOf(batch: readonly Work<OutboundQueued>[]): readonly Work<OutboundQueued>[] {
    const fresh = new Map<string, Work<OutboundQueued>>();
    for (const work of batch) {
      const key = deliveryText(work.value);
      const first = fresh.get(key)?.seq ?? this.#held.get(key)?.seq ?? this.#settling.heldAs(work.value);
      if (first === undefined) fresh.set(key, work);
      // The first one stays in the stream until it is settled.
      else if (first !== work.seq) work.done();
    }
    return [...fresh.values()];
  }

  #line(work: Work<OutboundQueued>, turn: () => Promise<void>): void {
    const key = deliveryText(work.value);
    this.#held.set(key, work);
    const { to } = work.value;
    const name = `${to?.kind} ${to?.value}`;
    const before = this.#lanes.get(name) ?? Promise.resolve();
    const lane = before
      .then(turn)
      .catch((error: unknown) => {
        // Not settled, so it stays in the stream.
        this.#context.log.error(
          { accountId: this.#account.accountId, error: String(error) },
          'item not sent',
        );
      })
      .finally(() => {
        this.#held.delete(key);
        if (this.#held.size < MAX_AHEAD) this.#room.resolve();
        if (this.#lanes.get(name) === lane) this.#lanes.delete(name);
      });
    this.#lanes.set(name, lane);
  }

  async #deliver(ready: Ready): Promise<void> {
    const { clock, random } = this.#context;
    const { work, segments } = ready;
    const message = await this.#compose(ready);
    if (message === undefined) return;
    for (let { tries } = ready; !this.#following.closed; ) {
      const down = await this.#waitUntilUp(work);
      if (down !== undefined) return this.#giveUp(ready, tries, down);
      await this.#pace.take(segments);
      await this.#slots.take();
      if (this.#following.closed) return this.#slots.free();
      if (!this.#context.isOurs()) {
        this.#slots.free();
        continue;
      }
      // It may have become night while it waited for its turn.
      const nightUntilMs = this.#nightUntil(ready);
      if (nightUntilMs !== undefined) {
        this.#slots.free();
        return this.#hold(work, nightUntilMs);
      }
      if (!(await this.#mark(ready, 'begun', clock.now(), tries))) return this.#slots.free();
      // The store may have been away for so long.
      if (!this.#context.isOurs()) {
        this.#slots.free();
        continue;
      }
      const sent = await this.#send(message).finally(() => this.#slots.free());
      if (sent.is === 'sent') return this.#settling.settle({ work, tries, result: sent });
      if (sent.is === 'refused') {
        return this.#settling.settle({ work, tries, result: { is: 'failed', code: sent.code, dead: false } });
      }
      if (sent.throttled) this.#pace.throttled();
      else tries += 1;
      // It has not gone: whoever comes next may send it.
      if (sent.partly !== true) await this.#mark(ready, 'sending', ready.atMs, tries);
      if (tries > MAX_TRIES || clock.now() - work.value.queuedAtMs > MAX_AGE_MS) {
        return this.#giveUp(ready, tries, sent.code);
      }
      const pauseMs = sent.throttled ? THROTTLED_PAUSE_MS * (0.5 + random()) : backoffMs(tries, random);
      await this.#following.pause(Math.max(sent.afterMs, pauseMs));
    }
  }

  /** Tried again in its place: the folder may be away. Undefined when it was given up, or this one ends. */
  async #compose(ready: Ready): Promise<Outbound | undefined> {
    const { folder, random, log } = this.#context;
    const { accountId } = this.#account;
    for (let tries = 1; !this.#following.closed; tries += 1) {
      try {
        return await outgoingMessage(ready, this.#account, folder);
      } catch (error) {
        log.error({ accountId, tries, error: String(error) }, 'item cannot be read');
        if (tries > MAX_TRIES) {
          await this.#giveUp(ready, ready.tries, 'INTERNAL');
          return undefined;
        }
        await this.#following.pause(backoffMs(tries, random));
      }
    }
    return undefined;
  }

  /** Where it matters to the next owner whether it may have gone. @returns false = it is not ours to send any more */
  #mark(
    { work, segments }: Ready,
    state: 'begun' | 'sending',
    atMs: number,
    tries: number,
  ): Promise<boolean> {
    if (this.#account.sendsAgain) return Promise.resolve(true);
    const { conversationId, seq, revision } = work.value;
    const { accountId } = this.#account;
    const row = { conversationId, seq, revision, accountId, state, tries, segments, code: '', atMs };
    return this.#marking.mark(row);
  }

  #nightUntil({ to, liveUntilMs }: Ready): number | undefined {
    const nowMs = Math.round(this.#context.clock.now());
    return nowMs < liveUntilMs ? undefined : this.#account.quietUntil(to, nowMs);
  }

  #hold(work: Work<OutboundQueued>, untilMs: number): void {
    this.#settling.settle({ work, tries: 0, result: { is: 'held', untilMs } });
  }

  /** Waits for the account to be up; not for ever, and not where another can do it: then the reason why it is not. */
  async #waitUntilUp({ value }: Work<OutboundQueued>): Promise<string | undefined> {
    const { clock, failoverOf } = this.#context;
    const sinceMs = clock.monotonic();
    while (!this.#following.closed) {
      const isOurs = this.#context.isOurs();
      if (isOurs && this.#opened.health.is === 'up') return undefined;
      const elsewhere = failoverOf(this.#account.accountId) !== '';
      const late = clock.now() - value.queuedAtMs > MAX_AGE_MS;
      if (isOurs && (late || (elsewhere && clock.monotonic() - sinceMs > FAILOVER_MS))) return 'not-bound';
      await this.#following.pause(LOOK_MS);
    }
    return undefined;
  }

  async #send(message: Outbound): Promise<Sent> {
    try {
      return await this.#opened.send(message);
    } catch (error) {
      // A defect of the channel: it costs this message its tries, not the account its work.
      const { accountId } = this.#account;
      this.#context.log.error({ accountId, error: String(error) }, 'sending threw');
      return { is: 'later', code: 'INTERNAL', afterMs: 0, throttled: false };
    }
  }

  /** Another account may still do it; else people have to look. */
  async #giveUp({ work, code: moved }: Ready, tries: number, code: string): Promise<void> {
    const { store, failoverOf, log, isOurs } = this.#context;
    const from = this.#account.accountId;
    const to = failoverOf(from);
    if (to === '') {
      return this.#settling.settle({ work, tries, result: { is: 'failed', code, dead: true } });
    }
    while (!isOurs() && !this.#following.closed) await this.#following.pause(LOOK_MS);
    if (this.#following.closed) return;
    log.warn({ from, to, code }, 'item goes by another account');
    const move = { from, to, code: movedBy(from, moved) };
    // Whoever holds this account next finds that it is another's, and does not send it as well.
    await this.#following.persist(() => store.write((sql) => moveDelivery(sql, work.value, move)));
    await this.#move(work, to);
  }

  /** Done again it has no effect. What came back from the other account meanwhile is another piece, and goes anew. */
  async #move(work: Work<OutboundQueued>, accountId: string): Promise<void> {
    const { conversationId, seq, revision } = work.value;
    const key = `${conversationId} ${seq} ${revision} by ${accountId} after ${work.seq}`;
    await this.#following.persist(() => this.#context.work.publish({ ...work.value, accountId }, key));
    work.done();
  }
}
