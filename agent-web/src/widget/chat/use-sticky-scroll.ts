import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** So near to the end counts as at the end. */
const AT_END_PX = 48;

interface StickyScroll {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly atEnd: boolean;
  readonly toEnd: () => void;
}

/**
 * A list that stays at its end while the reader is there, and at what is being read otherwise: also when older
 * lines come above it. `firstKey` and `length` tell what the list holds.
 */
export function useStickyScroll(firstKey: string, length: number): StickyScroll {
  const list = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const before = useRef({ firstKey, height: 0, atEnd: true });

  const toEnd = useCallback(() => {
    const element = list.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the length says that the list has changed
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    if (before.current.atEnd) toEnd();
    else if (before.current.firstKey !== firstKey)
      element.scrollTop += element.scrollHeight - before.current.height;
    before.current = { ...before.current, firstKey, height: element.scrollHeight };
  }, [firstKey, length, toEnd]);

  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const onScroll = (): void => {
      const end = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX;
      before.current = { ...before.current, atEnd: end, height: element.scrollHeight };
      setAtEnd(end);
    };
    // Pictures that load and a window that changes its size move the end, too.
    const observer = new ResizeObserver(() => {
      if (before.current.atEnd) toEnd();
    });
    observer.observe(element);
    const [content] = element.children;
    if (content !== undefined) observer.observe(content);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [toEnd]);

  return { list, atEnd, toEnd };
}
