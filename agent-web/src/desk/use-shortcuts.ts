import { useEffect, useRef } from 'react';
import { isWriting, type Shortcut, shortcutOf } from './keyboard.ts';

/** Does what the keyboard asks. @param single whether single keys count */
export function useShortcuts(single: boolean, act: (shortcut: Shortcut) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const covered = document.querySelector('dialog[open]') !== null;
      const { key, altKey, ctrlKey, metaKey, target } = event;
      const shortcut = shortcutOf(
        { key, altKey, ctrlKey, metaKey, writing: isWriting(target), covered },
        single,
      );
      if (shortcut === undefined) return;
      event.preventDefault();
      latest.current(shortcut);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [single]);
}
