import {
  type ChoiceInit,
  type Clock,
  type Conversation,
  type Ids,
  type Item,
  type Log,
  type TimelineLog,
  WeftError,
  wordsOf,
} from '@weft/proto';
import type { Opening } from '../calendar.ts';
import { consentIn } from '../channels/inbound/consent.ts';
import { CHOICES_HINT, choicesOf, chosen, decisionOf } from '../intents/choices.ts';
import { type Found, OrderLookUp } from '../intents/look-up.ts';
import { closedText, orderText, SAYINGS } from '../intents/order-words.ts';
import { isSmallTalk, isWorthTelling, needsContext, type Plan, plan, type Said } from '../intents/plan.ts';
import type { Language } from '../intents/text.ts';
import type { LiveIntents } from '../intents/watched-intents.ts';
import type { Buyer } from '../orders/order.ts';
import type { OrderSource } from '../orders/order-source.ts';
import type { SaidItem } from '../store/items.ts';
import { onlyConfirms } from './confirmation.ts';
import { timelineEvent } from './event.ts';
import type { ConversationChange } from './timeline-store.ts';

/** How long an agent is not rung while the virtual agent may answer. */
const HOLD_MS = 2_000;
/** Texts under way at one instance; beyond, they go to agents when their hold is over. */
const MAX_UNDER_WAY = 500;
const NOBODY: Buyer = { accounts: [], phones: [] };
const AUTHOR = { kind: 'bot', id: 'virtual-agent', displayName: 'Weft' } as const;

export interface VirtualAgentParts {
  readonly intents: LiveIntents;
  readonly orders: OrderSource | undefined;
  /** What is certain of a contact. */
  readonly buyerOf: (contactId: string) => Promise<Buyer>;
  /** The newest items before one, in order. */
  readonly earlierItems: (item: Item) => Promise<readonly SaidItem[]>;
  readonly timeline: Pick<TimelineLog, 'append'>;
  /** Whether anybody is there for a conversation, and else from when. */
  readonly opening: (head: Conversation) => Opening;
  /** Where customers are, for the times that they are told. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

interface Answer {
  readonly text: string;
  readonly choices: readonly ChoiceInit[];
  readonly agentDue: boolean;
  readonly silent: boolean;
  readonly suggestion: string;
}

/**
 * Looks at what customers write, answers what it is sure of, and tells agents
 * what it thinks of the rest. Whatever becomes of it, the text is in the
 * timeline already: one that is never looked at goes to an agent when its hold
 * is over. Each text has one answer, however many instances look at it.
 */
export class VirtualAgent implements AsyncDisposable {
  readonly holdMs = HOLD_MS;
  readonly #parts: VirtualAgentParts;
  readonly #lookUp: OrderLookUp;
  /** By conversation: what it says to one comes in the order in which it was asked. */
  readonly #working = new Map<string, Promise<void>>();
  #underWay = 0;
  #closed = false;

  constructor(parts: VirtualAgentParts) {
    this.#parts = parts;
    this.#lookUp = new OrderLookUp(parts.orders, parts.clock);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#working.values());
  }

  /** Looks at what is new in a conversation. Returns at once. */
  consider({ head, before, items }: ConversationChange): void {
    if (this.#closed || head.state === 'closed') return;
    const mayAnswer = head.state === 'waiting' && !head.botSilent;
    // Only what follows on the virtual agent's words can be one of its choices.
    const afterBot = before?.previewAuthor === 'bot';
    for (const item of items) {
      const { author, body, seq, channel } = item;
      if (author?.kind !== 'customer' || body?.case !== 'text' || item.deleted) continue;
      // It is no question, and has its answer.
      if (channel === 'sms' && consentIn(body.value) === 'out') continue;
      if (seq <= (before?.lastSeq ?? 0) || this.#underWay >= MAX_UNDER_WAY) continue;
      this.#do(head.conversationId, () => this.#answer(item, body.value, head, { mayAnswer, afterBot }));
    }
  }

  #do(conversationId: string, work: () => Promise<void>): void {
    this.#underWay += 1;
    const turn = (this.#working.get(conversationId) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => {
        const away = error instanceof WeftError && error.retryable;
        this.#parts.log[away ? 'info' : 'error'](
          { conversationId, error: String(error) },
          'text not looked at',
        );
      })
      .finally(() => {
        this.#underWay -= 1;
        if (this.#working.get(conversationId) === turn) this.#working.delete(conversationId);
      });
    this.#working.set(conversationId, turn);
  }

