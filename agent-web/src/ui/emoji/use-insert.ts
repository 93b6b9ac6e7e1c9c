import type { RefObject } from 'react';
import { useCaret } from '../use-caret.ts';

/** Puts something into a field's text in place of what is chosen in it, with the caret behind it. */
export function useInsert(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  change: (next: string) => void,
): (words: string) => void {
  const putCaret = useCaret(field, text);
  return (words) => {
    const area = field.current;
    const [start, end] = [area?.selectionStart ?? text.length, area?.selectionEnd ?? text.length];
    const next = text.slice(0, start) + words + text.slice(end);
    putCaret(next, start + words.length, start + words.length);
    change(next);
  };
}
