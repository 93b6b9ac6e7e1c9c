import { readFileSync } from 'node:fs';
import { IntentDocument, type IntentSpec } from './document.ts';
import { readLabelled } from './labelled.ts';
import type { Language } from './text.ts';

/** From this confidence on 98 of 100 guesses were right in the development set. */
const THRESHOLD = 0.6;

const words = (zh: string, en: string): IntentSpec['answer'] => ({ by: 'text', zh, en });

/**
 * What is done about each intent until an administrator says otherwise. Only
 * orders are answered without an agent: everything else depends on the company,
 * so agents are shown what could be asked next.
 */
const POLICIES: Readonly<Record<string, Omit<IntentSpec, 'examples'>>> = {
  'order-status': { on: true, answer: { by: 'orders' } },
  delivery: { on: true, answer: { by: 'orders' } },
  return: {
    on: false,
    answer: words(
      '可以的。请告诉我订单号和退货原因，我来为您登记。',
      'Of course. Please tell me the order number and the reason, and I will register the return.',
    ),
  },
  exchange: {
    on: false,
    answer: words(
      '好的。请告诉我订单号，以及想换成的尺码或颜色。',
      'Sure. Please tell me the order number and the size or colour you would like instead.',
    ),
  },
  'cancel-order': {
    on: false,
    answer: words(
      '好的。请确认要取消的订单号。',
      'Sure. Please confirm the number of the order that is to be cancelled.',
    ),
  },
  invoice: {
    on: false,
    answer: words(
      '好的。请提供订单号、发票抬头和税号。',
      'Sure. Please give me the order number, the name on the invoice and the tax number.',
    ),
  },
  payment: {
    on: false,
    answer: words(
      '很抱歉给您带来不便。请告诉我订单号，以及付款时看到的提示。',
      'I am sorry about that. Please tell me the order number and the message you saw when paying.',
    ),
  },
  'change-address': {
    on: false,
    answer: words(
      '好的。请告诉我订单号和新的收货地址。',
      'Sure. Please tell me the order number and the new address.',
    ),
  },
  stock: {
    on: false,
    answer: words(
      '请告诉我商品名称、颜色和尺码，我为您查库存。',
      'Please tell me the product, colour and size, and I will look up the stock.',
    ),
  },
  account: {
    on: false,
    answer: words(
      '请告诉我登录时看到的提示。请不要把密码发给任何人。',
      'Please tell me the message you see when signing in. Never send your password to anybody.',
    ),
  },
  complaint: {
    on: false,
    answer: words(
      '非常抱歉让您有不好的体验。请告诉我事情的经过，我会跟进到底。',
      'I am very sorry. Please tell me what happened, and I will see to it.',
    ),
  },
  greeting: { on: false, answer: words('您好！请问有什么可以帮您？', 'Hello! How can I help you?') },
  thanks: { on: false, answer: words('不客气，祝您生活愉快！', 'You are welcome. Have a nice day!') },
};

const LANGUAGES = ['zh', 'en'] as const satisfies readonly Language[];

/** The examples that come with Weft, and what is done about them. */
export function seedDocument(): IntentDocument {
  const intents: Record<string, IntentSpec> = {};
  for (const language of LANGUAGES) {
    const file = readFileSync(new URL(`./examples/${language}.txt`, import.meta.url), 'utf8');
    for (const { intent, text } of readLabelled(file)) {
      intents[intent] ??= {
        ...(POLICIES[intent] ?? { on: false, answer: { by: 'agent' } }),
        examples: { zh: [], en: [] },
      };
      intents[intent].examples[language].push(text);
    }
  }
  return IntentDocument.parse({ threshold: THRESHOLD, intents });
}
