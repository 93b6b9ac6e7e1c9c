import type { LucideIcon } from 'lucide-react';
import styles from './controls.module.css';

/** One round button of a call. */
export interface ControlButtonProps {
  /** Its name, which stays the same whatever the state: `pressed` tells the state. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onClick: () => void;
  /** Absent for a button that is no switch. */
  readonly pressed?: boolean;
  /** How a pressed one looks: as something on, or as something that is cut off. */
  readonly tone?: 'on' | 'off' | 'danger';
  readonly busy?: boolean;
  readonly failed?: boolean;
  readonly disabled?: boolean;
}

/** A round button with its name as a tip. */
export function ControlButton(props: ControlButtonProps) {
  const {
    label,
    icon: Icon,
    onClick,
    pressed,
    tone = 'on',
    busy = false,
    failed = false,
    disabled = false,
  } = props;
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-pressed={pressed}
      aria-busy={busy || undefined}
      aria-disabled={disabled || undefined}
      data-tone={tone}
      data-failed={failed || undefined}
      data-tip={label}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      <Icon size={22} aria-hidden="true" />
    </button>
  );
}
