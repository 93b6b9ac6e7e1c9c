import { type Callback, type CallItem, type Conversation, type Item, wordsOf } from '@weft/proto';
import { Check, CheckCheck, Phone, PhoneMissed, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MessageText } from '../../ui/conversation/message-text.tsx';
import { formatDuration } from '../../ui/duration.ts';
import { Bubble, BubbleLine } from '../../ui/look/bubble.tsx';
import { AttachmentView } from './attachment-view.tsx';
import styles from './item.module.css';
import lines from './timeline.module.css';

/** When something was said, as the person's clock tells it. */
function TimeOf({ atMs }: { readonly atMs: number }) {
  const { i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' }).format(atMs);
  return <time dateTime={new Date(atMs).toISOString()}>{time}</time>;
}

/** How a callback stands whose customer has not been reached. */
function callbackWord({ endedAtMs, endCause }: CallItem, { phase }: Callback) {
  if (endedAtMs > 0) return endCause === 'not-reached' ? 'itemNotReached' : 'itemCancelled';
  return phase === 'calling' ? 'itemCalling' : 'itemWaiting';
}

function CallLine({ call, atMs }: { readonly call: CallItem; readonly atMs: number }) {
  const { t } = useTranslation(['chat', 'callback']);
  const name = call.agentName || t('agent');
  const [answered, ended] = [call.answeredAtMs > 0, call.endedAtMs > 0];
  const video = call.kind === 'video';
  const missed = ended && !answered;
  const Icon = missed ? PhoneMissed : video ? Video : Phone;
  const duration = formatDuration(Math.max(0, call.endedAtMs - call.answeredAtMs));
  const state =
    !answered && call.callback !== undefined
      ? t(`callback:${callbackWord(call, call.callback)}`)
      : ended
        ? answered
          ? t('call-answered', { name, duration })
          : t(call.endCause === 'abandoned' ? 'call-abandoned' : 'call-missed')
        : answered
          ? t('call-live', { name })
          : t('call-waiting');
  return (
    <li className={styles.callLine} data-live={!ended || undefined}>
      <Icon size={19} aria-hidden="true" />
      <span>
        <b>{t(video ? 'videoCall' : 'voiceCall')}</b>
        <small>{state}</small>
      </span>
      <TimeOf atMs={atMs} />
    </li>
  );
}

const EVENTS = {
  assigned: 'event-assigned',
  transferred: 'event-transferred',
  queued: 'event-queued',
  closed: 'event-closed',
  reopened: 'event-reopened',
  rated: 'event-rated',
  'call-moved': 'event-call-moved',
} as const;

function EventLine({ item, subject }: { readonly item: Item; readonly subject: string }) {
  const { t } = useTranslation('chat');
  const kind = item.body?.case === 'event' ? item.body.value.kind : 'unspecified';
  if (!Object.hasOwn(EVENTS, kind)) return null;
  const key = EVENTS[kind as keyof typeof EVENTS];
  return <li className={lines.event}>{t(key, { name: subject || t('agent') })}</li>;
}

/** How far the conversation has got on its way to a mailbox. */
function transcriptWord({ status }: Item) {
  if (status === 'failed') return 'event-transcript-failed';
  return status === 'queued-out' ? 'transcriptSent' : 'event-transcript';
}

/** How far the customer's own item has got. */
function Progress({ read }: { readonly read: boolean }) {
  const { t } = useTranslation('chat');
  const name = t(read ? 'sent-read' : 'sent-sent');
  const Icon = read ? CheckCheck : Check;
  return (
    <span className={styles.progress} data-read={read || undefined}>
      <Icon size={15} aria-hidden="true" />
      <span className="weft-unseen">{name}</span>
    </span>
  );
}

/** One item of the timeline as the customer sees it. */
export function ItemLine({
  item,
  head,
  first,
  last,
}: {
  readonly item: Item;
  readonly head: Conversation | undefined;
  readonly first: boolean;
  readonly last: boolean;
}) {
  const { t } = useTranslation('chat');
  const { body, author } = item;
  if (body?.case === 'call') return <CallLine call={body.value} atMs={item.atMs} />;
  if (body?.case === 'event') return <EventLine item={item} subject={body.value.subject} />;
  if (body?.case === 'transcript') {
    const { address } = body.value;
    return <li className={lines.event}>{t(transcriptWord(item), { address })}</li>;
  }
  const own = author?.kind === 'customer';
  const edited = item.editedAtMs > 0 && !item.deleted;
  const name = own ? t('you') : author?.displayName || t(author?.kind === 'bot' ? 'bot' : 'agent');
  return (
    <BubbleLine own={own} last={last}>
      <span className={first && !own ? styles.author : 'weft-unseen'}>
        <bdi>{name}</bdi>
      </span>
      <Bubble picture={body?.case === 'attachment'}>
        {item.deleted && <p className={styles.gone}>{t('deleted')}</p>}
        {wordsOf(body) !== '' && <MessageText text={wordsOf(body)} />}
        {body?.case === 'attachment' && <AttachmentView attachment={body.value} />}
      </Bubble>
      <span className={last || edited ? styles.meta : 'weft-unseen'}>
        {edited && <span>{t('edited')}</span>}
        <TimeOf atMs={item.atMs} />
        {own && <Progress read={item.seq <= (head?.agentReadSeq ?? 0)} />}
      </span>
    </BubbleLine>
  );
}
