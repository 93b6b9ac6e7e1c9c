import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';
import { BusyButton } from '../ui/staff/busy-button.tsx';
import { useStore } from '../ui/use-store.ts';
import { useDesk } from './desk-context.ts';
import { Dialog } from './dialog.tsx';
import styles from './form.module.css';

const LIMITS = { to: 254, name: 80, text: 8_000 } as const;

/** To whom, where that is known before. */
export interface Addressee {
  readonly channel: 'sms' | 'email';
  readonly to: string;
  readonly name: string;
}

/** To write to somebody who did not write first. What is refused stays to be mended. */
export default function BeginDialog({
  addressee,
  onBegun,
  onClose,
}: {
  readonly addressee?: Addressee;
  /** It went out, and its conversation is open. */
  readonly onBegun?: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['inbox', 'thread']);
  const tell = useProblemText();
  const { conversations } = useDesk();
  const accounts = useStore(conversations.beginnings);
  const [accountId, setAccountId] = useState(() => {
    const fitting = accounts.find((one) => one.channel === addressee?.channel) ?? accounts[0];
    return fitting?.accountId ?? '';
  });
  const [words, setWords] = useState({ to: addressee?.to ?? '', name: addressee?.name ?? '', text: '' });
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const channel = accounts.find((one) => one.accountId === accountId)?.channel;
  const set = (field: keyof typeof words, value: string): void => setWords({ ...words, [field]: value });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    const refused = await conversations.begin({ accountId, ...words });
    setSending(false);
    setProblem(refused);
    if (refused !== undefined) return;
    onBegun?.();
    onClose();
  };
  const input = (field: 'to' | 'name', label: string, required: boolean) => (
    <label>
      <span className={styles.label}>{label}</span>
      <input
        className={styles.field}
        type={field === 'name' ? 'text' : channel === 'email' ? 'email' : 'tel'}
        required={required}
        dir="auto"
        maxLength={LIMITS[field]}
        value={words[field]}
        onChange={(event) => set(field, event.currentTarget.value)}
      />
    </label>
  );
  return (
    <Dialog title={t('inbox:begin')} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <label>
          <span className={styles.label}>{t('inbox:beginBy')}</span>
          <select
            className={styles.field}
            value={accountId}
            onChange={(event) => setAccountId(event.currentTarget.value)}
          >
            {accounts.map((one) => (
              <option key={one.accountId} value={one.accountId}>
                {t(`inbox:channel-${one.channel}`)} · {one.name}
              </option>
            ))}
          </select>
        </label>
        {input('to', t(channel === 'email' ? 'inbox:beginMail' : 'inbox:beginNumber'), true)}
        {input('name', t('inbox:beginName'), false)}
        <label>
          <span className={styles.label}>{t('inbox:beginText')}</span>
          <textarea
            className={styles.field}
            rows={5}
            required
            dir="auto"
            maxLength={LIMITS.text}
            value={words.text}
            onChange={(event) => set('text', event.currentTarget.value)}
          />
        </label>
        {problem !== undefined && (
          <p className={styles.refusal} role="alert">
            {tell(problem).title} {tell(problem).advice}
          </p>
        )}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('thread:cancel')}
          </Button>
          <BusyButton type="submit" working={sending}>
            {t('inbox:beginSend')}
          </BusyButton>
        </div>
      </form>
    </Dialog>
  );
}
