import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customers, NewCustomer, Problem } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { BusyButton } from '../../ui/staff/busy-button.tsx';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';

const FIELDS = [
  { field: 'displayName', label: 'name', type: 'text', most: 80 },
  { field: 'phone', label: 'phone', type: 'tel', most: 254 },
  { field: 'email', label: 'email', type: 'email', most: 254 },
] as const;

/** Writes down somebody who never wrote. What is refused stays to be mended. */
export function NewCustomerDialog({
  customers,
  onClose,
}: {
  readonly customers: Customers;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customers');
  const tell = useProblemText();
  const [values, setValues] = useState<NewCustomer>({ displayName: '', phone: '', email: '' });
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const refused = await customers.create(values);
    setSaving(false);
    setProblem(refused);
    if (refused === undefined) onClose();
  };
  return (
    <Dialog title={t('create')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {FIELDS.map(({ field, label, type, most }) => (
          <label key={field}>
            <span className={styles.label}>{t(label)}</span>
            <input
              className={styles.field}
              type={type}
              dir="auto"
              required={field === 'displayName'}
              maxLength={most}
              value={values[field]}
              onChange={({ currentTarget: { value } }) => setValues({ ...values, [field]: value })}
            />
          </label>
        ))}
        {problem !== undefined && (
          <p className={styles.refusal} role="alert">
            {tell(problem).title} {tell(problem).advice}
          </p>
        )}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <BusyButton type="submit" working={saving}>
            {t('keep')}
          </BusyButton>
        </div>
      </form>
    </Dialog>
  );
}
