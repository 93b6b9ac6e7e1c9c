import {
  type BusSubscription,
  Conversation,
  type ConversationCounts,
  followerIn,
  type Log,
  subjects,
  type TimelineEventInit,
  type Timer,
  WeftError,
} from '@weft/proto';
import type { Agent } from './agents.ts';
import type { ConversationContext } from './context.ts';
import { timelineEvent } from './event.ts';

/** How soon after a change work is given out: changes that come together are looked at once. */
const ASSIGN_AFTER_MS = 20;
/** Desks are told of lists this often at most. */
const TELL_INTERVAL_MS = 1_000;
/** Heads told to every desk at a time; of more than these only counts tell, which have desks ask for their lists. */
const MAX_HEADS = 20;
/** Waiting conversations looked at in one go. */
const MAX_WAITING = 200;
/** Of those beyond, so many times as many are looked at with each tick: behind what nobody may have there is what somebody may. */
const MAX_BEYOND = 5;
/** What was given out and is not heard of again within this is given out anew. */
const UNDER_WAY_MS = 10_000;
const NOBODY: ConversationCounts = {
  ...{ mine: 0, unassigned: 0, all: 0 },
  ...{ mentions: 0, snoozed: 0, followed: 0 },
};

/**
 * Keeps the desks' lists and gives out what waits; there is one, at the owner
 * of the first partition. What it decides are events like any others, and an
 * assignment holds only if the conversation still waits.
 */
export class Board implements AsyncDisposable {
  readonly #context: ConversationContext;
  readonly #subscriptions: readonly (BusSubscription | Disposable)[];
  readonly #timer: Timer;
  readonly #told = new Map<string, ConversationCounts>();
  readonly #news = new Map<string, Conversation>();
  /** More happened than heads are told of: the counts are told though they are the same. */
  #untold = false;
  #stale = true;
  /** Something waits that nobody may have yet. */
  #left = false;
  /** Heads that wait, as far as was heard. */
  #heard = 0;
  /** Given out, and not yet applied as far as was heard: to whom, and when. */
  readonly #underWay = new Map<string, { readonly agentId: string; readonly atMs: number }>();
  /** More waits than is looked at in one go. */
  #more = false;
  /** Up to where it was looked at with the last tick; undefined = all of it. */
  #lookedTo: Conversation | undefined;
  /** Nothing waited when that was looked for last, and nothing that waits was heard of since. */
  #nothingWaits = false;
  #assigning: Timer | undefined;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(context: ConversationContext) {
    const { bus, agents, routing, clock } = context;
    this.#context = context;
    this.#subscriptions = [
      bus.subscribe(subjects.conversations, ({ data }) => this.#changed(Conversation.decode(data))),
      agents.onChange(() => {
        this.#stale = true;
        // An agent's call makes many of these, and where nothing waits they change nothing. What was not heard of is found at the next tick.
        if (this.#nothingWaits) this.#left = true;
        else this.#assignSoon();
      }),
      // Rules and skills hold for what waits already.
      routing.onChange(() => this.#assignSoon()),
    ];
    this.#timer = clock.every(TELL_INTERVAL_MS, () => this.#tick());
    this.#assignSoon();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const subscription of this.#subscriptions) subscription[Symbol.dispose]();
    this.#timer.cancel();
    this.#assigning?.cancel();
    await this.#work;
  }

  #changed(head: Conversation): void {
    this.#stale = true;
    if (head.state !== 'waiting') this.#underWay.delete(head.conversationId);
    if (waits(head)) {
      this.#heard += 1;
      this.#nothingWaits = false;
    }
    this.#news.delete(head.conversationId);
    this.#news.set(head.conversationId, head);
    for (const oldest of this.#news.keys()) {
      if (this.#news.size <= MAX_HEADS) break;
      this.#news.delete(oldest);
      this.#untold = true;
    }
    if (!this.#nothingWaits) this.#assignSoon();
  }

  #tick(): void {
    // Time alone may widen the circle of who may have it.
    if (this.#left || this.#underWay.size > 0) this.#assignSoon();
    if (this.#more) this.#do('waiting conversations not given out', () => this.#assignBeyond());
    this.#do('desks not told', () => this.#tell());
    this.#do('work of agents who are gone not released', () => this.#release());
    this.#do('what was set aside not brought back', () => this.#wake());
  }

  #assignSoon(): void {
    this.#assigning ??= this.#context.clock.after(ASSIGN_AFTER_MS, () => {
      this.#assigning = undefined;
      this.#do('waiting conversations not given out', () => this.#assign());
    });
  }

