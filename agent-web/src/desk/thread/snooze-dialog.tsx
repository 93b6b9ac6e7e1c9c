import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldTime, snoozeTimes, timeOfField } from '../../state/inbox/snooze-times.ts';
import type { Thread } from '../../state/types.ts';
import { useNow } from '../../ui/time.ts';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';
import { Whose } from './whose.tsx';

/** What is offered changes by the minute. */
const STEP_MS = 20_000;

/** Sets a conversation aside until a time, or until the customer writes. */
export function SnoozeDialog({ thread, onClose }: { readonly thread: Thread; readonly onClose: () => void }) {
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
    thread.snooze(untilMs);
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
        <Whose thread={thread} />
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
