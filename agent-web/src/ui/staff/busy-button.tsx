import { Button, type ButtonProps, Loader } from '@mantine/core';
import type { ComponentPropsWithoutRef, MouseEvent, Ref } from 'react';

export interface BusyButtonProps
  extends ButtonProps,
    Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps | 'disabled'> {
  readonly ref?: Ref<HTMLButtonElement>;
  /** What it asked for is under way. */
  readonly working: boolean;
  /** It does nothing for now, be it that something else is under way. As `working` when absent. */
  readonly busy?: boolean;
}

/** A button that keeps the keyboard's focus while it waits: one that is `disabled`, as a loading one of Mantine's is, drops it. */
export function BusyButton({ working, busy = working, leftSection, onClick, ...rest }: BusyButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    // Of a submit button this keeps the form from being sent again, by the Enter key as well.
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <Button
      {...rest}
      leftSection={working ? <Loader size={16} color="currentColor" aria-hidden="true" /> : leftSection}
      data-disabled={busy}
      aria-disabled={busy || undefined}
      aria-busy={working || undefined}
      onClick={press}
    />
  );
}
