import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSnapshot } from '../../state/types.ts';
import { useNow } from '../../ui/time.ts';
import { useStore } from '../../ui/use-store.ts';
import { useWidget } from '../customer-context.ts';
import { ChoiceList } from './choice-list.tsx';
import { ItemLine } from './item-line.tsx';
import { Rating } from './rating.tsx';
import { chatRows, openChoices } from './rows.ts';
import styles from './timeline.module.css';
import { TranscriptForm } from './transcript-form.tsx';
import { UnsentLine } from './unsent-line.tsx';
import { useStickyScroll } from './use-sticky-scroll.ts';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

function DayLine({ atMs }: { readonly atMs: number }) {
  const { t, i18n } = useTranslation('chat');
  const today = new Date(useNow(MINUTE_MS)).setHours(0, 0, 0, 0);
  const days = Math.round((today - atMs) / DAY_MS);
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(atMs);
  return <li className={styles.day}>{days === 0 ? t('today') : days === 1 ? t('yesterday') : date}</li>;
}

function Typing({ typing }: Pick<ConversationSnapshot, 'typing'>) {
  const { t } = useTranslation('chat');
  const [author] = typing;
  return (
    <p className={styles.typing} role="status">
      {author !== undefined && (
        <>
          <span aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {t('typing', { name: author.displayName || t('agent') })}
        </>
      )}
    </p>
  );
}

function Welcome() {
  const { t } = useTranslation('chat');
  return (
    <div className={styles.welcome}>
      <h2>{t('welcome')}</h2>
      <p>{t('welcomeText')}</p>
    </div>
  );
}

/** The conversation from above to below, with what is not sent yet at its end. */
export function ChatTimeline({
  snapshot,
  online,
  endedCallId,
}: {
  readonly snapshot: ConversationSnapshot;
  readonly online: boolean;
  /** The call that was just talked in beside it; undefined = none. */
  readonly endedCallId: string | undefined;
}) {
  const { t } = useTranslation('chat');
  const { chat, seen } = useWidget();
  const visible = useStore(seen);
  const { items, outgoing, older, freshness, head, earlier, typing, unread } = snapshot;
  const rows = useMemo(() => chatRows(items), [items]);
  const { list, atEnd, toEnd } = useStickyScroll(rows[0]?.key ?? '', items.length + outgoing.length);
  const looking = visible && atEnd;
  useEffect(() => {
    chat.look(looking);
    return () => chat.look(false);
  }, [chat, looking]);

  const choices = openChoices(snapshot);
  const choose = (label: string): void => {
    // The pressed button goes: who used the keyboard stays in the conversation.
    if (chat.post(label)) list.current?.focus({ preventScroll: true });
  };
  const empty = items.length === 0 && outgoing.length === 0;
  return (
    <div className={styles.timeline}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div ref={list} className={styles.scroll} role="log" aria-label={t('conversation')} tabIndex={0}>
        <div>
          {empty && freshness.name === 'loading' && online && <p className={styles.event}>{t('loading')}</p>}
          {empty && !(freshness.name === 'loading' && online) && <Welcome />}
          {older !== 'none' && (
            <button
              type="button"
              className={styles.older}
              disabled={older === 'loading'}
              onClick={() => chat.loadOlder()}
            >
              {t(older === 'loading' ? 'loading' : 'older')}
            </button>
          )}
          <ol>
            {rows.map((row) =>
              row.kind === 'day' ? (
                <DayLine key={row.key} atMs={row.atMs} />
              ) : (
                <ItemLine
                  key={row.key}
                  item={row.item}
                  head={row.item.conversationId === earlier?.conversationId ? earlier : head}
                  first={row.first}
                  last={row.last}
                />
              ),
            )}
            {outgoing.map((item) => (
              <UnsentLine key={item.clientId} item={item} online={online} />
            ))}
          </ol>
          {choices.length > 0 && <ChoiceList choices={choices} onChoose={choose} />}
          {head?.state === 'waiting' &&
            head.waitingSinceMs > 0 &&
            !items.some(({ author }) => author?.kind === 'agent') && (
              <p className={styles.event}>{t('waitingForAgent')}</p>
            )}
          <Rating snapshot={snapshot} endedCallId={endedCallId} />
          {head?.state === 'closed' && <TranscriptForm snapshot={snapshot} />}
          <Typing typing={typing} />
        </div>
      </div>
      {!atEnd && (
        <button type="button" className={styles.newest} onClick={toEnd}>
          <ArrowDown size={16} aria-hidden="true" />{' '}
          {unread > 0 ? t('newItems', { count: unread }) : t('newest')}
        </button>
      )}
    </div>
  );
}
