import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './switch.module.css';

/** Something that is on or off. */
export interface SwitchProps {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** What the present state means, below the label. */
  readonly explanation?: string;
}

/** A native checkbox drawn as a switch: it has its real size, so that whatever finds it can press it. */
export function Switch({ label, icon, on, onChange, explanation }: SwitchProps) {
  const id = useId();
  const explained = explanation === undefined ? undefined : `${id}-text`;
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor={id}>
        {icon} {label}
      </label>
      <input
        id={id}
        className={styles.input}
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        aria-describedby={explained}
        onChange={(event) => onChange(event.target.checked)}
      />
      {explanation !== undefined && (
        <p id={explained} className={styles.explanation}>
          {explanation}
        </p>
      )}
    </div>
  );
}
