import { type Conversation, followerIn, MAX_FOLLOWERS } from '@weft/proto';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Thread } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import chips from './chips.module.css';
import styles from './followers.module.css';
import { Part } from './part.tsx';

/** The agents who follow the conversation, whoever has it: any agent adds and removes them. */
export function Followers({ head, thread }: { readonly head: Conversation; readonly thread: Thread }) {
  const { t } = useTranslation('context');
  const { floor } = useDesk().conversations;
  const { agents } = useStore(floor);
  const { followers } = head;
  const others = agents.filter(({ agentId }) => followerIn(head, agentId) === undefined);
  return (
    <Part title={t('followers')}>
      {followers.length === 0 ? (
        <p className={styles.none}>{t('noFollowers')}</p>
      ) : (
        <ul className={chips.list} aria-label={t('followers')}>
          {followers.map(({ agentId, agentName }) => (
            <li key={agentId} className={chips.chip}>
              <span dir="auto">{agentName || agentId}</span>
              <button
                type="button"
                aria-label={t('removeFollower', { name: agentName || agentId })}
                onClick={() => thread.follow([], [agentId])}
              >
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && followers.length < MAX_FOLLOWERS && (
        <select
          className={styles.add}
          aria-label={t('addFollower')}
          // What is chosen is added, and another one may be chosen.
          value=""
          onChange={(event) => thread.follow([event.currentTarget.value], [])}
        >
          <option value="" disabled>
            {t('addFollower')}
          </option>
          {others.map(({ agentId, displayName }) => (
            <option key={agentId} value={agentId}>
              {displayName || agentId}
            </option>
          ))}
        </select>
      )}
    </Part>
  );
}
