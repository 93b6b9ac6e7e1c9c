import {
  type Bus,
  type BusSubscription,
  type Clock,
  Conversation,
  type Ids,
  type Log,
  subjects,
  type TimelineEventInit,
  type TimelineLog,
  type Timer,
  WeftError,
} from '@weft/proto';
import {
  joinTold,
  openOfPerson,
  partConversations,
  personsWithSeveral,
  putConversationJoin,
  settleJoins,
  unsettledJoins,
  untoldJoins,
} from '../store/conversation-joins.ts';
import type { Store } from '../store/store.ts';
import type { ConversationJoin } from '../store/tables.ts';
import { timelineEvent } from './event.ts';
import { survivorOf } from './survivor.ts';

/** How late a join of contacts, or two conversations of one person, are noticed. */
const LOOK_INTERVAL_MS = 1_000;
/** Everybody is looked at so often, for what was heard by somebody who died before acting on it. */
const LOOK_AT_ALL_MS = 60_000;
/** Persons, joins and decisions dealt with in one go. */
const MAX_AT_ONCE = 100;
/** Contacts whose conversations changed since the last look; of more, everybody is looked at. */
const MAX_HEARD = 2_000;

export interface OneConversationParts {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly timeline: Pick<TimelineLog, 'append'>;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/**
 * Sees to it that a person has one open conversation: when contacts were joined, or a closed conversation of a
 * person is opened beside another. What is decided is in the store before anybody is told, and what was told may be
 * told again: whoever dies in between, the next one goes on from there. There is one, at the owner of the first
 * partition; two for a moment decide nothing twice.
 */
export class OneConversation implements AsyncDisposable {
  readonly #parts: OneConversationParts;
  readonly #subscription: BusSubscription;
  readonly #timer: Timer;
  #heard = new Set<string>();
  #allAtMs = Number.NEGATIVE_INFINITY;
  #working = false;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: OneConversationParts) {
    this.#parts = parts;
    this.#subscription = parts.bus.subscribe(subjects.conversations, ({ data }) => {
      const { contactId, state } = Conversation.decode(data);
      if (state !== 'closed' && this.#heard.size < MAX_HEARD) this.#heard.add(contactId);
    });
    this.#timer = parts.clock.every(LOOK_INTERVAL_MS, () => this.#look());
    this.#look();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#subscription[Symbol.dispose]();
    this.#timer.cancel();
    await this.#work;
  }

  /** One look at a time; what fails is tried again at the next. */
  #look(): void {
    if (this.#working || this.#closed) return;
    this.#working = true;
    this.#work = this.#settle()
      .catch((error: unknown) => {
        // Whom it was about is not known any more.
        this.#allAtMs = Number.NEGATIVE_INFINITY;
        const away = error instanceof WeftError && error.retryable;
        this.#parts.log[away ? 'debug' : 'warn']({ error: String(error) }, 'conversations not made one');
      })
      .finally(() => {
        this.#working = false;
      });
  }

  async #settle(): Promise<void> {
    const { store } = this.#parts;
    const joins = await store.read((sql) => unsettledJoins(sql, MAX_AT_ONCE));
    const undone = joins.filter(({ undoneAtMs }) => undoneAtMs > 0);
    if (undone.length > 0) await store.write((sql) => partConversations(sql, undone.flatMap(contactsOf)));
    for (const rootId of await this.#several(joins.flatMap(contactsOf))) await this.#decide(rootId);
    if (joins.length > 0) await store.write((sql) => settleJoins(sql, joins));
    await this.#tell();
    // A shop that signs in its customers by the hundred does not wait a second for each hundred.
    if (joins.length === MAX_AT_ONCE && !this.#closed) await this.#settle();
  }

  /** Persons who have several open, of those of whom something was heard. */
  async #several(joined: readonly string[]): Promise<readonly string[]> {
    const { store, clock } = this.#parts;
    const nowMs = clock.monotonic();
    const all = this.#heard.size >= MAX_HEARD || nowMs - this.#allAtMs >= LOOK_AT_ALL_MS;
    const contactIds = all ? 'all' : [...joined, ...this.#heard];
    this.#heard = new Set();
    if (contactIds.length === 0) return [];
    const found = await store.read((sql) => personsWithSeveral(sql, contactIds, MAX_AT_ONCE));
    // More wait: they are found at the next look.
    if (all) this.#allAtMs = found.length < MAX_AT_ONCE ? nowMs : Number.NEGATIVE_INFINITY;
    return found;
  }

  async #decide(rootId: string): Promise<void> {
    const { store, ids, clock } = this.#parts;
    await store.write(async (sql) => {
      const survival = survivorOf(await openOfPerson(sql, rootId));
      if (survival === undefined) return;
      const { survivor, others } = survival;
      for (const { conversationId } of others) {
        const joinId = ids.next('joined');
        const intoId = survivor.conversationId;
        await putConversationJoin(sql, { joinId, conversationId, intoId, atMs: clock.now() });
      }
    });
  }

  async #tell(): Promise<void> {
    const { store, timeline, log } = this.#parts;
    for (const join of await store.read((sql) => untoldJoins(sql, MAX_AT_ONCE))) {
      const { conversationId, intoId, joinId, state } = join;
      const event = timelineEvent(this.#parts, conversationId, { kind: 'system' }, told(join));
      await timeline.append(event, `${state} ${joinId}`);
      // It is in the stream, and so it will be heard.
      await store.write((sql) => joinTold(sql, join));
      log.info({ conversationId, intoId, state }, 'conversations of one person');
    }
  }
}

const contactsOf = ({ contactId, intoId }: { contactId: string; intoId: string }): readonly string[] => [
  contactId,
  intoId,
];

const told = ({
  state,
  joinId,
  intoId,
  sinceMs,
  messages,
}: ConversationJoin): NonNullable<TimelineEventInit['body']> =>
  state === 'parting'
    ? { case: 'parted', value: { joinId } }
    : { case: 'continued', value: { joinId, intoId, sinceMs, messages } };
