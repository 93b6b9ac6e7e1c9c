import { type Item, type OtherConversation, type SystemEventKind, wordsOf } from '@weft/proto';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageText } from '../../ui/conversation/message-text.tsx';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { ChannelIcon } from '../inbox/channel-icon.tsx';
import { AttachmentView } from './attachment-view.tsx';
import { CallCard } from './call-card.tsx';
import styles from './joined-line.module.css';
import lines from './timeline.module.css';

/** One message of the other conversation, to be read. */
function EarlierItem({ item }: { readonly item: Item }) {
  const { t, i18n } = useTranslation(['thread', 'desk']);
  const { body, author } = item;
  if (body?.case === 'call') return <CallCard call={body.value} />;
  const customer = author?.kind === 'customer';
  const name = author?.displayName || t(customer ? 'desk:unnamedCustomer' : 'thread:agentOf');
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'short' });
  return (
    <article data-note={item.note || undefined}>
      <p className={styles.who}>
        <bdi>{name}</bdi>
        {item.note ? <span>{t('thread:note')}</span> : <ChannelIcon channel={item.channel} size={13} />}
        <time dateTime={new Date(item.atMs).toISOString()}>{time.format(item.atMs)}</time>
      </p>
      {item.deleted && <p className={styles.gone}>{t('thread:deleted')}</p>}
      {wordsOf(body) !== '' && <MessageText text={wordsOf(body)} className={styles.words} />}
      {body?.case === 'attachment' && <AttachmentView attachment={body.value} />}
    </article>
  );
}

const READ: ReadonlySet<string | undefined> = new Set(['text', 'attachment', 'choices', 'call']);

/** The messages of the other conversation, read where they belong. */
function Messages({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation('thread');
  const { threads } = useDesk().conversations;
  const [live] = useState(() => threads.liveOf(conversationId));
  const { items, older, freshness } = useStore(live);
  const read = items.filter(({ body, deleted }) => deleted || READ.has(body?.case));
  // What was written since it was held last, by whomever.
  useEffect(() => live.retry(), [live]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div role="group" aria-label={t('joinedMessages')} className={styles.messages}>
      {older !== 'none' && (
        <button type="button" disabled={older === 'loading'} onClick={() => live.loadOlder()}>
          {t(older === 'loading' ? 'olderLoading' : 'olderMessages')}
        </button>
      )}
      {read.length === 0 && freshness.name === 'loading' && <p role="status">{t('olderLoading')}</p>}
      {read.map((item) => (
        <EarlierItem key={item.seq} item={item} />
      ))}
    </div>
  );
}

/** That another conversation of the same customer goes on here, or this one there, with the way to it. */
export default function JoinedLine({
  item,
  kind,
  other,
}: {
  readonly item: Item;
  readonly kind: SystemEventKind;
  readonly other: OtherConversation;
}) {
  const { t, i18n } = useTranslation(['thread', 'inbox']);
  const { threads } = useDesk().conversations;
  const [open, setOpen] = useState(false);
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  const since = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const { conversationId, channel, sinceMs, messages: count, agentName: agent } = other;
  const joined = kind === 'conversation-joined';
  const values = {
    channel: t(`inbox:channel-${channel}`),
    since: since.format(sinceMs),
    messages: t('thread:messages', { count }),
    agent,
  };
  const text = joined
    ? t(agent === '' ? 'thread:event-conversation-joined' : 'thread:event-conversation-joined-with', values)
    : t(kind === 'continued' ? 'thread:event-continued' : 'thread:event-conversation-parted');
  return (
    <div>
      {open && <Messages conversationId={conversationId} />}
      <p className={lines.event}>
        <span dir="auto">{text}</span>
        {joined && (
          <button type="button" className={styles.link} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'thread:hideMessages' : 'thread:showMessages')}
          </button>
        )}
        <button type="button" className={styles.link} onClick={() => threads.open(conversationId)}>
          {t('thread:openOther')}
        </button>
        <time dateTime={new Date(item.atMs).toISOString()}>{time.format(item.atMs)}</time>
      </p>
    </div>
  );
}
