import { type Item, wordsOf } from '@weft/proto';

/** What of an item goes as text: where the channel has no buttons, its choices are lines with numbers. */
export function carriedText(body: Item['body'], hasButtons: boolean): string {
  const words = wordsOf(body);
  if (body?.case !== 'choices' || hasButtons) return words;
  const { choices, hint } = body.value;
  const lines = choices.map(({ label }, at) => `${at + 1}. ${label}`);
  return [words, '', ...(hint === '' ? [] : [hint]), ...lines].join('\n');
}
