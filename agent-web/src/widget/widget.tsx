import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerSnapshot, CustomerState } from '../state/types.ts';
import { useStore } from '../ui/use-store.ts';
import { useWidget } from './customer-context.ts';
import { Ended } from './ended.tsx';
import { Failed } from './failed.tsx';
import type { CallChoice, CallState } from './host-messages.ts';
import { Idle } from './idle.tsx';
import { InCall } from './in-call.tsx';
import { useLook } from './look/use-look.ts';
import { Preparing } from './preparing.tsx';
import styles from './split.module.css';

/** How far the call is, as the launcher on the host page shows it. */
function callState(state: CustomerState): CallState {
  switch (state.name) {
    case 'idle':
    case 'ended':
    case 'failed':
      return 'none';
    case 'preparing':
    case 'waiting':
    case 'ringing':
      return 'waiting';
    case 'in-call':
      return 'talking';
    case 'callback':
      return state.callback.phase === 'calling' ? 'calling' : 'callback';
  }
}

/** Tells the host page about the call; that there is none only when that is certain. */
function useCallStateAtHost(): void {
  const { customer, host } = useWidget();
  const { link, state } = useStore(customer);
  const call = callState(state);
  const certain = call !== 'none' || state.name !== 'idle' || link.name === 'ready' || link.name === 'failed';
  useEffect(() => {
    if (certain) host.tell({ type: 'call', state: call });
  }, [host, call, certain]);
}

/** Tells the host page what is unread, and the customer's ear when something new comes out of sight. */
function useUnreadAtHost(): void {
  const { chat, chime, host, seen } = useWidget();
  const { unread, freshness } = useStore(chat);
  const before = useRef<number>(undefined);
  const known = freshness.name === 'current';
  useEffect(() => {
    host.tell({ type: 'unread', count: unread });
    // What was unread before this page came is no news.
    if (known && before.current !== undefined && unread > before.current && !seen.get()) chime.play();
    if (known) before.current = unread;
  }, [host, chime, seen, unread, known]);
}

/** The key Escape puts the window away, as far as no dialog wants it. */
function useEscape(): void {
  const { host } = useWidget();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const free = document.querySelector('dialog[open]') === null && document.fullscreenElement === null;
      // Escape that ends the choice of a Chinese word puts nothing away.
      if (event.key === 'Escape' && !event.isComposing && free) host.tell({ type: 'minimise' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [host]);
}

interface PresentProps {
  readonly snapshot: CustomerSnapshot;
  readonly start: (kind: CallChoice) => void;
  /** Of the call that was asked for last. */
  readonly lastKind: CallChoice;
}

/** What draws it is on its way. */
function Coming() {
  const { t } = useTranslation('chat');
  return (
    <p className={styles.coming} role="status">
      {t('loading')}
    </p>
  );
}

/** One screen for each state of the customer. */
function Present({ snapshot, start, lastKind }: PresentProps) {
  const later = useStore(useWidget().later);
  const { state } = snapshot;
  switch (state.name) {
    case 'idle':
      return <Idle snapshot={snapshot} onStart={start} />;
    case 'preparing':
      return <Preparing state={state} />;
    case 'waiting':
    case 'ringing':
    case 'in-call':
      return <InCall snapshot={snapshot} state={state} />;
    case 'callback':
      return later === undefined ? <Coming /> : <later.Callback state={state} />;
    case 'ended':
      return <Ended state={state} onStart={start} />;
    case 'failed':
      return <Failed problem={state.problem} kind={lastKind} onRetry={() => start(lastKind)} />;
  }
}

/** What was asked for last, here or on the host page: a call that failed does not say it. */
function useLastKind(state: CustomerState): CallChoice {
  const [last, setLast] = useState<CallChoice>('video');
  const asked = state.name === 'preparing' ? (state.kind === 'voice' ? 'voice' : 'video') : last;
  if (asked !== last) setLast(asked);
  return asked;
}

/** The widget: what the customer sees. */
export function Widget() {
  const { company } = useLook();
  const { customer, chatShown, later } = useWidget();
  const shown = useStore(chatShown);
  const view = useStore(later);
  const snapshot = useStore(customer);
  const lastKind = useLastKind(snapshot.state);
  useCallStateAtHost();
  useUnreadAtHost();
  useEscape();
  useEffect(() => {
    document.title = company;
  }, [company]);

  const start = (kind: CallChoice): void => {
    customer.reset();
    customer.start(kind);
  };

  const present = <Present snapshot={snapshot} start={start} lastKind={lastKind} />;
  const beside = snapshot.state.name !== 'idle';
  return (
    <main className={styles.widget} aria-label={company} data-split={(shown && beside) || undefined}>
      {(!shown || beside) && <div className={styles.present}>{present}</div>}
      {shown && view === undefined && <Coming />}
      {shown && view !== undefined && (
        <view.Chat customerSnapshot={snapshot} beside={beside} onStart={start} />
      )}
    </main>
  );
}
