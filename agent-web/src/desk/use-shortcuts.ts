import { useEffect, useRef } from 'react';
import { isWriting, type Shortcut, shortcutOf } from './keyboard.ts';

/** Does what the keyboard asks; nothing while a dialog is open. @param single whether single keys count */
export function useShortcuts(single: boolean, act: (shortcut: Shortcut) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]') !== null)
        return;
      const { key, altKey, ctrlKey, metaKey, target } = event;
      const shortcut = shortcutOf({ key, altKey, ctrlKey, metaKey, writing: isWriting(target) }, single);
      if (shortcut === undefined) return;
      event.preventDefault();
      latest.current(shortcut);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [single]);
}
