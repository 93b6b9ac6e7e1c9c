import { Button } from '@mantine/core';
import { KeyRound, Save, UserCheck, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkilledPerson } from '../../state/types.ts';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { SavedSign } from '../place-head.tsx';
import { roleOf, useRoleChoices } from './staff-role.ts';

/** Who somebody is and whether they may sign in. */
export function AccountCard({
  person,
  own,
  saving,
  saved,
}: {
  readonly person: SkilledPerson;
  /** It is the one who looks: nobody takes away what they are themselves. */
  readonly own: boolean;
  readonly saving: boolean;
  readonly saved: boolean;
}) {
  const { t } = useTranslation('admin');
  const { people } = useAdmin();
  const roles = useRoleChoices();
  const was = roleOf(person);
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(was);
  const { agentId, fromFile, active } = person;
  const changed = name.trim() !== person.name || role !== was;
  return (
    <FormCard
      title={t('accountOf', { name: person.name })}
      chips={
        <>
          <span className={styles.chip}>{person.login}</span>
          {!active && (
            <span className={styles.chip} data-kind="warn">
              {t('shutOut')}
            </span>
          )}
        </>
      }
      tight
      onSubmit={() => {
        const change = {
          ...(name.trim() === person.name ? {} : { name: name.trim() }),
          ...(role === was ? {} : { role }),
        };
        if (changed && name.trim() !== '') people.change(agentId, change);
      }}
    >
      {fromFile ? (
        <p className={styles.hint}>
          {roles.find(([one]) => one === was)?.[1]} · {t('fromFile')}
        </p>
      ) : (
        <>
          <div className={fieldStyles.grid}>
            <TextField label={t('personName')} value={name} maxLength={80} dir="auto" onChange={setName} />
            <ChoiceField
              label={t('role')}
              hint={own ? t('ownRole') : t(`roleHint-${role}`)}
              value={role}
              onChange={setRole}
              options={own ? roles.filter(([one]) => one === was) : roles}
            />
          </div>
          <div className={styles.actions} data-apart="">
            <Button
              type="submit"
              variant="default"
              leftSection={<Save size={16} aria-hidden="true" />}
              loading={saving}
              disabled={!changed || name.trim() === ''}
            >
              {t('saveAccount')}
            </Button>
            <RemoveButton
              label={t('newPassword')}
              sure={t('newPasswordNow')}
              icon={KeyRound}
              busy={saving}
              onRemove={() => people.renewPassword(agentId)}
            />
            {!own && active && (
              <RemoveButton
                label={t('shutOutPerson')}
                sure={t('shutOutNow')}
                icon={UserX}
                busy={saving}
                onRemove={() => people.change(agentId, { active: false })}
              />
            )}
            {!active && (
              <Button
                size="sm"
                variant="default"
                leftSection={<UserCheck size={16} aria-hidden="true" />}
                disabled={saving}
                onClick={() => people.change(agentId, { active: true })}
              >
                {t('letIn')}
              </Button>
            )}
            <SavedSign shown={saved} text={t('saved')} />
          </div>
        </>
      )}
    </FormCard>
  );
}
