import { Button } from '@mantine/core';
import { DEFAULT_QUEUE } from '@weft/proto';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Floor, TransferTarget } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';
import { usePresenceWords } from '../use-presence-words.ts';

/** Characters that go along. */
const MAX_NOTE = 4_000;

export interface TransferDialogProps {
  readonly floor: Floor;
  /** Who asks: nobody transfers to themselves. */
  readonly agentId: string;
  /** What is given away. */
  readonly whose: ReactNode;
  readonly onTransfer: (to: TransferTarget, note: string) => void;
  readonly onClose: () => void;
}

/** Gives conversations to another agent or back to those who wait, in a queue or where the rules put them. */
export function TransferDialog(props: TransferDialogProps) {
  const { floor, agentId, whose, onTransfer, onClose } = props;
  const { t } = useTranslation(['thread']);
  const words = usePresenceWords();
  const { agents, service } = useStore(floor);
  const [target, setTarget] = useState('');
  const [note, setNote] = useState('');
  useEffect(() => floor.watch(), [floor]);
  const others = agents.filter((agent) => agent.agentId !== agentId);
  // Where there is one only, the rules put everything there.
  const named = service.length > 1 ? service.filter(({ queueId }) => queueId !== DEFAULT_QUEUE) : [];

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const [kind, id = ''] = target.split('/');
    if (id === '') return;
    onTransfer(kind === 'queue' ? { queueId: id } : { agentId: id }, note);
    onClose();
  };
  const choice = (value: string, name: string, detail: string) => (
    <label key={value} className={styles.choice}>
      <input
        type="radio"
        name="target"
        value={value}
        checked={target === value}
        onChange={() => setTarget(value)}
      />
      <span>{name}</span>
      {detail !== '' && <small>{detail}</small>}
    </label>
  );
  return (
    <Dialog title={t('thread:transferTitle')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {whose}
        <fieldset>
          <legend>{t('thread:toQueue')}</legend>
          {choice(`queue/${DEFAULT_QUEUE}`, t('thread:toRules'), '')}
          {named.map(({ queueId, title }) =>
            choice(`queue/${queueId}`, t('thread:queueName', { queue: title || queueId }), ''),
          )}
        </fieldset>
        <fieldset>
          <legend>{t('thread:toAgent')}</legend>
          {others.length === 0 && <p className={styles.hint}>{t('thread:noColleagues')}</p>}
          {others.map((other) =>
            choice(`agent/${other.agentId}`, other.displayName || other.agentId, words(other)),
          )}
        </fieldset>
        <label>
          <span className={styles.label}>{t('thread:transferNote')}</span>
          <textarea
            className={styles.field}
            rows={3}
            maxLength={MAX_NOTE}
            dir="auto"
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('thread:cancel')}
          </Button>
          <Button type="submit" disabled={target === ''}>
            {t('thread:transferNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
