import { Button } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, AuditSnapshot } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { ChoiceField, TextField } from '../fields.tsx';
import { PlaceHead } from '../place-head.tsx';
import { useWhen } from '../when.ts';
import own from './audit.module.css';

const KNOWN = [
  'rules.saved',
  'rules.restored',
  'agent.skills-set',
  'agent.added',
  'agent.changed',
  'agent.shut-out',
  'agent.let-in',
  'agent.password-renewed',
  'agent.password-changed',
  'agent.signed-in',
  'invitations.replaced',
  'look.changed',
  'intents.saved',
  'intents.restored',
  'macro.added',
  'macro.changed',
  'macro.removed',
  'macro.run',
  'field.added',
  'field.changed',
  'field.removed',
  'webhook.added',
  'webhook.changed',
  'webhook.removed',
  'webhook.sent-again',
  'contact.field-set',
  'conversation.field-set',
  'template.added',
  'template.changed',
  'template.removed',
  'template.approved',
  'template.rejected',
  'audit.seen',
  'contact.seen',
  'contacts.listed',
  'contacts.imported',
  'contacts.exported',
  'tickets.listed',
  'conversation.seen',
  'contact.changed',
  'contact.joined',
  'contact.parted',
  'contact.erased',
  'contact.opted-in',
  'contact.opted-out',
  'conversation.begun',
  'identity.added',
  'identity.removed',
  'note.added',
  'note.edited',
  'contact.created',
  'ratings.seen',
  'node.drained',
  'node.undrained',
  'queue.policy-set',
  'orders.seen',
  'proposal.accepted',
  'proposal.dismissed',
  'ticket.opened',
  'ticket.changed',
  'filter.saved',
  'filter.renamed',
  'filter.removed',
  'channel.menu-changed',
  'channel.menu-removed',
  'dispositions.replaced',
  'channel.changed',
  'channel.deleted',
  'letter.replayed',
  'letter.discarded',
  'store.backed-up',
  'call.listened',
  'call.whispered',
  'call.barged',
  'call.taken-over',
] as const;

const KINDS = [
  'contact',
  'conversation',
  'ticket',
  'template',
  'macro',
  'field',
  'disposition',
  'audit',
  'rules',
  'agent',
  'invitations',
  'look',
  'webhook',
  'channel',
  'intents',
  'call',
  'rating',
  'node',
  'queue',
  'filter',
] as const;

interface RowProps {
  readonly entry: AuditEntry;
  /** Who did it. */
  readonly name: string;
  /** What it was done to; empty = it has no name, or none any more. */
  readonly subject: string;
}

function Row({ entry, name, subject }: RowProps) {
  const { t } = useTranslation('admin');
  const when = useWhen();
  const known = KNOWN.find((action) => action === entry.action);
  const kind = KINDS.find((one) => one === entry.subjectKind);
  const details = Object.keys(entry.detail).length === 0 ? '' : JSON.stringify(entry.detail);
  return (
    <tr>
      <td className={own.when}>{when(entry.atMs)}</td>
      <th scope="row">{name}</th>
      <td>{known === undefined ? entry.action : t(`action-${known}`)}</td>
      <td>
        {kind === undefined ? entry.subjectKind : t(`kind-${kind}`)}
        {subject !== '' && <b>{subject}</b>}
        {entry.subjectId !== '' && <code>{entry.subjectId}</code>}
      </td>
      <td>{details !== '' && <code>{details}</code>}</td>
    </tr>
  );
}

function Entries({ snapshot }: { readonly snapshot: AuditSnapshot }) {
  const { t } = useTranslation('admin');
  const names = new Map(snapshot.people.map(({ agentId, name }) => [agentId, name]));
  if (snapshot.entries.length === 0 && snapshot.step === 'none')
    return <p className={styles.none}>{t('noEntries')}</p>;
  return (
    <div className={styles.scrollBox}>
      <table className={`${styles.table} ${own.entries}`} aria-label={t('audit')}>
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('who')}</th>
            <th scope="col">{t('did')}</th>
            <th scope="col">{t('about')}</th>
            <th scope="col">{t('details')}</th>
          </tr>
        </thead>
        <tbody>
          {snapshot.entries.map((entry) => (
            <Row
              key={entry.entry}
              entry={entry}
              name={names.get(entry.actorId) ?? entry.actorId}
              subject={entry.subjectKind === 'agent' ? (names.get(entry.subjectId) ?? '') : entry.subjectName}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Who saw and changed what. */
export function AuditPlace() {
  const { t } = useTranslation('admin');
  const { audit } = useAdmin();
  const snapshot = useStore(audit);
  const [actorId, setActorId] = useState('');
  const [subjectId, setSubjectId] = useState('');
  useEffect(() => audit.load({ actorId: '', subjectId: '' }), [audit]);
  return (
    <>
      <PlaceHead
        title={t('audit')}
        hint={t('auditHint')}
        problem={snapshot.problem}
        loading={snapshot.step === 'loading'}
      />
      <section className={styles.card} aria-label={t('audit')}>
        <form
          className={own.filter}
          onSubmit={(event) => {
            event.preventDefault();
            audit.load({ actorId, subjectId: subjectId.trim() });
          }}
        >
          <ChoiceField
            label={t('person')}
            value={actorId}
            onChange={setActorId}
            options={[
              ['', t('everybody')],
              ...snapshot.people.map((one) => [one.agentId, one.name] as const),
            ]}
          />
          <TextField label={t('subject')} value={subjectId} maxLength={64} onChange={setSubjectId} />
          <Button
            type="submit"
            variant="default"
            leftSection={<Search size={16} aria-hidden="true" />}
            loading={snapshot.step === 'loading'}
          >
            {t('filter')}
          </Button>
        </form>
        <Entries snapshot={snapshot} />
        {snapshot.more && (
          <Button
            variant="default"
            mt={12}
            disabled={snapshot.step !== 'none'}
            onClick={() => audit.loadMore()}
          >
            {t('more')}
          </Button>
        )}
      </section>
    </>
  );
}
