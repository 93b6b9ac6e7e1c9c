import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskedColleague, CallView } from '../../state/types.ts';
import { useDesk } from '../desk-context.ts';
import { AskInDialog } from './ask-in-dialog.tsx';
import styles from './supervision.module.css';

/** What an agent does with colleagues in their own call: asks one in, hands over, takes the customer back. */
export function ColleagueBar({
  call,
  held,
  asked,
  agentId,
}: {
  readonly call: CallView;
  readonly held: boolean;
  readonly asked: AskedColleague | undefined;
  readonly agentId: string;
}) {
  const { t } = useTranslation('supervision');
  const { colleagues } = useDesk();
  const [asking, setAsking] = useState(false);
  const [guest] = call.guests.filter(({ part }) => part === 'confers');
  const name = guest?.participant?.displayName ?? '';
  return (
    <div className={styles.bar}>
      {guest === undefined ? (
        <>
          <button
            type="button"
            className={styles.action}
            disabled={asked?.state === 'ringing'}
            onClick={() => setAsking(true)}
          >
            {t('askIn')}
          </button>
          {asked?.state === 'ringing' && (
            <button type="button" className={styles.action} onClick={() => colleagues.withdraw()}>
              {t('stopRinging')}
            </button>
          )}
        </>
      ) : (
        <>
          <button type="button" className={styles.action} onClick={() => colleagues.handOver(guest.agentId)}>
            {t('handOver', { name })}
          </button>
          <button
            type="button"
            className={styles.action}
            onClick={() => colleagues.letGo(guest.participant?.participantId ?? '')}
          >
            {t('takeBack')}
          </button>
        </>
      )}
      <p role="status">
        {guest !== undefined && t(held ? 'consulting' : 'conferring', { name })}
        {guest === undefined && asked !== undefined && t(`asked-${asked.state}`, { name: asked.displayName })}
      </p>
      {asking && <AskInDialog agentId={agentId} onClose={() => setAsking(false)} />}
    </div>
  );
}
