import type { ReactNode } from 'react';
import styles from './hero.module.css';

/** The widget's head before a call: who it is, and what they say. */
export function Hero({
  company,
  greeting,
  introduction,
  buttons,
  wide = false,
}: {
  readonly company: string;
  readonly greeting: string;
  readonly introduction: string;
  /** Of the window, beside the name. */
  readonly buttons?: ReactNode;
  /** It may fill a whole window. */
  readonly wide?: boolean;
}) {
  return (
    <header className={styles.hero} data-wide={wide || undefined}>
      <div className={styles.bar}>
        <span className={styles.company} dir="auto">
          {company}
        </span>
        <span className={styles.buttons}>{buttons}</span>
      </div>
      <h1 dir="auto">{greeting}</h1>
      <p>{introduction}</p>
    </header>
  );
}
