import type { Choice } from '@weft/proto';
import type { Buyer } from '../orders/order.ts';
import { HUMAN, type IntentSpec, OTHER } from './document.ts';
import type { IntentDecision, IntentEngine } from './engine.ts';
import { asksForOrder, SAYINGS } from './order-words.ts';
import { slotsOf } from './slots.ts';
import { type Language, languageOf } from './text.ts';

/** Someone's words before, oldest first. */
export interface Said {
  readonly by: 'customer' | 'agent' | 'bot';
  readonly text: string;
  /** What could be answered to it by one press. */
  readonly choices: readonly Choice[];
}

/** What is to be found out or said about a customer's text. */
export type Plan = { readonly language: Language; readonly decision: IntentDecision } & (
  | { readonly do: 'say'; readonly text: string }
  /** An agent is to have it; the guess and what could be answered go along. */
  | { readonly do: 'pass'; readonly suggestion: string }
  /** The customer wants a person. */
  | { readonly do: 'human' }
  | {
      readonly do: 'look-up';
      /** Absent = whichever is the newest. */
      readonly orderNumber?: string;
      readonly phoneTail?: string;
      /** Only agents are told. */
      readonly quiet: boolean;
    }
);

/** Questions for an order that led nowhere after which an agent is to help. */
const MAX_ASKED = 3;
/** Answers among what was said last after which an agent is to help: two programs must not talk to each other for ever. */
const MAX_ANSWERS = 6;
/** The intent of a message that is an order's number and nothing else. */
const ORDER_STATUS = 'order-status';

export interface Question {
  readonly decision: IntentDecision;
  readonly before: readonly Said[];
  readonly buyer: Buyer;
  /** What the page says its language is; empty = not known. */
  readonly locale: string;
}

/**
 * What to do about a customer's text. Pure: it follows from what the text seems
 * to want, from what was said before, and from what is certain of the customer.
 */
export function plan(engine: IntentEngine, question: Question): Plan {
  const { decision, before, buyer, locale } = question;
  const language = decision.language ?? languageBefore(before) ?? (locale.startsWith('zh') ? 'zh' : 'en');
  const base = { language, decision };
  if (decision.sure && decision.intent === HUMAN) return { ...base, do: 'human' };

  const lastSaid = before.findLast(({ by }) => by !== 'customer');
  const asked = lastSaid?.by === 'bot' && asksForOrder(lastSaid.text);
  const { orderNumber, phoneTail } = decision.slots;
  const isNumber = decision.language === undefined && orderNumber !== undefined;
  const isAnswer = asked && (orderNumber !== undefined || phoneTail !== undefined);
  const intent = decision.sure ? decision.intent : isNumber || isAnswer ? ORDER_STATUS : '';
  if (before.filter(({ by }) => by === 'bot').length >= MAX_ANSWERS)
    return { ...base, do: 'pass', suggestion: '' };
  const spec = engine.specOf(isAnswer && !wantsElse(decision, engine) ? ORDER_STATUS : intent);
  if (spec === undefined) return { ...base, do: 'pass', suggestion: '' };
  switch (spec.answer.by) {
    case 'agent':
      return { ...base, do: 'pass', suggestion: '' };
    case 'text': {
      const words = spec.answer[language];
      return spec.on && words !== ''
        ? { ...base, do: 'say', text: words }
        : { ...base, do: 'pass', suggestion: words };
    }
    case 'orders':
      return aboutOrder(base, { spec, before, buyer, isAnswer });
  }
}

/** An answer with numbers in it goes on with the order, unless it surely says something else. */
const wantsElse = (decision: IntentDecision, engine: IntentEngine): boolean =>
  decision.sure && engine.specOf(decision.intent)?.answer.by !== 'orders';

function aboutOrder(
  base: Pick<Plan, 'language' | 'decision'>,
  about: {
    readonly spec: IntentSpec;
    readonly before: readonly Said[];
    readonly buyer: Buyer;
    readonly isAnswer: boolean;
  },
): Plan {
  const { spec, before, buyer, isAnswer } = about;
  const { decision, language } = base;
  const hasAccount = buyer.accounts.length > 0;
  // A phone that is certain proves an order theirs, and does not say which.
  const isProven = hasAccount || buyer.phones.length > 0;
  const earlier = isAnswer
    ? before.filter(({ by }) => by === 'customer').map(({ text }) => slotsOf(text))
    : [];
  const orderNumber = decision.slots.orderNumber ?? earlier.findLast((one) => one.orderNumber)?.orderNumber;
  const phoneTail = decision.slots.phoneTail ?? earlier.findLast((one) => one.phoneTail)?.phoneTail;
  if (before.filter(({ by, text }) => by === 'bot' && asksForOrder(text)).length >= MAX_ASKED)
    return { ...base, do: 'pass', suggestion: '' };
  const asksNumber = orderNumber === undefined && !hasAccount;
  const asksPhone = phoneTail === undefined && !isProven;
  if (asksNumber || asksPhone) {
    const words = SAYINGS[language];
    // Whoever named one of the two is asked for the other only.
    const text = !asksPhone ? words.askNumber : orderNumber === undefined ? words.ask : words.askPhone;
    return spec.on ? { ...base, do: 'say', text } : { ...base, do: 'pass', suggestion: text };
  }
  return {
    ...base,
    do: 'look-up',
    ...(orderNumber === undefined ? {} : { orderNumber }),
    ...(hasAccount || phoneTail === undefined ? {} : { phoneTail }),
    quiet: !spec.on,
  };
}

const languageBefore = (before: readonly Said[]): Language | undefined =>
  before.flatMap(({ by, text }) => (by === 'customer' ? (languageOf(text) ?? []) : [])).at(-1);

/** Whether what was said before, and who the customer is, can matter at all: most texts are not about an order. */
export function needsContext(engine: IntentEngine, { intent, sure, slots }: IntentDecision): boolean {
  if (slots.orderNumber !== undefined || slots.phoneTail !== undefined) return true;
  const spec = engine.specOf(intent);
  return sure && spec !== undefined && (spec.on || spec.answer.by === 'orders');
}

/** Whether agents should be shown what it is: not small talk, and not a shot in the dark. */
export const isWorthTelling = (decision: IntentDecision): boolean =>
  !isSmallTalk(decision) && decision.intent !== '' && decision.confidence >= LEAST_CONFIDENCE;
export const isSmallTalk = ({ intent }: IntentDecision): boolean => SMALL_TALK.has(intent);
const SMALL_TALK: ReadonlySet<string> = new Set([OTHER, 'greeting', 'thanks']);
const LEAST_CONFIDENCE = 0.35;
