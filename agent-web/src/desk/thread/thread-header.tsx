import { type Conversation, followerIn } from '@weft/proto';
import {
  AlarmClock,
  ArrowLeft,
  ArrowLeftRight,
  Bell,
  BellRing,
  CircleCheckBig,
  Eye,
  Hand,
  ListChecks,
  Moon,
  PanelRight,
  Sun,
} from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { slaState } from '../../state/inbox/sla.ts';
import type { ThreadSnapshot } from '../../state/types.ts';
import { clockTime } from '../../ui/clock-time.ts';
import { formatDuration } from '../../ui/duration.ts';
import { BusyButton } from '../../ui/staff/busy-button.tsx';
import { useSecondPress } from '../../ui/staff/use-second-press.ts';
import { useNow } from '../../ui/time.ts';
import { ClaimedMark } from '../claimed-mark.tsx';
import { ChannelIcon } from '../inbox/channel-icon.tsx';
import { useSnoozedUntil } from '../inbox/snoozed-until.ts';
import { LinkTo } from './link-to.tsx';
import styles from './thread.module.css';

/** Names in a sentence, as the language puts them. */
export const listed = (names: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

function Viewers({ names }: { readonly names: readonly string[] }) {
  const { t, i18n } = useTranslation('thread');
  if (names.length === 0) return null;
  return (
    <p className={styles.viewers} role="status">
      <Eye size={15} aria-hidden="true" />
      {t(names.length === 1 ? 'viewing' : 'viewingMany', { names: listed(names, i18n.language) })}
    </p>
  );
}

/** By when the customer is to have an answer, in the colour of how it stands. */
function Due({ head }: { readonly head: Conversation }) {
  const { t, i18n } = useTranslation('inbox');
  const nowMs = useNow();
  const sla = slaState(head, nowMs);
  if (sla === 'none' || head.dueAtMs === 0) return null;
  const time = clockTime(head.dueAtMs, nowMs, i18n.language);
  const overMs = nowMs - head.dueAtMs;
  return (
    <p className={styles.due} data-sla={sla}>
      <AlarmClock size={15} aria-hidden="true" />
      {overMs >= 0 ? t('overdueSince', { time: formatDuration(overMs) }) : t('due', { time })}
    </p>
  );
}

/** That it is set aside, and until when. */
function Snoozed({ head }: { readonly head: Conversation }) {
  const { t } = useTranslation('inbox');
  const until = useSnoozedUntil();
  return (
    <p className={styles.due}>
      <Moon size={15} aria-hidden="true" />
      {t('snoozedUntil', { until: until(head.snoozedUntilMs) })}
    </p>
  );
}

/** Takes what nobody has at once; what a colleague has is theirs no more, so that the first press asks. */
function Take(props: {
  readonly head: Conversation;
  readonly snapshot: ThreadSnapshot;
  readonly button: Ref<HTMLButtonElement>;
  readonly onTake: () => void;
}) {
  const { head, snapshot, button: ref, onTake } = props;
  const { t } = useTranslation('thread');
  const { asked, button } = useSecondPress(onTake);
  return (
    <BusyButton
      ref={ref}
      size="sm"
      leftSection={<Hand size={16} aria-hidden="true" />}
      working={snapshot.step === 'taking'}
      busy={snapshot.step !== 'none'}
      {...button}
      {...(head.agentId === '' ? { onClick: onTake } : {})}
    >
      {asked && head.agentId !== '' ? t('takeNow', { name: head.agentName }) : t('take')}
    </BusyButton>
  );
}

/** Whether the agent is told of what happens here, whoever has it. */
function Follow({ following, onFollow }: { readonly following: boolean; readonly onFollow: () => void }) {
  const { t } = useTranslation('thread');
  const Icon = following ? BellRing : Bell;
  return (
    <button
      type="button"
      className={styles.contextButton}
      aria-label={t('follow')}
      title={t(following ? 'followed' : 'follow')}
      aria-pressed={following}
      onClick={onFollow}
    >
      <Icon size={19} aria-hidden="true" />
    </button>
  );
}

export interface ThreadHeaderProps {
  readonly head: Conversation | undefined;
  readonly name: string;
  readonly snapshot: ThreadSnapshot;
  readonly agentId: string;
  readonly contextShown: boolean;
  readonly onTake: () => void;
  readonly takeButton: Ref<HTMLButtonElement>;
  readonly onMacro: () => void;
  readonly onTransfer: () => void;
  readonly onSnooze: () => void;
  readonly onWake: () => void;
  readonly onClose: () => void;
  readonly onFollow: () => void;
  readonly onContext: () => void;
  readonly contextButton: Ref<HTMLButtonElement>;
  readonly onLeave: () => void;
}

/** Whose conversation is open and what may be done with it. */
export function ThreadHeader(props: ThreadHeaderProps) {
  const { head, name, snapshot, agentId, contextShown } = props;
  const {
    onTake,
    takeButton,
    onMacro,
    onTransfer,
    onSnooze,
    onWake,
    onClose,
    onFollow,
    onContext,
    contextButton,
    onLeave,
  } = props;
  const { t } = useTranslation(['thread', 'desk', 'inbox']);
  const own = head?.agentId === agentId;
  const snoozed = head?.state === 'snoozed';
  const over = head === undefined || head.state === 'closed';
  const busy = snapshot.step !== 'none';
  return (
    <header className={styles.header}>
      <button type="button" className={styles.back} aria-label={t('thread:toList')} onClick={onLeave}>
        <ArrowLeft size={21} aria-hidden="true" />
      </button>
      <div className={styles.who}>
        <div className={styles.name}>
          <h2 dir="auto">{name}</h2>
          {head !== undefined && <LinkTo key={head.conversationId} conversationId={head.conversationId} />}
        </div>
        {head !== undefined && (
          <p>
            {head.contactNameClaimed && <ClaimedMark />}
            <ChannelIcon channel={head.channel} /> {t(`inbox:channel-${head.channel}`)}
            {(head.state === 'assigned' || snoozed) &&
              !own &&
              ` · ${t('inbox:assignedTo', { name: head.agentName })}`}
            {head.state === 'closed' && ` · ${t('inbox:view-closed')}`}
          </p>
        )}
      </div>
      {snoozed && <Snoozed head={head} />}
      {head !== undefined && <Due head={head} />}
      <Viewers names={snapshot.viewers} />
      <div className={styles.actions}>
        {!own && !over && (
          <Take
            key={`${head.conversationId} ${head.agentId}`}
            head={head}
            snapshot={snapshot}
            button={takeButton}
            onTake={onTake}
          />
        )}
        {!over && (
          <>
            <BusyButton
              size="sm"
              variant="default"
              leftSection={<ListChecks size={16} aria-hidden="true" />}
              working={false}
              busy={busy}
              onClick={onMacro}
            >
              {t('thread:macro')}
            </BusyButton>
            <BusyButton
              size="sm"
              variant="default"
              leftSection={<ArrowLeftRight size={16} aria-hidden="true" />}
              working={snapshot.step === 'transferring'}
              busy={busy}
              onClick={onTransfer}
            >
              {t('thread:transfer')}
            </BusyButton>
            <BusyButton
              size="sm"
              variant="default"
              leftSection={
                snoozed ? <Sun size={16} aria-hidden="true" /> : <Moon size={16} aria-hidden="true" />
              }
              working={snapshot.step === 'snoozing'}
              busy={busy}
              onClick={snoozed ? onWake : onSnooze}
            >
              {t(snoozed ? 'thread:wake' : 'thread:snooze')}
            </BusyButton>
            <BusyButton
              size="sm"
              variant="default"
              leftSection={<CircleCheckBig size={16} aria-hidden="true" />}
              working={snapshot.step === 'closing'}
              busy={busy}
              onClick={onClose}
            >
              {t('thread:close')}
            </BusyButton>
          </>
        )}
        {head !== undefined && (
          <Follow following={followerIn(head, agentId) !== undefined} onFollow={onFollow} />
        )}
        <button
          ref={contextButton}
          type="button"
          className={styles.contextButton}
          aria-label={t('desk:customerPanel')}
          title={t('desk:customerPanel')}
          aria-expanded={contextShown}
          onClick={onContext}
        >
          <PanelRight size={19} aria-hidden="true" />
        </button>
      </div>
    </header>
  );
}
