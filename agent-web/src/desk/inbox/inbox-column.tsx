import { Button } from '@mantine/core';
import { Keyboard, type LucideIcon, Search, Settings, SquarePen, X } from 'lucide-react';
import { type Ref, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState, InboxSnapshot } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { CallsToday } from '../calls-today.tsx';
import { useDesk } from '../desk-context.ts';
import { PresenceChoice } from '../presence-choice.tsx';
import { ConversationList } from './conversation-list.tsx';
import styles from './inbox.module.css';
import { type Place, Views } from './views.tsx';

function Nothing({ snapshot }: { readonly snapshot: InboxSnapshot }) {
  const { t } = useTranslation('inbox');
  const { view, search } = snapshot;
  return (
    <p className={styles.nothing}>
      {search === '' ? t(`empty-${view}`) : t('emptySearch', { words: search })}
    </p>
  );
}

function Failure({ snapshot }: { readonly snapshot: InboxSnapshot }) {
  const { t } = useTranslation('inbox');
  const { inbox } = useDesk().conversations;
  const tell = useProblemText();
  if (snapshot.problem === undefined) return null;
  return (
    <div className={styles.failure} role="alert">
      <p>
        {t('loadFailed')} {tell(snapshot.problem).title}
      </p>
      <Button size="xs" variant="default" onClick={() => inbox.retry()}>
        {t('tryAgain')}
      </Button>
    </div>
  );
}

function Conversations({
  snapshot,
  agentId,
}: {
  readonly snapshot: InboxSnapshot;
  readonly agentId: string;
}) {
  const { t } = useTranslation('inbox');
  const { inbox, threads } = useDesk().conversations;
  const thread = useStore(threads);
  const onNearEnd = useCallback(() => inbox.more(), [inbox]);
  const onOpen = useCallback((conversationId: string) => threads.open(conversationId), [threads]);
  const { rows, loading, problem } = snapshot;
  return (
    <>
      <Failure snapshot={snapshot} />
      {loading === 'first' && (
        <p className={styles.nothing} role="status">
          {t('loading')}
        </p>
      )}
      {rows.length === 0 && loading === 'none' && problem === undefined && <Nothing snapshot={snapshot} />}
      {rows.length > 0 && (
        <ConversationList
          rows={rows}
          currentId={thread?.get().conversationId}
          agentId={agentId}
          draftOf={threads.draftOf}
          onOpen={onOpen}
          onNearEnd={onNearEnd}
        />
      )}
    </>
  );
}

function Tool({
  icon: Icon,
  name,
  onPress,
}: {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly onPress: () => void;
}) {
  return (
    <button type="button" className={styles.tool} aria-label={name} title={name} onClick={onPress}>
      <Icon size={19} aria-hidden="true" />
    </button>
  );
}

export interface InboxColumnProps {
  readonly state: Extract<DeskState, { name: 'signed-in' }>;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  readonly onBegin: () => void;
  readonly onSettings: () => void;
  readonly onKeyboard: () => void;
  readonly searchField: Ref<HTMLInputElement>;
}

/** The column beside the rail: presence, views with counts, and the conversations of the view. */
export function InboxColumn(props: InboxColumnProps) {
  const { state, place, onPlace, onBegin, onSettings, onKeyboard, searchField } = props;
  const { t } = useTranslation('inbox');
  const { inbox, beginnings } = useDesk().conversations;
  const snapshot = useStore(inbox);
  const mayBegin = useStore(beginnings).length > 0;
  return (
    <section className={styles.column} aria-label={t('conversations')}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1>{t('conversations')}</h1>
          {mayBegin && <Tool icon={SquarePen} name={t('begin')} onPress={onBegin} />}
          <Tool icon={Keyboard} name={t('keyboard')} onPress={onKeyboard} />
          <Tool icon={Settings} name={t('settings')} onPress={onSettings} />
        </div>
        <PresenceChoice state={state} />
        <Views place={place} counts={snapshot.counts} onChoose={onPlace} />
        {place !== 'calls' && (
          <div className={styles.search}>
            <Search size={16} aria-hidden="true" />
            <input
              ref={searchField}
              type="search"
              aria-label={t('search')}
              placeholder={t('searchHint')}
              value={snapshot.search}
              onChange={(event) => inbox.search(event.currentTarget.value)}
            />
            {snapshot.search !== '' && (
              <button type="button" aria-label={t('clearSearch')} onClick={() => inbox.search('')}>
                <X size={15} aria-hidden="true" />
              </button>
            )}
          </div>
        )}
      </header>
      {place === 'calls' ? (
        <CallsToday calls={state.history} waiting={state.waiting} />
      ) : (
        <Conversations snapshot={snapshot} agentId={state.agentId} />
      )}
    </section>
  );
}
