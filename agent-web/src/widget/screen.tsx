import { type ReactNode, useEffect, useRef } from 'react';
import styles from './widget.module.css';
import { WindowButtons } from './window-buttons.tsx';

/** One light screen of the widget: a heading that takes the focus, what is said, what can be done. */
export interface ScreenProps {
  readonly picture: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** A heading that is focused when its screen comes, so that the keyboard and a screen reader come along. */
export function ScreenHeading({
  children,
  className,
}: {
  readonly children: string;
  readonly className?: string | undefined;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children}
    </h1>
  );
}

/** Picture, heading, text and buttons in the middle. */
export function Screen({ picture, title, children, actions }: ScreenProps) {
  return (
    <div className={styles.screen}>
      <div className={styles.windowBar}>
        <WindowButtons />
      </div>
      <div className={styles.middle}>
        <div aria-hidden="true">{picture}</div>
        <ScreenHeading>{title}</ScreenHeading>
        {children}
      </div>
      <div className={styles.actions}>{actions}</div>
    </div>
  );
}