  /** One thing at a time; what fails is tried again at the next tick or change. */
  #do(failure: string, work: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (this.#closed) return;
      await work().catch((error: unknown) => logged(this.#context.log, failure, error));
    });
  }

  async #assign(): Promise<void> {
    const free = this.#free();
    if (free.length === 0) return;
    const heard = this.#heard;
    const all = await this.#context.store.waiting(MAX_WAITING);
    this.#nothingWaits = all.length === 0 && heard === this.#heard;
    this.#more = all.length === MAX_WAITING;
    this.#left = await this.#give(all, free);
  }

  /** A part of what is beyond, from where the last look ended: all of it in turn, however much it is. */
  async #assignBeyond(): Promise<void> {
    const { store } = this.#context;
    const free = this.#free();
    if (free.length === 0) return;
    let last = this.#lookedTo ?? (await store.waiting(MAX_WAITING)).at(-1);
    for (let part = 0; part < MAX_BEYOND && last !== undefined; part += 1) {
      const some = await store.waiting(MAX_WAITING, last);
      await this.#give(some, free);
      last = some.length < MAX_WAITING ? undefined : some.at(-1);
    }
    this.#lookedTo = last;
  }

  #free(): readonly Agent[] {
    return this.#context.agents
      .all()
      .filter(({ sessionId, presence }) => sessionId !== '' && presence === 'available');
  }

  /** Gives out what the rules give. True when something is left that nobody got. */
  async #give(all: readonly Conversation[], free: readonly Agent[]): Promise<boolean> {
    const { store, routing, clock } = this.#context;
    const [nowMs, atMs] = [clock.now(), clock.monotonic()];
    // Before the loads are read: what is applied meanwhile may count twice, and nobody gets too much.
    const coming = this.#comingTo(atMs);
    const waiting = all.filter(
      ({ conversationId, heldUntilMs }) => heldUntilMs <= nowMs && !this.#underWay.has(conversationId),
    );
    if (waiting.length === 0) return all.length > 0;
    const loads = new Map(
      (await store.loads(free.map(({ agentId }) => agentId))).map(({ agentId, open }) => [agentId, open]),
    );
    const textAgents = free.map(({ agentId, displayName, call }) => ({
      ...{ agentId, displayName, call },
      open: (loads.get(agentId) ?? 0) + (coming.get(agentId) ?? 0),
    }));
    const given = routing.assign(waiting, textAgents);
    for (const { conversationId, agentId } of given) this.#underWay.set(conversationId, { agentId, atMs });
    await Promise.all(
      given.map(({ conversationId, agentId, agentName, why }) =>
        this.#append(conversationId, {
          case: 'assigned',
          value: { agentId, agentName, why, ifWaiting: true },
        }).catch((error: unknown) => {
          this.#underWay.delete(conversationId);
          throw error;
        }),
      ),
    );
    return given.length < all.length;
  }

  /** By agent, how many were given to them that they may not have yet. */
  #comingTo(nowMs: number): ReadonlyMap<string, number> {
    const coming = new Map<string, number>();
    for (const [conversationId, { agentId, atMs }] of this.#underWay) {
      if (nowMs - atMs >= UNDER_WAY_MS) this.#underWay.delete(conversationId);
      else coming.set(agentId, (coming.get(agentId) ?? 0) + 1);
    }
    return coming;
  }

  /** Agents with a desk, or one that was there a moment ago. */
  #present(): readonly string[] {
    const { agents, routing, clock } = this.#context;
    const nowMs = clock.now();
    return agents
      .all()
      .filter(({ sessionId, sinceMs }) => sessionId !== '' || nowMs - sinceMs < routing.graceMs)
      .map(({ agentId }) => agentId);
  }

  /** What another board brings back too comes back once: the second event ends no snooze. */
  async #wake(): Promise<void> {
    const { store, clock } = this.#context;
    const over = await store.overNaps(clock.now(), MAX_WAITING);
    if (over.length === 0) return;
    const present = new Set(this.#present());
    for (const { conversationId, agentId, snoozedUntilMs: untilMs } of over) {
      const value = { untilMs, ownerGone: !present.has(agentId) };
      // One for each snooze that is over, however long its owner takes to apply it.
      await this.#append(conversationId, { case: 'woken', value }, `woken ${conversationId} ${untilMs}`);
    }
  }

  async #release(): Promise<void> {
    const { store } = this.#context;
    const left = await store.unanswered(this.#present(), MAX_WAITING);
    for (const { conversationId, agentId } of left) {
      await this.#append(conversationId, {
        case: 'released',
        value: { agentId, deskGone: true },
      });
    }
  }

  async #tell(): Promise<void> {
    const { store, agents, sessions } = this.#context;
    const desks = agents.all().filter(({ sessionId }) => sessionId !== '');
    const news = [...this.#news.values()];
    this.#news.clear();
    for (const conversation of news) {
      // Without its items: who has them up to an earlier revision asks.
      const value = { conversation, sinceRevision: conversation.revision };
      const push = { body: { case: 'conversationChanged', value } } as const;
      // The one whose it is and those who follow it have been told, with the items.
      const others = desks.filter(
        ({ agentId }) => agentId !== conversation.agentId && followerIn(conversation, agentId) === undefined,
      );
      sessions.pushAll(
        others.map(({ sessionId }) => sessionId),
        push,
        `head ${conversation.conversationId}`,
      );
    }
    if (!this.#stale) return;
    this.#stale = false;
    const counts = await store.counts(desks.map(({ agentId }) => agentId)).catch((error: unknown) => {
      this.#stale = true;
      throw error;
    });
    const present = new Set(desks.map(({ sessionId }) => sessionId));
    for (const sessionId of this.#told.keys()) if (!present.has(sessionId)) this.#told.delete(sessionId);
    if (this.#untold) this.#told.clear();
    this.#untold = false;
    const changed = desks
      .map(({ agentId, sessionId }) => ({ sessionId, value: counts.get(agentId) ?? NOBODY }))
      .filter(({ sessionId, value }) => !isSame(this.#told.get(sessionId), value));
    for (const { sessionId, value } of changed) this.#told.set(sessionId, value);
    for (const same of Map.groupBy(changed, ({ value }) => JSON.stringify(value)).values()) {
      sessions.pushAll(
        same.map(({ sessionId }) => sessionId),
        { body: { case: 'conversationCounts', value: same[0]?.value ?? NOBODY } },
        'conversation counts',
      );
    }
  }

  /** @param key what is appended under the same one within some minutes is there once; without one it always is */
  async #append(
    conversationId: string,
    body: NonNullable<TimelineEventInit['body']>,
    key?: string,
  ): Promise<void> {
    const event = timelineEvent(this.#context, conversationId, { kind: 'system' }, body);
    await this.#context.timeline.append(event, key ?? event.eventId);
  }
}

/** Whether it is among what the store gives for waiting. */
const waits = ({ state, waitingSinceMs, callId }: Conversation): boolean =>
  state === 'waiting' && waitingSinceMs > 0 && callId === '';

const isSame = (a: ConversationCounts | undefined, b: ConversationCounts): boolean =>
  a !== undefined &&
  a.mine === b.mine &&
  a.unassigned === b.unassigned &&
  a.all === b.all &&
  a.mentions === b.mentions &&
  a.snoozed === b.snoozed &&
  a.followed === b.followed;

function logged(log: Log, failure: string, error: unknown): void {
  const away = error instanceof WeftError && error.code === 'UNAVAILABLE';
  log[away ? 'debug' : 'warn']({ error: String(error) }, failure);
}
