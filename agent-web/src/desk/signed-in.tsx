import { Alert } from '@mantine/core';
import {
  BookUser,
  ChartColumn,
  LayoutDashboard,
  type LucideIcon,
  MessagesSquare,
  NotepadText,
  Ticket,
} from 'lucide-react';
import { lazy, memo, type RefObject, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot, DeskState, InboxSnapshot } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';
import { Frame } from '../ui/staff/frame.tsx';
import { useLeaveQuestion } from '../ui/staff/use-leave-question.ts';
import { useKeptFlag } from '../ui/use-kept-flag.ts';
import { useStore } from '../ui/use-store.ts';
import { CallDock } from './call/call-dock.tsx';
import { ContextPane } from './context/context-pane.tsx';
import styles from './desk.module.css';
import { useDesk } from './desk-context.ts';
import { InboxColumn, type InboxSheet } from './inbox/inbox-column.tsx';
import { PLACES, type Place } from './inbox/views.tsx';
import { followChange, mayMute, stepOf } from './key-steps.ts';
import type { Shortcut } from './keyboard.ts';
import { PresenceChoice } from './presence-choice.tsx';
import { Rest } from './rest.tsx';
import { NO_SHEET, type Sheet, Sheets } from './sheets.tsx';
import type { ComposerHandle } from './thread/composer.tsx';
import { ThreadPane, type ThreadQuestion } from './thread/thread-pane.tsx';
import { useAlerts } from './use-alerts.ts';
import { useLinkedConversation } from './use-linked-conversation.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** Whoever looks at them stays there: the others' desks come without. */
const CustomersPlace = lazy(() => import('./customers/customers.tsx'));
const TicketsPlace = lazy(() => import('./tickets/tickets-place.tsx'));
const TemplatesPlace = lazy(() => import('./templates/templates-place.tsx'));
const ReportsPlace = lazy(() => import('./reports/reports.tsx'));
const Wall = lazy(() => import('./wall/wall.tsx'));

type SignedIn = Extract<DeskState, { name: 'signed-in' }>;

/** A call's media change many times while it is set up, and the main thread has better to do then: what does not show them is not drawn anew. */
const StillInbox = memo(InboxColumn);
const StillThread = memo(ThreadPane);
const StillContext = memo(ContextPane);

/** Wide enough for the customer's details to stand beside the conversation. */
const WIDE = '(min-width: 1181px)';

/** The row after or before the open one; the first one when none is open. */
function neighbour({ rows }: InboxSnapshot, openId: string | undefined, step: 1 | -1): string | undefined {
  const at = rows.findIndex(({ conversationId }) => conversationId === openId);
  return (at < 0 ? rows[0] : rows[at + step])?.conversationId;
}

/** The conversation in whose row the focus is. */
const focusedRow = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row;

interface Places {
  readonly place: Place;
  readonly choose: (place: Place) => void;
}

/** What the left column shows; the day's calls are beside the views that the state layer knows. */
function usePlaces(): Places {
  const { inbox } = useDesk().conversations;
  const { view, choices } = useStore(inbox);
  // Shown until something else is chosen, wherever: a tag beside a conversation, too.
  const [callsAt, setCallsAt] = useState(-1);
  const choose = useCallback(
    (place: Place): void => {
      if (place === 'calls') setCallsAt(inbox.get().choices);
      else inbox.choose(place);
    },
    [inbox],
  );
  return { place: callsAt === choices ? 'calls' : view, choose };
}

/** Whether the customer's details are shown; a window that gets narrower puts them away, a wider one brings them. */
function useContextShown() {
  const [shown, setShown] = useState(() => window.matchMedia(WIDE).matches);
  useEffect(() => {
    const wide = window.matchMedia(WIDE);
    const changed = (): void => setShown(wide.matches);
    wide.addEventListener('change', changed);
    return () => wide.removeEventListener('change', changed);
  }, []);
  return [shown, setShown] as const;
}

interface Actions {
  readonly snapshot: DeskSnapshot;
  readonly agentId: string;
  readonly places: Places;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly composer: RefObject<ComposerHandle | null>;
  readonly takeButton: RefObject<HTMLButtonElement | null>;
  readonly open: (sheet: Sheet) => void;
  readonly toggleContext: () => void;
}

/** What a key does to the call or the offer of one. */
function useCallKeys({ state, media }: DeskSnapshot) {
  const desk = useDesk();
  return (key: 'accept' | 'mute'): void => {
    if (key === 'accept') desk.accept();
    else if (mayMute(state)) desk.setMicrophone(media.microphone.name !== 'on');
  };
}

