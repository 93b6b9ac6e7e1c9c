import type { ReactNode } from 'react';
import styles from './bubble.module.css';

/** What one author says in the widget's chat, at their side; `last`: of what they said in one go. */
export function BubbleLine({
  own,
  last = false,
  unsent,
  children,
}: {
  readonly own: boolean;
  readonly last?: boolean;
  /** How far it is while it is not in the conversation yet. */
  readonly unsent?: string;
  readonly children: ReactNode;
}) {
  return (
    <li
      className={styles.line}
      data-own={own || undefined}
      data-last={last || undefined}
      data-unsent={unsent}
    >
      {children}
    </li>
  );
}

/** The bubble around it. */
export function Bubble({
  picture = false,
  children,
}: {
  /** It is, or has in it, a picture or a file. */
  readonly picture?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.bubble} data-picture={picture || undefined}>
      {children}
    </div>
  );
}
