import { Button } from '@mantine/core';
import { Plus, Save } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { Overtaken } from '../overtaken.tsx';
import { PlaceHead, SavedSign } from '../place-head.tsx';
import { InvitationCard } from './invitation-card.tsx';

const MAX_RULES = 50;
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** When visitors are invited to write, rule by rule. */
export function InvitationsPlace() {
  const { t } = useTranslation(['admin', 'rules']);
  const { invitations } = useAdmin();
  const snapshot = useStore(invitations);
  useEffect(() => {
    if (!invitations.get().changed) invitations.load();
  }, [invitations]);
  const { rules, changed, saved, step } = snapshot;
  const complete = rules.every(
    ({ ruleId, text }) => ID.test(ruleId) && text.en.trim() !== '' && text.zh.trim() !== '',
  );
  return (
    <>
      <PlaceHead
        title={t('invitations')}
        hint={t('invitationsHint')}
        problem={snapshot.overtaken ? undefined : snapshot.problem}
        loading={step === 'loading'}
      >
        {changed && (
          <span className={styles.chip} data-kind="warn">
            {t('notSaved')}
          </span>
        )}
      </PlaceHead>
      {snapshot.overtaken && (
        <Overtaken text={t('rules:othersSaved')} load={t('rules:load')} onLoad={() => invitations.load()} />
      )}
      {rules.length === 0 && step === 'none' && <p className={styles.none}>{t('noInvitations')}</p>}
      <ol className={styles.stack} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {rules.map((rule, at) => (
          <li key={rule.ruleId}>
            <InvitationCard
              rule={rule}
              number={at + 1}
              first={at === 0}
              last={at === rules.length - 1}
              onChange={(change) => invitations.change(rule.ruleId, change)}
              onMove={(by) => invitations.move(rule.ruleId, by)}
              onRemove={() => invitations.remove(rule.ruleId)}
            />
          </li>
        ))}
      </ol>
      <div className={styles.actions}>
        <Button
          variant="default"
          leftSection={<Plus size={16} aria-hidden="true" />}
          disabled={rules.length >= MAX_RULES || step === 'loading'}
          onClick={() => invitations.add()}
        >
          {t('addInvitation')}
        </Button>
        <Button
          leftSection={<Save size={16} aria-hidden="true" />}
          loading={step === 'saving'}
          disabled={!changed || !complete || step !== 'none'}
          onClick={() => invitations.save()}
        >
          {t('saveInvitations')}
        </Button>
        <SavedSign shown={saved} text={t('savedInvitations')} />
      </div>
    </>
  );
}
