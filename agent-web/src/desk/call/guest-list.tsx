import type { CallGuest } from '@weft/proto';
import { Ear, MessageCircleMore, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '../../state/types.ts';
import styles from './supervision.module.css';

const ICONS = {
  listens: Ear,
  whispers: MessageCircleMore,
  barges: Users,
  confers: Users,
  unspecified: Users,
};

function useGuestLine(call: CallView): (guest: CallGuest) => string {
  const { t } = useTranslation('supervision');
  return ({ participant, part }) => {
    const name = participant?.displayName ?? '';
    if (part === 'whispers' && call.part === 'unspecified') return t('part-whispers-you', { name });
    const shown = part === 'unspecified' ? 'barges' : part;
    return t(`part-${shown}`, { name, agent: call.agent?.displayName ?? '' });
  };
}

/** Who else is in the call, in plain words: nobody listens to an agent unseen. */
export function GuestList({ call }: { readonly call: CallView }) {
  const { t } = useTranslation('supervision');
  const lineOf = useGuestLine(call);
  if (call.guests.length === 0) return null;
  return (
    <ul className={styles.guests} aria-label={t('whoElse')} aria-live="polite">
      {call.guests.map((guest) => {
        const Icon = ICONS[guest.part];
        return (
          <li key={guest.participant?.participantId}>
            <Icon size={14} aria-hidden="true" /> {lineOf(guest)}
          </li>
        );
      })}
    </ul>
  );
}
