/** What a customer decides about being written to by SMS. */
export type Consent = 'out' | 'in';

const WORDS: Readonly<Record<Consent, ReadonlySet<string>>> = {
  // CTIA's short-code words, and what Chinese carriers' customers are told to write.
  out: new Set([
    ...['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke'],
    ...['退订', '退订回t', '回t退订', '回复t退订', 'td', 't', '取消订阅', '拒收'],
    // Hong Kong and Taiwan.
    ...['退訂', '取消訂閱', '拒收訊息'],
  ]),
  in: new Set(['start', 'unstop', 'yes', 'optin', '开通', '订阅', '恢复订阅', '開通', '訂閱', '恢復訂閱']),
};

const CHINESE = /\p{Script=Han}/u;

/** The answer that is always allowed: it says what holds now and how to change it. */
const ANSWERS: Readonly<Record<Consent, { readonly zh: string; readonly en: string }>> = {
  out: {
    zh: '您已退订，我们不会再给您发短信。回复“开通”可恢复。',
    en: 'You are unsubscribed and will get no more messages. Reply START to get them again.',
  },
  in: {
    zh: '您已恢复订阅。回复“退订”可随时退订。',
    en: 'You are subscribed again. Reply STOP to unsubscribe.',
  },
};

/** The decision that a text is; undefined = it is none. Only a text that is nothing else counts. */
export function consentIn(text: string): Consent | undefined {
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s|(?!\?)\p{P}/gu, '');
  if (WORDS.out.has(word)) return 'out';
  return WORDS.in.has(word) ? 'in' : undefined;
}

/** What is answered, in the language that it was asked in. */
export const answerTo = (consent: Consent, text: string): string => {
  const { zh, en } = ANSWERS[consent];
  return CHINESE.test(text) || /^\s*td?\s*$/i.test(text) ? zh : en;
};
