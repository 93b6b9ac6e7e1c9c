import type { Conversation } from '@weft/proto';
import { ChevronsUp, ChevronUp, Clock3, Moon, PhoneCall, Star, UserRound } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { previewOf } from '../../state/inbox/preview.ts';
import { priorityOf } from '../../state/inbox/priority.ts';
import { slaState } from '../../state/inbox/sla.ts';
import { shortAgo } from '../../ui/ago.ts';
import { clockTime } from '../../ui/clock-time.ts';
import { formatDuration } from '../../ui/duration.ts';
import { useNow } from '../../ui/time.ts';
import { useShownWords } from '../../ui/voice/shown-words.ts';
import { ClaimedMark } from '../claimed-mark.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import styles from './list.module.css';
import { useSnoozedUntil } from './snoozed-until.ts';

/** Ages change by the minute. */
const AGE_STEP_MS = 20_000;

/** How long the customer waits, ticking, in the colour of its promise. */
function Wait({ head }: { readonly head: Conversation }) {
  const { t, i18n } = useTranslation('inbox');
  const nowMs = useNow();
  const sla = slaState(head, nowMs);
  if (sla === 'none') return null;
  const time = formatDuration(nowMs - head.waitingSinceMs);
  const due =
    head.dueAtMs > 0 ? ` · ${t('due', { time: clockTime(head.dueAtMs, nowMs, i18n.language) })}` : '';
  return (
    <span className={styles.wait} data-sla={sla} title={`${t(`sla-${sla}`)}${due}`}>
      <Clock3 size={12} aria-hidden="true" />
      <span aria-hidden="true">{time}</span>
      <span className="weft-unseen">
        {t('waiting', { time })}, {t(`sla-${sla}`)}
        {due}
      </span>
    </span>
  );
}

function Age({ atMs }: { readonly atMs: number }) {
  const { t, i18n } = useTranslation('inbox');
  const nowMs = useNow(AGE_STEP_MS);
  return (
    <time className={styles.age} dateTime={new Date(atMs).toISOString()}>
      {shortAgo(atMs, nowMs, i18n.language) ?? t('now')}
    </time>
  );
}

/** That it goes before others. */
function Urgency({ points }: { readonly points: number }) {
  const { t } = useTranslation('context');
  const priority = priorityOf(points);
  if (priority === 'normal') return null;
  const Icon = priority === 'urgent' ? ChevronsUp : ChevronUp;
  const name = `${t('priority')}: ${t(`priority-${priority}`)}`;
  return (
    <span className={styles.urgency} data-priority={priority} title={name}>
      <Icon size={15} role="img" aria-label={name} />
    </span>
  );
}

/** Until when it is set aside. */
function Snoozed({ untilMs }: { readonly untilMs: number }) {
  const { t } = useTranslation('inbox');
  const until = useSnoozedUntil();
  return (
    <span className={styles.wait} title={t('snoozedUntil', { until: until(untilMs) })}>
      <Moon size={12} aria-hidden="true" />
      <span aria-hidden="true">{untilMs === 0 ? t('untilAnswerShort') : until(untilMs)}</span>
      <span className="weft-unseen">{t('snoozedUntil', { until: until(untilMs) })}</span>
    </span>
  );
}

export interface ConversationRowProps {
  readonly head: Conversation;
  readonly current: boolean;
  readonly own: boolean;
  /** Messages that the agent has not read, or whose it is has not. */
  readonly unread: number;
  /** What stands unsent in its composer; empty = nothing. */
  readonly draft: string;
  readonly name: string;
  readonly onOpen: (conversationId: string) => void;
}

/** What the last item was, and by whom. */
function usePreview({ head, own, draft }: Pick<ConversationRowProps, 'head' | 'own' | 'draft'>): string {
  const { t } = useTranslation(['inbox', 'context', 'thread']);
  const shown = useShownWords();
  if (draft !== '') return t('draft', { text: draft });
  const preview = previewOf(head);
  switch (preview.name) {
    case 'words':
      return preview.byAgent
        ? t(own ? 'you' : 'agentSaid', { text: shown(preview.text) })
        : shown(preview.text);
    case 'call':
      return t('context:calledOnly');
    case 'deleted':
      return t('thread:deleted');
    case 'nothing':
      return t('nothingYet');
  }
}

/** One conversation of the list. Drawn again only when its head changes; its clocks tick by themselves. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { head, current, own, unread, draft, name, onOpen } = props;
  const { t } = useTranslation(['inbox', 'context']);
  const preview = usePreview(props);
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={current}
      data-unread={unread > 0 || undefined}
      data-closed={head.state === 'closed' || undefined}
      data-conversation={head.conversationId}
      onClick={() => onOpen(head.conversationId)}
    >
      <span className={styles.face} aria-hidden="true">
        {/* A number has no letter that would tell one from another. */}
        {/\p{L}/u.exec(name)?.[0].toUpperCase() ?? <UserRound size={18} />}
      </span>
      <span className={styles.channel}>
        <ChannelIcon channel={head.channel} size={12} />
      </span>
      <span className={styles.name}>
        <strong>{name}</strong>
        {head.contactNameClaimed && <ClaimedMark />}
        {head.callId !== '' && (
          <PhoneCall className={styles.live} size={14} role="img" aria-label={t('liveCall')} />
        )}
        <Urgency points={head.priority} />
      </span>
      <Age atMs={head.changedAtMs} />
      <span className={styles.preview} data-draft={draft !== '' || undefined} dir="auto">
        {preview}
      </span>
      <span className={styles.marks}>
        {head.state === 'snoozed' && <Snoozed untilMs={head.snoozedUntilMs} />}
        <Wait head={head} />
        {head.rating > 0 && (
          <span className={styles.rating}>
            <Star size={12} fill="currentColor" aria-hidden="true" /> {head.rating}
          </span>
        )}
        {(head.state === 'assigned' || head.state === 'snoozed') && !own && head.agentName !== '' && (
          <span className={styles.owner}>{t('assignedTo', { name: head.agentName })}</span>
        )}
        {head.tags.length > 0 && (
          <span className={styles.tags} dir="auto">
            <span className="weft-unseen">{t('context:tags')}: </span>
            {head.tags.join(' · ')}
          </span>
        )}
        {unread > 0 && (
          <span className={styles.unread}>
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <span className="weft-unseen">{t('unread', { count: unread })}</span>
          </span>
        )}
      </span>
    </button>
  );
});
