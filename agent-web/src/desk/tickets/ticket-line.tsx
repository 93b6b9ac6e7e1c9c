import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketList, TicketRow } from '../../state/types.ts';
import { OwnerChoice, StateChoice } from '../context/ticket-choices.tsx';
import { useDesk } from '../desk-context.ts';
import styles from './tickets.module.css';

/** One ticket: what it is about, whose customer it is for, and what can be done with it at once. */
export const TicketLine = memo(function TicketLine({
  row,
  list,
  agentId,
  onFile,
}: {
  readonly row: TicketRow;
  readonly list: TicketList;
  readonly agentId: string;
  readonly onFile: () => void;
}) {
  const { t, i18n } = useTranslation(['tickets', 'context', 'desk']);
  const { conversations } = useDesk();
  const { number, subject, contactId, createdAtMs } = row;
  const name = row.contactName || t('desk:unnamedCustomer');
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(createdAtMs);
  const open = async (): Promise<void> => {
    const customers = await conversations.customers();
    customers.open(contactId);
    onFile();
  };
  return (
    <li className={styles.row}>
      <p>
        <small>{t('context:ticketNumber', { number })}</small> <span dir="auto">{subject}</span>
      </p>
      {contactId === '' ? (
        <small>{t('tickets:noCustomer')}</small>
      ) : (
        <button
          type="button"
          className={styles.customer}
          title={t('tickets:customer', { name })}
          onClick={() => void open().catch(() => undefined)}
        >
          <bdi>{name}</bdi>
        </button>
      )}
      <small className={styles.day}>{t('tickets:opened', { ago: day })}</small>
      <StateChoice ticket={row} onChange={(state) => list.change(row, { state })} />
      <OwnerChoice ticket={row} agentId={agentId} onChange={(ownerId) => list.change(row, { ownerId })} />
    </li>
  );
});
