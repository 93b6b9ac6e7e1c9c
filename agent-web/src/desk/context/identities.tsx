import { BadgeCheck, Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactCard, ContactJoin, JoinProposal } from '../../state/types.ts';
import { useDesk } from '../desk-context.ts';
import styles from './context.module.css';
import { Part } from './part.tsx';

const KINDS = ['account', 'visitor', 'phone', 'email', 'wechat', 'weibo'] as const;
const kindOf = (kind: string): (typeof KINDS)[number] | 'other' =>
  KINDS.find((one) => one === kind) ?? 'other';

function Join({ join }: { readonly join: ContactJoin }) {
  const { t, i18n } = useTranslation('context');
  const { file } = useDesk().conversations;
  const when = new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric' }).format(join.atMs);
  return (
    <li className={styles.join}>
      <Link2 size={15} aria-hidden="true" />
      <div>
        <span dir="auto">{t('joinedWith', { name: join.name, when })}</span>
        {join.reasons.map((reason) => (
          <small key={reason} dir="auto">
            {reason}
          </small>
        ))}
      </div>
      <button
        type="button"
        className={styles.small}
        aria-label={t('undoJoin', { name: join.name })}
        onClick={() => file.part(join.joinId)}
      >
        {t('undo')}
      </button>
    </li>
  );
}

function Proposal({ proposal }: { readonly proposal: JoinProposal }) {
  const { t } = useTranslation('context');
  const { file } = useDesk().conversations;
  const { name, score, reasons } = proposal;
  return (
    <li className={styles.proposal}>
      <div>
        <span dir="auto">{name}</span>{' '}
        <small>{t('proposalScore', { percent: Math.round(score * 100) })}</small>
        {reasons.map((reason) => (
          <small key={reason} dir="auto">
            {reason}
          </small>
        ))}
      </div>
      <button
        type="button"
        className={styles.small}
        aria-label={t('joinWith', { name })}
        onClick={() => file.settle(proposal, true)}
      >
        {t('join')}
      </button>
      <button
        type="button"
        className={styles.small}
        aria-label={t('notSameAs', { name })}
        onClick={() => file.settle(proposal, false)}
      >
        {t('notSame')}
      </button>
    </li>
  );
}

/** How the customer is recognised, which contacts were found to be the same person and why, with the way back. */
export function Identities({ contact }: { readonly contact: ContactCard }) {
  const { t } = useTranslation('context');
  const { identities, joins, proposals } = contact;
  return (
    <>
      {identities.length > 0 && (
        <Part title={t('identities')}>
          <ul className={styles.identities}>
            {identities.map(({ kind, shown, verified }) => (
              <li key={`${kind}-${shown}`}>
                <span>{t(`kind-${kindOf(kind)}`)}</span>
                <b dir="auto">{shown}</b>
                {verified ? (
                  <BadgeCheck size={16} role="img" aria-label={t('verified')} />
                ) : (
                  <small>{t('claimed')}</small>
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {joins.length > 0 && (
        <Part title={t('joined')}>
          <ul className={styles.plain}>
            {joins.map((join) => (
              <Join key={join.joinId} join={join} />
            ))}
          </ul>
        </Part>
      )}
      {proposals.length > 0 && (
        <Part title={t('proposals')}>
          <ul className={styles.plain}>
            {proposals.map((proposal) => (
              <Proposal key={proposal.contactId} proposal={proposal} />
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}
