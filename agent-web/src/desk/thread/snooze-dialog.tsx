import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldTime, snoozeTimes, timeOfField } from '../../state/inbox/snooze-times.ts';
import { useNow } from '../../ui/time.ts';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';

/** What is offered changes by the minute. */
const STEP_MS = 20_000;

export interface SnoozeDialogProps {
  /** What is set aside. */
  readonly whose: ReactNode;
  /** Wall clock; 0 = until the customer writes. */
  readonly onSnooze: (untilMs: number) => void;
  readonly onClose: () => void;
}

/** Sets conversations aside until a time, or until the customer writes. */
export function SnoozeDialog({ whose, onSnooze, onClose }: SnoozeDialogProps) {
  const { t, i18n } = useTranslation('thread');
  const nowMs = useNow(STEP_MS);
  const times = snoozeTimes(nowMs);
  const [chosen, setChosen] = useState('hour');
  const [field, setField] = useState(() => fieldTime(snoozeTimes(nowMs)[1]?.atMs ?? nowMs));
  const shown = new Intl.DateTimeFormat(i18n.language, {
    ...{ weekday: 'short', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  });
  const untilMs = ((): number | undefined => {
    if (chosen === 'answer') return 0;
    if (chosen === 'other') return timeOfField(field, nowMs);
    return times.find(({ name }) => name === chosen)?.atMs;
  })();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (untilMs === undefined) return;
    onSnooze(untilMs);
    onClose();
  };
  const choice = (name: string, label: string, detail: string) => (
    <label key={name} className={styles.choice}>
      <input type="radio" name="until" checked={chosen === name} onChange={() => setChosen(name)} />
      <span>{label}</span>
      {detail !== '' && <small>{detail}</small>}
    </label>
  );
  return (
    <Dialog title={t('snoozeTitle')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {whose}
        <fieldset>
          <legend>{t('snoozeUntil')}</legend>
          {times.map(({ name, atMs }) => choice(name, t(`snooze-${name}`), shown.format(atMs)))}
          {choice('answer', t('snooze-answer'), '')}
          {choice('other', t('snooze-other'), '')}
        </fieldset>
        {chosen === 'other' && (
          <label>
            <span className={styles.label}>{t('snoozeAt')}</span>
            <input
              className={styles.field}
              type="datetime-local"
              min={fieldTime(nowMs)}
              value={field}
              onChange={(event) => setField(event.currentTarget.value)}
            />
          </label>
        )}
        <p className={styles.hint}>{t('snoozeHint')}</p>
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={untilMs === undefined}>
            {t('snoozeNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
