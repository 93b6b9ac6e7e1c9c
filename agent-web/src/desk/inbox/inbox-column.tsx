import { Button } from '@mantine/core';
import { isOpen } from '@weft/proto';
import { Keyboard, type LucideIcon, Search, Settings, SquarePen, X } from 'lucide-react';
import { lazy, type Ref, Suspense, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState, InboxSnapshot } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { CallsToday } from '../calls-today.tsx';
import { useDesk } from '../desk-context.ts';
import { Chips } from '../lists/chips.tsx';
import { FilterButton } from '../lists/filter-button.tsx';
import { SavedFilterList, savedAs } from '../lists/saved-filter-list.tsx';
import { PresenceChoice } from '../presence-choice.tsx';
import { ConversationList } from './conversation-list.tsx';
import styles from './inbox.module.css';
import { type Place, Views } from './views.tsx';

/** Comes when the first row is chosen. */
const BulkBar = lazy(() => import('../lists/bulk-bar.tsx'));

function Nothing({ snapshot }: { readonly snapshot: InboxSnapshot }) {
  const { t } = useTranslation(['inbox', 'lists']);
  const { view, search, filter } = snapshot;
  const words = ((): string => {
    if (search !== '') return t('inbox:emptySearch', { words: search });
    return isOpen(filter) ? t(`inbox:empty-${view}`) : t('lists:emptyFiltered');
  })();
  return <p className={styles.nothing}>{words}</p>;
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
  const { inbox, selection, threads } = useDesk().conversations;
  const thread = useStore(threads);
  const { ids, result } = useStore(selection);
  const onChoose = useCallback((conversationId: string) => selection.toggle(conversationId), [selection]);
  const onNearEnd = useCallback(() => inbox.more(), [inbox]);
  const onOpen = useCallback((conversationId: string) => threads.open(conversationId), [threads]);
  const { rows, loading, problem } = snapshot;
  return (
    <>
      <Failure snapshot={snapshot} />
      {(ids.length > 0 || result !== undefined) && (
        <Suspense>
          <BulkBar agentId={agentId} />
        </Suspense>
      )}
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
          chosen={ids}
          onChoose={onChoose}
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

/** What can be asked for from the column. */
export type InboxSheet = 'begin' | 'filter' | 'settings' | 'keyboard';

export interface InboxColumnProps {
  readonly state: Extract<DeskState, { name: 'signed-in' }>;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  readonly onAsk: (sheet: InboxSheet) => void;
  readonly searchField: Ref<HTMLInputElement>;
}

/** The column beside the rail: presence, views with counts, and the conversations of the view. */
export function InboxColumn(props: InboxColumnProps) {
  const { state, place, onPlace, onAsk, searchField } = props;
  const { t } = useTranslation('inbox');
  const { inbox, beginnings, savedFilters } = useDesk().conversations;
  const snapshot = useStore(inbox);
  const mayBegin = useStore(beginnings).length > 0;
  const kept = useStore(savedFilters);
  const saved = place === 'calls' ? undefined : savedAs(kept, snapshot);
  return (
    <section className={styles.column} aria-label={t('conversations')}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1>{t('conversations')}</h1>
          {mayBegin && <Tool icon={SquarePen} name={t('begin')} onPress={() => onAsk('begin')} />}
          <Tool icon={Keyboard} name={t('keyboard')} onPress={() => onAsk('keyboard')} />
          <Tool icon={Settings} name={t('settings')} onPress={() => onAsk('settings')} />
        </div>
        <PresenceChoice state={state} />
        <Views place={place} saved={saved} counts={snapshot.counts} onChoose={onPlace} />
        <SavedFilterList current={saved} />
        {place !== 'calls' && (
          <div className={styles.find}>
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
            <FilterButton filter={snapshot.filter} onPress={() => onAsk('filter')} />
          </div>
        )}
        {place !== 'calls' && !isOpen(snapshot.filter) && (
          <Chips view={snapshot.view} filter={snapshot.filter} saved={saved} supervises={state.supervises} />
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
