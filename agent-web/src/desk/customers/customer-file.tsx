import { Button } from '@mantine/core';
import { ArrowLeft, Mail, MessageSquareText, Users } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactCard, Customers } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import type { Addressee } from '../begin-dialog.tsx';
import { ContactNotes } from '../context/contact-notes.tsx';
import { Attributes } from '../context/context-pane.tsx';
import { Earlier } from '../context/earlier.tsx';
import { useLeaveFile } from '../context/file-context.ts';
import { Identities } from '../context/identities.tsx';
import { Orders } from '../context/orders.tsx';
import { OwnFields } from '../context/own-fields.tsx';
import { Person } from '../context/person.tsx';
import { Tickets } from '../context/tickets.tsx';
import { useDesk } from '../desk-context.ts';
import styles from './customers.module.css';
import { JoinDialog } from './join-dialog.tsx';

const BeginDialog = lazy(() => import('../begin-dialog.tsx'));

const WAYS = [
  { channel: 'sms', kind: 'phone', icon: MessageSquareText },
  { channel: 'email', kind: 'email', icon: Mail },
] as const;

/** What can be done with somebody besides changing the file. */
function Actions({ customers, contact }: { readonly customers: Customers; readonly contact: ContactCard }) {
  const { t } = useTranslation('customers');
  const accounts = useStore(useDesk().conversations.beginnings);
  const [addressee, setAddressee] = useState<Addressee>();
  const [joining, setJoining] = useState(false);
  const leave = useLeaveFile();
  const name = contact.displayName || t('unnamed');
  const ways = WAYS.flatMap(({ channel, kind, icon }) => {
    const to = contact.identities.find((one) => one.kind === kind)?.shown;
    return to === undefined || !accounts.some((one) => one.channel === channel)
      ? []
      : [{ channel, to, icon }];
  });
  return (
    <div className={styles.actions}>
      {ways.map(({ channel, to, icon: Icon }) => (
        <Button
          key={channel}
          variant="default"
          leftSection={<Icon size={17} aria-hidden="true" />}
          onClick={() => setAddressee({ channel, to, name: contact.displayName })}
        >
          {t(`write-${channel}`)}
        </Button>
      ))}
      <Button
        variant="default"
        leftSection={<Users size={17} aria-hidden="true" />}
        onClick={() => setJoining(true)}
      >
        {t('joinOther')}
      </Button>
      {addressee !== undefined && (
        <Suspense>
          <BeginDialog
            addressee={addressee}
            {...(leave === undefined ? {} : { onBegun: leave })}
            onClose={() => setAddressee(undefined)}
          />
        </Suspense>
      )}
      {joining && <JoinDialog customers={customers} name={name} onClose={() => setJoining(false)} />}
    </div>
  );
}

/** Everything about one customer, whether there is a conversation or not. */
export function CustomerFile({
  customers,
  agentId,
}: {
  readonly customers: Customers;
  readonly agentId: string;
}) {
  const { t } = useTranslation(['customers', 'context', 'inbox']);
  const tell = useProblemText();
  const heading = useId();
  const file = useStore(customers.file);
  const { contact } = file;
  const name = contact?.displayName || t('customers:unnamed');
  return (
    <section className={styles.file} aria-labelledby={heading}>
      <h2 id={heading} className="weft-unseen">
        {t('customers:file', { name })}
      </h2>
      <button type="button" className={styles.back} onClick={() => customers.open('')}>
        <ArrowLeft size={18} aria-hidden="true" /> {t('customers:back')}
      </button>
      <Person name={name} file={file} locale="" />
      {contact !== undefined && <Actions customers={customers} contact={contact} />}
      {file.loading && contact === undefined && (
        <p className={styles.none} role="status">
          {t('customers:loading')}
        </p>
      )}
      {file.problem !== undefined && (
        <p className={styles.failure} role="alert">
          {t('context:notLoaded')} {tell(file.problem).title}
        </p>
      )}
      <div className={styles.parts}>
        {contact !== undefined && (
          <OwnFields
            key={contact.contactId}
            subject="contact"
            values={contact.fields}
            onSet={customers.file.setField}
          />
        )}
        {contact !== undefined && <Identities contact={contact} />}
        {contact !== undefined && <ContactNotes notes={contact.notes} />}
        <Attributes entries={contact?.attributes ?? []} />
        {file.orders !== undefined && (
          <Orders
            orders={file.orders}
            hasAccount={contact?.identities.some(({ kind }) => kind === 'account') ?? false}
          />
        )}
        {file.tickets !== undefined && <Tickets tickets={file.tickets} conversationId="" agentId={agentId} />}
        {file.episodes !== undefined && <Earlier episodes={file.episodes} currentId="" />}
      </div>
    </section>
  );
}
