import { type ReactNode, useId } from 'react';
import styles from './admin.module.css';

/** A form on a card, under the name that it goes by. */
export function FormCard({
  title,
  chips,
  tight = false,
  onSubmit,
  children,
}: {
  readonly title: string;
  /** Beside the title. */
  readonly chips?: ReactNode;
  /** Its parts keep their own distance from each other. */
  readonly tight?: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <form
      className={tight ? styles.card : `${styles.card} ${styles.stack}`}
      aria-labelledby={heading}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h2 id={heading}>
        {title}
        {chips}
      </h2>
      {children}
    </form>
  );
}
