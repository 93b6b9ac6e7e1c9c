import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';
import { DISPOSITIONS } from './dispositions.ts';

export interface CloseDialogProps {
  /** What is closed. */
  readonly whose: ReactNode;
  readonly onEnd: (disposition: string) => void;
  readonly onClose: () => void;
}

/** Ends conversations and says what came of them: one of the usual outcomes, or the agent's own words. */
export function CloseDialog({ whose, onEnd, onClose }: CloseDialogProps) {
  const { t } = useTranslation('thread');
  const [chosen, setChosen] = useState<string>(DISPOSITIONS[0]);
  const [words, setWords] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onEnd(words.trim() || chosen);
    onClose();
  };
  return (
    <Dialog title={t('closeTitle')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {whose}
        <fieldset>
          <legend>{t('disposition')}</legend>
          {DISPOSITIONS.map((one) => (
            <label key={one} className={styles.choice}>
              <input
                type="radio"
                name="disposition"
                checked={words.trim() === '' && chosen === one}
                onChange={() => {
                  setChosen(one);
                  setWords('');
                }}
              />
              <span>{t(`disposition-${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <label>
          <span className={styles.label}>{t('dispositionOther')}</span>
          <input
            className={styles.field}
            dir="auto"
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit">{t('closeNow')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
