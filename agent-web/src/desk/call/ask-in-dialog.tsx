import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';
import { usePresenceWords } from '../use-presence-words.ts';

/** Whom to ask into the call, and whether the customer waits meanwhile. */
export function AskInDialog({
  agentId,
  onClose,
}: {
  readonly agentId: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['supervision', 'thread']);
  const { colleagues, conversations } = useDesk();
  const { floor } = conversations;
  const { agents } = useStore(floor);
  const words = usePresenceWords();
  const [chosenId, setChosenId] = useState('');
  const [hold, setHold] = useState(true);
  useEffect(() => floor.watch(), [floor]);
  const others = agents.filter((agent) => agent.agentId !== agentId && agent.presence !== 'offline');
  const chosen = others.find((agent) => agent.agentId === chosenId);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen === undefined) return;
    colleagues.ask(chosen, hold);
    onClose();
  };
  return (
    <Dialog title={t('supervision:askIn')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <fieldset>
          <legend>{t('thread:toAgent')}</legend>
          {others.length === 0 && <p className={styles.hint}>{t('thread:noColleagues')}</p>}
          {others.map((agent) => (
            <label key={agent.agentId} className={styles.choice}>
              <input
                type="radio"
                name="colleague"
                value={agent.agentId}
                checked={chosenId === agent.agentId}
                onChange={() => setChosenId(agent.agentId)}
              />
              <span>{agent.displayName || agent.agentId}</span>
              <small>{words(agent)}</small>
            </label>
          ))}
        </fieldset>
        <label className={styles.choice}>
          <input type="checkbox" checked={hold} onChange={(event) => setHold(event.currentTarget.checked)} />
          <span>{t('supervision:holdMeanwhile')}</span>
        </label>
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('thread:cancel')}
          </Button>
          <Button type="submit" disabled={chosen === undefined}>
            {t('supervision:askInNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
