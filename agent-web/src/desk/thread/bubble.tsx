import type { Conversation, Item } from '@weft/proto';
import { Lock, Mail, MoonStar, Pencil, Trash2 } from 'lucide-react';
import { lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '../../state/types.ts';
import { MessageText } from '../../ui/conversation/message-text.tsx';
import { useFailureText } from '../../ui/staff/failure-text.ts';
import { useSecondPress } from '../../ui/staff/use-second-press.ts';
import { ClaimedMark } from '../claimed-mark.tsx';
import { ChannelIcon } from '../inbox/channel-icon.tsx';
import { AttachmentView } from './attachment-view.tsx';
import styles from './bubble.module.css';
import { EditForm } from './edit-form.tsx';
import { isWithCustomer, statusOf } from './shown-status.ts';
import { StatusMark } from './status-mark.tsx';

/** Few mails are looked at so. */
const OriginalMail = lazy(() => import('./original-mail.tsx'));

/** The way to how a mail looked. */
function Original({ originalId }: { readonly originalId: string }) {
  const { t } = useTranslation('thread');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.original} onClick={() => setOpen(true)}>
        <Mail size={13} aria-hidden="true" /> {t('original')}
      </button>
      {open && (
        <Suspense>
          <OriginalMail originalId={originalId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Body({ item }: { readonly item: Item }) {
  const { t } = useTranslation('thread');
  if (item.deleted) return <p className={styles.gone}>{t('deleted')}</p>;
  if (item.body?.case === 'attachment') return <AttachmentView attachment={item.body.value} />;
  if (item.body?.case === 'text') return <MessageText text={item.body.value} className={styles.text} />;
  if (item.body?.case === 'choices') {
    const { text, choices } = item.body.value;
    return (
      <>
        <MessageText text={text} className={styles.text} />
        <ul className={styles.choices} aria-label={t('choices')}>
          {choices.map(({ label }) => (
            <li key={label} dir="auto">
              {label}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return null;
}

function Heading({
  item,
  name,
  claimed,
}: {
  readonly item: Item;
  readonly name: string;
  readonly claimed: boolean;
}) {
  const { t } = useTranslation('thread');
  return (
    <p className={styles.head}>
      {item.note && (
        <span className={styles.noteSign} title={t('noteHint')}>
          <Lock size={12} aria-hidden="true" /> {t('note')}
        </span>
      )}
      <b>{name}</b>
      {claimed && <ClaimedMark />}
      {item.author?.kind === 'bot' && <span>{t('bot')}</span>}
      {!item.note && <ChannelIcon channel={item.channel} size={13} />}
    </p>
  );
}

/** What is deleted is gone for good, and for everybody where no carrier has it: the first press asks, the second deletes. */
function Remove({ gone, onRemove }: { readonly gone: boolean; readonly onRemove: () => void }) {
  const { t } = useTranslation('thread');
  const { asked, button } = useSecondPress(onRemove);
  const name = t(asked ? (gone ? 'removeHere' : 'removeNow') : 'remove');
  return (
    <button type="button" aria-label={name} title={name} data-asking={asked || undefined} {...button}>
      <Trash2 size={14} aria-hidden="true" />
      {asked && name}
    </button>
  );
}

function Tools({
  item,
  onEdit,
  onRemove,
}: {
  readonly item: Item;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('thread');
  const gone = isWithCustomer(item);
  return (
    <span className={styles.tools}>
      {item.body?.case === 'text' && !gone && (
        <button type="button" aria-label={t('edit')} title={t('edit')} onClick={onEdit}>
          <Pencil size={14} aria-hidden="true" />
        </button>
      )}
      <Remove gone={gone} onRemove={onRemove} />
    </span>
  );
}

export interface BubbleProps {
  readonly item: Item;
  readonly first: boolean;
  readonly head: Conversation | undefined;
  readonly agentId: string;
  readonly thread: Thread;
}

/** One message or note. The customer's at the left, agents' at the right, notes in yellow. */
export const Bubble = memo(
  function Bubble({ item, first, head, agentId, thread }: BubbleProps) {
    const { t, i18n } = useTranslation(['thread', 'desk']);
    const [editing, setEditing] = useState(false);
    const failureText = useFailureText();
    const status = statusOf(item, head);
    const customer = item.author?.kind === 'customer';
    const own = item.author?.kind === 'agent' && item.author.id === agentId && !item.deleted;
    // The session had no name when they wrote, or none that is known here.
    const claimed = customer && head?.contactNameClaimed === true;
    const name =
      (claimed ? head.contactName : item.author?.displayName) ||
      (customer ? head?.contactName || t('desk:unnamedCustomer') : t('thread:agentOf'));
    const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
    const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
    const { live } = thread;
    // Why it was not is told above the conversation.
    const remove = (): void => void live.edit(item.seq, '');
    return (
      <article
        className={styles.bubble}
        data-side={item.note ? 'note' : customer ? 'customer' : 'agent'}
        data-first={first || undefined}
        data-failed={status === 'failed' || undefined}
      >
        {first && <Heading item={item} name={name} claimed={claimed} />}
        <div className={styles.body}>
          {editing && item.body?.case === 'text' ? (
            <EditForm
              text={item.body.value}
              onSave={(text) => live.edit(item.seq, text)}
              onDone={() => setEditing(false)}
            />
          ) : (
            <Body item={item} />
          )}
          {item.originalId !== '' && <Original originalId={item.originalId} />}
          <span className={styles.meta}>
            {item.editedAtMs > 0 && !item.deleted && <span>{t('thread:edited')}</span>}
            <time dateTime={new Date(item.atMs).toISOString()}>{time.format(item.atMs)}</time>
            {status !== undefined && <StatusMark status={status} />}
          </span>
          {own && !editing && <Tools item={item} onEdit={() => setEditing(true)} onRemove={remove} />}
        </div>
        {status === 'held' && (
          <p className={styles.held}>
            <span>
              <MoonStar size={14} aria-hidden="true" />
              {t('thread:heldUntil', { time: day.format(item.heldUntilMs) })}
            </span>
            <button type="button" onClick={remove}>
              {t('thread:callOff')}
            </button>
          </p>
        )}
        {status === 'failed' && (
          <p className={styles.failure} role="alert">
            {t('thread:status-failed')}
            {item.failure !== '' && `: ${failureText(item.failure)}`}
            <button type="button" onClick={() => thread.resend(item.seq)}>
              {t('thread:resend')}
            </button>
          </p>
        )}
      </article>
    );
  },
  // The head changes with every message; a bubble shows only how far the customer has got with it, and their name.
  (before, now) =>
    before.item === now.item &&
    before.first === now.first &&
    before.thread === now.thread &&
    before.agentId === now.agentId &&
    before.head?.contactName === now.head?.contactName &&
    before.head?.contactNameClaimed === now.head?.contactNameClaimed &&
    statusOf(before.item, before.head) === statusOf(now.item, now.head),
);
