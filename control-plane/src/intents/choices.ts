import type { Choice, ChoiceInit } from '@weft/proto';
import type { Order } from '../orders/order.ts';
import { HUMAN } from './document.ts';
import type { IntentDecision } from './engine.ts';
import type { Said } from './plan.ts';
import { type Language, languageOf } from './text.ts';

/** Orders that are offered beside the one that is told. */
const MAX_ORDERS = 4;
/** Characters of a choice. */
const MAX_LABEL = 60;
/** The intent of whoever chooses an order. */
const ORDER_STATUS = 'order-status';

const PERSON = { zh: '转人工客服', en: 'Talk to a person' } as const satisfies Record<Language, string>;

/** Said before choices where those are lines of text. */
export const CHOICES_HINT = {
  zh: '回复数字即可选择：',
  en: 'Reply with a number to choose:',
} as const satisfies Record<Language, string>;

/** What may be answered by one press: another of one's orders, or a person. */
export const choicesOf = (language: Language, orders: readonly Order[]): readonly ChoiceInit[] => [
  ...orders.slice(0, MAX_ORDERS).map(orderChoice),
  { label: PERSON[language], means: { case: 'person', value: true } },
];

function orderChoice({ number, items: [item] }: Order): ChoiceInit {
  const named = item === undefined ? number : `${number} · ${item.name.replaceAll(/\s+/g, ' ').trim()}`;
  const label = [...named].slice(0, MAX_LABEL).join('');
  return { label, means: { case: 'orderNumber', value: number } };
}

/** A number alone, as it is typed in answer to a list. */
const NUMBER_ALONE = /^[(（]?(\d)[)）.。、,，]?$/;

/** Which choice a text is, right after they were offered; undefined = it says something else. Pure. */
export function chosen(last: Said | undefined, text: string): Choice | undefined {
  const words = text.normalize('NFKC').trim();
  const number = Number(NUMBER_ALONE.exec(words)?.[1] ?? 0);
  const choices = last?.choices ?? [];
  return choices.find(({ label }) => label.normalize('NFKC').trim() === words) ?? choices[number - 1];
}

/** What a choice wants, which is certain. */
export function decisionOf({ label, means }: Choice): IntentDecision {
  const base = { confidence: 1, runnerUp: { intent: '', confidence: 0 }, sure: true, because: [] };
  const language = languageOf(label);
  if (means?.case === 'orderNumber')
    // An order's name is a product's: it does not say which language is spoken.
    return {
      ...base,
      intent: ORDER_STATUS,
      language: undefined,
      slots: { orderNumber: means.value },
    };
  return { ...base, intent: HUMAN, language, slots: {} };
}