  async #answer(
    item: Item,
    text: string,
    head: Conversation,
    { mayAnswer, afterBot }: { readonly mayAnswer: boolean; readonly afterBot: boolean },
  ): Promise<void> {
    const { intents, buyerOf } = this.#parts;
    const { contactId } = head;
    // Just started: what is learnt a little later may still be in time, as nothing is said to whom an agent has.
    if (intents.engine === undefined) await intents.trained();
    const { engine } = intents;
    if (engine === undefined) return;
    const decided = engine.decide(text);
    const before = afterBot || needsContext(engine, decided) ? await this.#before(item) : [];
    const choice = chosen(before.at(-1), text);
    const decision = choice === undefined ? decided : decisionOf(choice);
    const buyer = needsContext(engine, decision) ? await buyerOf(contactId) : NOBODY;
    const made = plan(engine, { decision, before, buyer, locale: head.page?.locale ?? '' });
    const { text: said, choices, agentDue, silent, ...more } = await this.#carryOut(made, buyer, head);
    const suggestion = isSmallTalk(decision) ? '' : more.suggestion;
    const tells = suggestion !== '' || (agentDue && isWorthTelling(decision));
    // To whom it may not answer, agents are shown what could be sent, and nothing else.
    if (!mayAnswer && said === '' && suggestion === '') return;
    const { conversationId, seq } = item;
    const event = timelineEvent(this.#parts, conversationId, AUTHOR, {
      case: 'botSpoke',
      value: {
        ...{ clientId: `reply-${seq}`, askedSeq: seq, text: said, agentDue, silent, choices },
        choicesHint: choices.length === 0 ? '' : CHOICES_HINT[made.language],
        guess: tells || said !== '' ? guessOf(made, suggestion, seq) : undefined,
      },
    });
    await this.#parts.timeline.append(event, `${conversationId} bot ${seq}`);
  }

  async #before(item: Item): Promise<readonly Said[]> {
    const items = await this.#parts.earlierItems(item);
    return items.flatMap(({ author, body, note, deleted }) => {
      const by = author?.kind;
      const text = wordsOf(body);
      if (note || deleted || text === '' || onlyConfirms(author)) return [];
      const choices = body?.case === 'choices' ? body.value.choices : [];
      return by === 'customer' || by === 'agent' || by === 'bot' ? [{ by, text, choices }] : [];
    });
  }

  async #carryOut(made: Plan, buyer: Buyer, head: Conversation): Promise<Answer> {
    const nothing: Answer = { text: '', choices: [], agentDue: false, silent: false, suggestion: '' };
    const { language } = made;
    const words = SAYINGS[language];
    switch (made.do) {
      case 'say':
        return { ...nothing, text: made.text, choices: choicesOf(language, []) };
      case 'pass':
        return { ...nothing, agentDue: true, suggestion: made.suggestion };
      case 'human':
        return {
          ...nothing,
          text: this.#whenClosed(head, language) ?? words.human,
          agentDue: true,
          silent: true,
        };
      case 'look-up': {
        const found = await this.#lookUp.find({ ...made, buyer });
        if (found.is === 'away') {
          const text = made.quiet ? '' : (this.#whenClosed(head, language) ?? words.away);
          return { ...nothing, text, agentDue: true };
        }
        if (made.quiet)
          return { ...nothing, agentDue: true, suggestion: this.#found(found, language, buyer, true) };
        const choices = choicesOf(language, found.is === 'found' ? found.others : []);
        return { ...nothing, text: this.#found(found, language, buyer, false), choices };
      }
    }
  }

  /** What is said instead of promising somebody who is not there; undefined = somebody is. */
  #whenClosed(head: Conversation, language: Language): string | undefined {
    const { open, untilMs } = this.#parts.opening(head);
    if (open) return undefined;
    if (untilMs === undefined) return closedText(language, '');
    const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
      ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
      timeZone: this.#parts.timeZone,
    });
    return closedText(language, time.format(untilMs));
  }

  #found(
    found: Exclude<Found, { readonly is: 'away' }>,
    language: Language,
    { accounts }: Buyer,
    namesOthers: boolean,
  ): string {
    const words = SAYINGS[language];
    switch (found.is) {
      case 'none':
        return words.none;
      case 'unknown':
        return accounts.length > 0 ? words.unknownOwn : words.unknown;
      case 'found': {
        const { timeZone } = this.#parts;
        const others = namesOthers ? found.others : [];
        return orderText(found.order, { language, timeZone, others });
      }
    }
  }
}

function guessOf({ decision }: Plan, suggestion: string, askedSeq: number) {
  const { intent, confidence, runnerUp, because, slots } = decision;
  return {
    ...{ intent, confidence, runnerUp: runnerUp.intent, runnerUpConfidence: runnerUp.confidence },
    ...{ because, orderNumber: slots.orderNumber ?? '', date: slots.date ?? '', suggestion, askedSeq },
  };
}
