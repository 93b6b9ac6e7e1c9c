import type { ReactNode } from 'react';
import styles from './scroll-box.module.css';

/** A wide table's window on a narrow screen; the keyboard can scroll it. */
export function ScrollBox({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <div className={styles.scrollBox} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
