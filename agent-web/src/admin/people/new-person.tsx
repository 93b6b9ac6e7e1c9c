import { Button } from '@mantine/core';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SkilledPerson, StaffRole } from '../../state/types.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { useRoleChoices } from './staff-role.ts';

/** Lets somebody sign in from now on. */
export function NewPerson({
  known,
  saving,
}: {
  readonly known: readonly SkilledPerson[];
  readonly saving: boolean;
}) {
  const { t } = useTranslation('admin');
  const { people } = useAdmin();
  const roles = useRoleChoices();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<StaffRole>('agent');
  const wanted = login.trim();
  const spaced = /\s/.test(wanted);
  const taken = known.some((one) => one.login.toLowerCase() === wanted.toLowerCase());
  const complete = wanted !== '' && name.trim() !== '' && !spaced && !taken;
  const wrong = taken ? t('loginTaken') : spaced ? t('loginSpaces') : undefined;
  return (
    <FormCard
      title={t('newPerson')}
      tight
      onSubmit={() => {
        if (complete) people.add({ login: wanted, name: name.trim(), role });
      }}
    >
      <p className={styles.hint}>{t('newPersonHint')}</p>
      <div className={fieldStyles.grid}>
        <TextField
          label={t('login')}
          hint={t('loginHint')}
          wrong={wrong}
          value={login}
          maxLength={200}
          onChange={setLogin}
        />
        <TextField label={t('personName')} value={name} maxLength={80} dir="auto" onChange={setName} />
        <ChoiceField
          label={t('role')}
          hint={t(`roleHint-${role}`)}
          value={role}
          onChange={setRole}
          options={roles}
        />
      </div>
      <div className={styles.actions} data-apart="">
        <Button
          type="submit"
          leftSection={<UserPlus size={16} aria-hidden="true" />}
          loading={saving}
          disabled={!complete}
        >
          {t('addPerson')}
        </Button>
      </div>
    </FormCard>
  );
}
