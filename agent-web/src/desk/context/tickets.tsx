import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../state/types.ts';
import styles from './context.module.css';
import { useFile } from './file-context.ts';
import { Part } from './part.tsx';
import { OwnerChoice, StateChoice } from './ticket-choices.tsx';

function TicketRow({ ticket, agentId }: { readonly ticket: Ticket; readonly agentId: string }) {
  const { t } = useTranslation('context');
  const file = useFile();
  const { number } = ticket;
  return (
    <li className={styles.ticket}>
      <p>
        <small>{t('ticketNumber', { number })}</small> <span dir="auto">{ticket.subject}</span>
      </p>
      <StateChoice ticket={ticket} onChange={(state) => file.changeTicket(ticket, { state })} />
      <OwnerChoice
        ticket={ticket}
        agentId={agentId}
        onChange={(ownerId) => file.changeTicket(ticket, { ownerId })}
      />
    </li>
  );
}

function NewTicket({
  conversationId,
  onDone,
}: {
  readonly conversationId: string;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation(['context', 'thread']);
  const file = useFile();
  const [subject, setSubject] = useState('');
  const [creating, setCreating] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (subject.trim() === '' || creating) return;
    setCreating(true);
    // What was written stays until it is a ticket; why it is none yet is told above.
    void file.createTicket(subject, conversationId).then((done) => (done ? onDone() : setCreating(false)));
  };
  return (
    <form className={styles.newTicket} onSubmit={submit}>
      <input
        aria-label={t('context:ticketSubject')}
        placeholder={t('context:ticketSubject')}
        dir="auto"
        maxLength={200}
        aria-busy={creating || undefined}
        // biome-ignore lint/a11y/noAutofocus: the agent has just asked for this field
        autoFocus
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.nativeEvent.isComposing) onDone();
        }}
      />
      <button type="button" className={styles.small} onClick={onDone}>
        {t('thread:cancel')}
      </button>
      <button
        type="submit"
        className={styles.small}
        data-primary
        disabled={subject.trim() === '' || creating}
      >
        {t('context:createTicket')}
      </button>
    </form>
  );
}

/** The customer's tickets with state and owner, and a new one out of the open conversation. */
export function Tickets({
  tickets,
  conversationId,
  agentId,
}: {
  readonly tickets: readonly Ticket[];
  readonly conversationId: string;
  readonly agentId: string;
}) {
  const { t } = useTranslation('context');
  const [creating, setCreating] = useState(false);
  return (
    <Part title={t('tickets')}>
      {tickets.length === 0 && !creating && <p className={styles.none}>{t('noTickets')}</p>}
      <ul className={styles.plain}>
        {tickets.map((ticket) => (
          <TicketRow key={ticket.ticketId} ticket={ticket} agentId={agentId} />
        ))}
      </ul>
      {creating ? (
        <NewTicket conversationId={conversationId} onDone={() => setCreating(false)} />
      ) : (
        <button type="button" className={styles.add} onClick={() => setCreating(true)}>
          <Plus size={16} aria-hidden="true" /> {t('newTicket')}
        </button>
      )}
    </Part>
  );
}
