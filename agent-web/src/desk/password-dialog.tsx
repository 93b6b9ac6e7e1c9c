import { Alert, Button } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../ui/problem-text.ts';
import { BusyButton } from '../ui/staff/busy-button.tsx';
import { useStore } from '../ui/use-store.ts';
import { useDesk } from './desk-context.ts';
import { Dialog } from './dialog.tsx';
import styles from './form.module.css';

const LEAST = 8;
const MOST = 256;

function PasswordField({
  label,
  name,
  value,
  onChange,
}: {
  readonly label: string;
  readonly name: 'current-password' | 'new-password';
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="password"
        className={styles.field}
        autoComplete={name}
        minLength={name === 'new-password' ? LEAST : 1}
        maxLength={MOST}
        required
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

/** Another password for who sits here. */
export default function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['inbox', 'thread']);
  const { ownPassword } = useDesk();
  const { step, problem } = useStore(ownPassword);
  const tell = useProblemText();
  const [present, setPresent] = useState('');
  const [other, setOther] = useState('');
  useEffect(() => () => ownPassword.forget(), [ownPassword]);
  const notThePresent = problem?.name === 'fault' && problem.code === 'SIGN_IN_REFUSED';
  return (
    <Dialog title={t('inbox:ownPassword')} onClose={onClose}>
      {step === 'saved' ? (
        <div className={styles.form}>
          <p role="status">{t('inbox:passwordSaved')}</p>
          <div className={styles.actions}>
            <Button onClick={onClose}>{t('inbox:done')}</Button>
          </div>
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            ownPassword.change(present, other);
          }}
        >
          <PasswordField
            label={t('inbox:presentPassword')}
            name="current-password"
            value={present}
            onChange={setPresent}
          />
          <PasswordField
            label={t('inbox:otherPassword')}
            name="new-password"
            value={other}
            onChange={setOther}
          />
          <p className={styles.hint}>{t('inbox:passwordHint')}</p>
          {problem !== undefined && (
            <Alert role="alert" color="red" variant="light">
              {notThePresent ? t('inbox:presentWrong') : tell(problem).title}
            </Alert>
          )}
          <div className={styles.actions}>
            <Button variant="default" onClick={onClose}>
              {t('thread:cancel')}
            </Button>
            <BusyButton type="submit" working={step === 'saving'}>
              {t('inbox:savePassword')}
            </BusyButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}
