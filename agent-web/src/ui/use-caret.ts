import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Puts the caret to its place with a text that the page puts into a field: not with the next picture, for whoever
 * types on at once would write the rest behind it. Returns what says where it is to be once this text stands there.
 */
export function useCaret(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
): (next: string, start: number, end: number) => void {
  const wanted = useRef<{ readonly text: string; readonly start: number; readonly end: number }>(undefined);
  useLayoutEffect(() => {
    if (wanted.current?.text !== text) return;
    field.current?.setSelectionRange(wanted.current.start, wanted.current.end);
    wanted.current = undefined;
  }, [field, text]);
  return (next, start, end) => {
    wanted.current = { text: next, start, end };
  };
}
