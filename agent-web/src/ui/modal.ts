import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { createListCell } from '../state/cell.ts';
import { useStore } from './use-store.ts';

/** The dialogs that lie over the page, the uppermost last: as many as are drawn, one or two. */
const shown = createListCell<readonly HTMLDialogElement[]>([]);

/**
 * The ref of a dialog that lies over everything else for as long as it is drawn. However it ends, the focus is
 * again where it was before.
 * @param onClose it was closed by Escape or by its own `close()`
 */
export function useModal(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const closed = useEffectEvent(() => onClose());
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    // Closed and drawn again at once, it hears of the first only now: React does so while pages are developed.
    const heard = (): void => {
      if (!element.open) closed();
    };
    element.showModal();
    element.addEventListener('close', heard);
    shown.set([...shown.get(), element]);
    return () => {
      element.removeEventListener('close', heard);
      shown.set(shown.get().filter((one) => one !== element));
      // Taken out of the page while it is open it would leave the focus nowhere.
      element.close();
    };
  }, []);
  return dialog;
}

/** The uppermost dialog: whatever is not in it can be neither seen nor reached. */
export const useTopModal = (): HTMLDialogElement | undefined => useStore(shown).at(-1);
