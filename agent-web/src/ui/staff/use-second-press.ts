import { type KeyboardEvent, useState } from 'react';

/** A button that asks before it does what cannot be taken back as little, and what to give it. */
interface SecondPress {
  /** It was pressed once, and asks. */
  readonly asked: boolean;
  readonly button: {
    readonly onClick: () => void;
    readonly onBlur: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/** Does something at the second press; Escape, or leaving the button, takes the first one back. */
export function useSecondPress(onSure: () => void): SecondPress {
  const [asked, setAsked] = useState(false);
  return {
    asked,
    button: {
      onClick: () => {
        if (asked) onSure();
        setAsked(!asked);
      },
      onBlur: () => setAsked(false),
      onKeyDown: ({ key }) => {
        if (key === 'Escape') setAsked(false);
      },
    },
  };
}