/** As a person does who came to it with Tab: a button that asks first asks, and is pressed again by the same key or by Enter. */
function press(button: HTMLButtonElement | null): void {
  button?.focus();
  button?.click();
}

/** What each shortcut does. */
function useActions(actions: Actions) {
  const { snapshot, agentId, places, searchField, composer, takeButton, open, toggleContext } = actions;
  const onCall = useCallKeys(snapshot);
  const { inbox, selection, threads } = useDesk().conversations;
  return (shortcut: Shortcut): void => {
    const thread = threads.get();
    const openId = thread?.get().conversationId;
    switch (shortcut.name) {
      case 'help':
        open({ name: 'keyboard' });
        break;
      case 'next':
      case 'previous': {
        const id = neighbour(inbox.get(), openId, shortcut.name === 'next' ? 1 : -1);
        if (id !== undefined) threads.open(id);
        break;
      }
      case 'view':
        places.choose(PLACES[shortcut.place] ?? 'mine');
        break;
      case 'search':
        searchField.current?.focus();
        break;
      case 'filter':
        open({ name: 'filter' });
        break;
      case 'select': {
        const id = focusedRow() ?? openId;
        if (id !== undefined) selection.toggle(id);
        break;
      }
      case 'reply':
      case 'note':
        composer.current?.focus(shortcut.name);
        break;
      case 'take':
      case 'macro':
      case 'transfer':
      case 'snooze':
      case 'close': {
        const step = stepOf(shortcut.name, thread?.live.get().head, agentId);
        if (thread === undefined || step === undefined) break;
        if (step === 'take') press(takeButton.current);
        else if (step === 'wake') thread.wake();
        else open({ name: step, thread });
        break;
      }
      case 'follow': {
        const head = thread?.live.get().head;
        if (head !== undefined) thread?.follow(...followChange(head, agentId));
        break;
      }
      case 'context':
        toggleContext();
        break;
      case 'accept':
      case 'mute':
        onCall(shortcut.name);
        break;
    }
  };
}

function Problem({ problem }: Pick<SignedIn, 'problem'>) {
  const { t } = useTranslation('staff');
  const desk = useDesk();
  const tell = useProblemText();
  if (problem === undefined) return null;
  const { title, advice } = tell(problem);
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      withCloseButton
      closeButtonLabel={t('close')}
      onClose={() => desk.dismiss()}
      className={styles.problem ?? ''}
    >
      {title} {advice}
    </Alert>
  );
}

/** The desk's own screen: list, conversation with the call above it, customer. */
function Workplace({ snapshot, state }: { readonly snapshot: DeskSnapshot; readonly state: SignedIn }) {
  const { t } = useTranslation('desk');
  const { threads } = useDesk().conversations;
  const thread = useStore(threads);
  const places = usePlaces();
  const [sheet, setSheet] = useState<Sheet>(NO_SHEET);
  const [contextShown, setContextShown] = useContextShown();
  const [shortcuts, setShortcuts] = useKeptFlag('weft-shortcuts', true);
  const searchField = useRef<HTMLInputElement>(null);
  const composer = useRef<ComposerHandle>(null);
  const takeButton = useRef<HTMLButtonElement>(null);
  const contextButton = useRef<HTMLButtonElement>(null);
  const toggleContext = useCallback(() => setContextShown((shown) => !shown), [setContextShown]);
  const hideContext = useCallback(() => {
    setContextShown(false);
    contextButton.current?.focus();
  }, [setContextShown]);
  const askOver = useCallback((name: InboxSheet) => setSheet({ name }), []);
  const askOf = useCallback(
    (name: ThreadQuestion) => thread !== undefined && setSheet({ name, thread }),
    [thread],
  );
  const leave = useCallback(() => threads.leave(), [threads]);
  useLinkedConversation();
  const { agentId } = state;
  useShortcuts(
    shortcuts,
    useActions({
      ...{ snapshot, agentId, places, searchField, composer, takeButton },
      ...{ open: setSheet, toggleContext },
    }),
  );
  return (
    <div
      className={styles.desk}
      data-context={contextShown ? undefined : 'hidden'}
      data-thread={thread !== undefined || undefined}
    >
      <StillInbox
        state={state}
        place={places.place}
        onPlace={places.choose}
        onAsk={askOver}
        searchField={searchField}
      />
      <main id="content" className={styles.main} tabIndex={-1}>
        <h1 className={`weft-unseen ${styles.title}`}>{t('title')}</h1>
        <Problem problem={state.problem} />
        <CallDock snapshot={snapshot} state={state} beside={thread !== undefined} />
        {thread !== undefined && (
          <StillThread
            thread={thread}
            agentId={state.agentId}
            agentName={state.displayName}
            contextShown={contextShown}
            onContext={toggleContext}
            takeButton={takeButton}
            contextButton={contextButton}
            onLeave={leave}
            onAsk={askOf}
            composer={composer}
          />
        )}
        {thread === undefined && state.work.name === 'none' && <Rest presence={state.presence} />}
      </main>
      {contextShown && (
        <StillContext quality={snapshot.media.quality} state={state} thread={thread} onHide={hideContext} />
      )}
      <Sheets
        sheet={sheet}
        onPassword={() => setSheet({ name: 'password' })}
        onClose={() => setSheet(NO_SHEET)}
        snapshot={snapshot}
        agentId={state.agentId}
        shortcuts={shortcuts}
        onShortcuts={setShortcuts}
      />
    </div>
  );
}

