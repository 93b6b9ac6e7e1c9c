import type { CallItem, EndCause } from '@weft/proto';
import { Phone, PhoneMissed, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatDuration, isoDuration } from '../../ui/duration.ts';
import styles from './timeline.module.css';

/** How a call of somebody ended: who reads it need not be the agent who was in it. */
function useEnding(): (cause: EndCause) => string {
  const { t } = useTranslation(['thread', 'desk']);
  return (cause) =>
    cause === 'agent-hung-up' || cause === 'agent-lost' ? t(`thread:end-${cause}`) : t(`desk:end-${cause}`);
}

function useCallResult(call: CallItem): string {
  const { t, i18n } = useTranslation('thread');
  const endingOf = useEnding();
  const { callback } = call;
  if (callback !== undefined && call.answeredAtMs === 0) {
    const { misses: count, notBeforeMs, phase } = callback;
    if (call.endedAtMs > 0)
      return call.endCause === 'not-reached' ? t('callbackNotReached', { count }) : t('callbackCancelled');
    if (phase === 'calling') return t('callbackCalling');
    const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
    return count === 0 ? t('callbackWaiting') : t('callbackAgain', { count, time: time.format(notBeforeMs) });
  }
  if (call.endedAtMs === 0) return call.answeredAtMs > 0 ? t('callRunning') : t('callWaiting');
  return call.answeredAtMs > 0 ? endingOf(call.endCause) : t('callMissed');
}

/** A call as an entry of the timeline; it changes while the call goes on. */
export function CallCard({ call }: { readonly call: CallItem }) {
  const { t, i18n } = useTranslation(['thread', 'supervision']);
  const result = useCallResult(call);
  const missed = call.endedAtMs > 0 && call.answeredAtMs === 0;
  const Icon = missed ? PhoneMissed : call.kind === 'video' ? Video : Phone;
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  const talkedMs = call.answeredAtMs > 0 && call.endedAtMs > 0 ? call.endedAtMs - call.answeredAtMs : 0;
  return (
    <div
      className={styles.call}
      data-missed={missed || undefined}
      data-live={call.endedAtMs === 0 || undefined}
    >
      <span className={styles.callIcon} aria-hidden="true">
        <Icon size={20} />
      </span>
      <div>
        <strong>{t(call.kind === 'video' ? 'thread:call-video' : 'thread:call-voice')}</strong>
        <p>
          {result}
          {call.callback?.phase === 'reached' && ` · ${t('thread:calledBack')}`}
          {call.agentName !== '' && ` · ${t('thread:callWith', { name: call.agentName })}`}
        </p>
        {call.moves > 0 && <p>{t('thread:callMoved', { count: call.moves })}</p>}
        {call.company.length > 0 && (
          <p>
            {call.company
              .map(({ displayName, part }) => t(`supervision:was-${part}`, { name: displayName }))
              .join(' · ')}
          </p>
        )}
      </div>
      <span className={styles.callTimes}>
        <time dateTime={new Date(call.requestedAtMs).toISOString()}>{time.format(call.requestedAtMs)}</time>
        {talkedMs > 0 && <time dateTime={isoDuration(talkedMs)}>{formatDuration(talkedMs)}</time>}
      </span>
    </div>
  );
}
