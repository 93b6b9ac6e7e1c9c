import { BadgeCheck, Link2, Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ContactCard,
  ContactIdentity,
  ContactJoin,
  JoinProposal,
  JoinReason,
} from '../../state/types.ts';
import styles from './context.module.css';
import { useFile } from './file-context.ts';
import { Part } from './part.tsx';

const KINDS = ['account', 'visitor', 'phone', 'email', 'wechat', 'weibo'] as const;
const kindOf = (kind: string): (typeof KINDS)[number] | 'other' =>
  KINDS.find((one) => one === kind || `${one}-union` === kind) ?? 'other';

/** Why two are taken for one, or may be. */
function Reasons({ reasons }: { readonly reasons: readonly JoinReason[] }) {
  const { t } = useTranslation('context');
  return reasons.map(({ what, kind }) => (
    <small key={`${what} ${kind}`}>{t(`reason-${what}`, { kind: t(`kind-${kindOf(kind)}`) })}</small>
  ));
}

function Join({ join }: { readonly join: ContactJoin }) {
  const { t, i18n } = useTranslation('context');
  const file = useFile();
  const when = new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric' }).format(join.atMs);
  return (
    <li className={styles.join}>
      <Link2 size={15} aria-hidden="true" />
      <div>
        <span dir="auto">{t('joinedWith', { name: join.name, when })}</span>
        <Reasons reasons={join.reasons} />
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
  const file = useFile();
  const { name, score, reasons } = proposal;
  return (
    <li className={styles.proposal}>
      <div>
        <span dir="auto">{name}</span>{' '}
        <small>{t('proposalScore', { percent: Math.round(score * 100) })}</small>
        <Reasons reasons={reasons} />
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

function Identity({ identity }: { readonly identity: ContactIdentity }) {
  const { t } = useTranslation('context');
  const file = useFile();
  const { kind, shown, verified } = identity;
  // What was proven, or is how a channel knows them, is not an agent's to take away.
  const said = !verified && (kind === 'phone' || kind === 'email');
  return (
    <li>
      <span>{t(`kind-${kindOf(kind)}`)}</span>
      <b dir="auto">{shown}</b>
      {verified ? (
        <BadgeCheck size={16} role="img" aria-label={t('verified')} />
      ) : (
        <small>{t('claimed')}</small>
      )}
      {said && (
        <button
          type="button"
          aria-label={t('removeIdentity', { value: shown })}
          onClick={() => file.removeIdentity(identity)}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </li>
  );
}

const SAID = ['phone', 'email'] as const;

function NewIdentity({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['context', 'thread']);
  const file = useFile();
  const [kind, setKind] = useState<(typeof SAID)[number]>('phone');
  const [value, setValue] = useState('');
  const [saving, setSaving] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const done = await file.addIdentity(kind, value.trim());
    setSaving(false);
    if (done) onDone();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <div className={styles.identity}>
        <select
          aria-label={t('context:identityKind')}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value === 'email' ? 'email' : 'phone')}
        >
          {SAID.map((one) => (
            <option key={one} value={one}>
              {t(`context:kind-${one}`)}
            </option>
          ))}
        </select>
        <input
          type={kind === 'phone' ? 'tel' : 'email'}
          aria-label={t('context:identityValue')}
          placeholder={kind === 'phone' ? '+86 138 0000 0000' : 'li@example.com'}
          maxLength={254}
          required
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      </div>
      <div className={styles.formActions}>
        <button type="button" className={styles.small} onClick={onDone}>
          {t('thread:cancel')}
        </button>
        <button type="submit" className={styles.small} data-primary disabled={saving || value.trim() === ''}>
          {t('context:addIdentity')}
        </button>
      </div>
    </form>
  );
}

/** How the customer is recognised, which contacts were found to be the same person and why, with the way back. */
export function Identities({ contact }: { readonly contact: ContactCard }) {
  const { t } = useTranslation('context');
  const { identities, joins, proposals } = contact;
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Part title={t('identities')}>
        {identities.length > 0 && (
          <ul className={styles.identities}>
            {identities.map((identity) => (
              <Identity
                key={`${identity.contactId} ${identity.kind} ${identity.value}`}
                identity={identity}
              />
            ))}
          </ul>
        )}
        {adding ? (
          <NewIdentity onDone={() => setAdding(false)} />
        ) : (
          <button type="button" className={styles.add} onClick={() => setAdding(true)}>
            <Plus size={16} aria-hidden="true" /> {t('newIdentity')}
          </button>
        )}
      </Part>
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