/** Away from the workplace the call is there, and so are its keys. */
function CallKeys({ snapshot }: { readonly snapshot: DeskSnapshot }) {
  const onCall = useCallKeys(snapshot);
  const [shortcuts] = useKeptFlag('weft-shortcuts', true);
  useShortcuts(shortcuts, ({ name }) => {
    if (name === 'accept' || name === 'mute') onCall(name);
  });
  return null;
}

/** What fills the page beside the rail. */
const SCREENS = ['work', 'customers', 'tickets', 'templates', 'wall', 'reports'] as const;
type Screen = (typeof SCREENS)[number];

function screenOf(): Screen {
  const view = new URLSearchParams(location.search).get('view');
  return SCREENS.find((one) => one === view) ?? 'work';
}

/** The desk of somebody who is signed in: the workplace, all customers or tickets, the wall or reports. */
export function SignedInDesk({
  snapshot,
  state,
}: {
  readonly snapshot: DeskSnapshot;
  readonly state: SignedIn;
}) {
  const { t } = useTranslation(['inbox', 'context']);
  const desk = useDesk();
  const [chosen, setAt] = useState<Screen>(screenOf);
  // Its address may have been kept by somebody who supervises no more.
  const at = chosen === 'reports' && !state.supervises ? 'work' : chosen;
  const toWork = useCallback(() => setAt('work'), []);
  useAlerts(desk.conversations, toWork);
  useLeaveQuestion(state.work.name === 'in-call');
  // What comes in is seen in its conversation; who goes back to the wall takes it along.
  const { work } = state;
  useEffect(() => {
    if (work.name === 'offered' || work.name === 'in-call') setAt('work');
  }, [work.name]);
  const place = (icon: LucideIcon, label: string, screen: Screen) => ({
    ...{ icon, label, href: screen === 'work' ? '?' : `?view=${screen}`, current: at === screen },
    onChoose: () => setAt(screen),
  });
  return (
    <Frame
      items={[
        place(MessagesSquare, t('inbox:conversations'), 'work'),
        place(BookUser, t('context:customers'), 'customers'),
        place(Ticket, t('context:tickets'), 'tickets'),
        place(NotepadText, t('context:templates'), 'templates'),
        place(LayoutDashboard, t('context:wall'), 'wall'),
        ...(state.supervises ? [place(ChartColumn, t('context:reports'), 'reports')] : []),
      ]}
      person={state.displayName}
      link={snapshot.link}
      presence={{ name: state.presence, choice: <PresenceChoice state={state} /> }}
      onSignOut={() => desk.signOut()}
    >
      {at === 'work' ? (
        <Workplace snapshot={snapshot} state={state} />
      ) : (
        <>
          {/* A call is heard, seen and ended from here as well. */}
          <CallDock snapshot={snapshot} state={state} beside />
          <CallKeys snapshot={snapshot} />
          <Problem problem={state.problem} />
          <Suspense>
            {at === 'wall' && <Wall supervises={state.supervises} />}
            {at === 'customers' && <CustomersPlace agentId={state.agentId} onLeave={toWork} />}
            {at === 'tickets' && <TicketsPlace agentId={state.agentId} onFile={() => setAt('customers')} />}
            {at === 'templates' && <TemplatesPlace supervises={state.supervises} />}
            {at === 'reports' && <ReportsPlace onLeave={toWork} />}
          </Suspense>
        </>
      )}
    </Frame>
  );
}
