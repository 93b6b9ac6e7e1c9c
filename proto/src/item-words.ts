import type { Item } from './gen/index.ts';

/** The words of an item that somebody said; empty for what is no words. */
export function wordsOf(body: Item['body']): string {
  if (body?.case === 'text') return body.value;
  return body?.case === 'choices' ? body.value.text : '';
}
