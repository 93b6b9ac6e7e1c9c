import { Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSnapshot } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { useWidget } from '../customer-context.ts';
import chatStyles from './chat.module.css';
import styles from './rating.module.css';
import { ratingDue } from './rating-due.ts';

const STARS = [1, 2, 3, 4, 5] as const;
const MAX_COMMENT_CHARACTERS = 2_000;

interface RatingProps {
  readonly snapshot: ConversationSnapshot;
  /** The call that was just talked in; undefined = none. */
  readonly endedCallId: string | undefined;
}

/** After a conversation was closed, or a call: how it was. Gone once it is told. */
export function Rating({ snapshot, endedCallId }: RatingProps) {
  switch (ratingDue(snapshot, endedCallId)) {
    case 'asked':
      return <RatingForm refused={snapshot.refused} />;
    case 'told':
      return <Rated />;
    case 'no':
      return null;
  }
}

/** The same beside no chat. */
export function CallRating({ callId }: { readonly callId: string }) {
  const { chat } = useWidget();
  return <Rating snapshot={useStore(chat)} endedCallId={callId} />;
}

function Rated() {
  const { t } = useTranslation('chat');
  return (
    <p className={styles.rated} role="status">
      {t('rated')}
    </p>
  );
}

function RatingForm({ refused }: Pick<ConversationSnapshot, 'refused'>) {
  const { t } = useTranslation('chat');
  const { chat } = useWidget();
  const problemText = useProblemText();
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState('');
  return (
    <form
      className={styles.rating}
      onSubmit={(event) => {
        event.preventDefault();
        if (stars > 0) chat.rate(stars, comment.trim());
      }}
    >
      <h2>{t('rateTitle')}</h2>
      <div className={styles.stars} role="radiogroup" aria-label={t('stars')}>
        {STARS.map((count) => (
          <label key={count} data-lit={count <= stars || undefined}>
            <input
              type="radio"
              name="stars"
              checked={stars === count}
              aria-label={t('star', { count })}
              onChange={() => setStars(count)}
            />
            <Star size={30} aria-hidden="true" />
          </label>
        ))}
      </div>
      {stars > 0 && (
        <>
          <textarea
            rows={2}
            dir="auto"
            value={comment}
            maxLength={MAX_COMMENT_CHARACTERS}
            aria-label={t('comment')}
            placeholder={t('commentPlaceholder')}
            onChange={({ currentTarget }) => setComment(currentTarget.value)}
          />
          <button type="submit">{t('rate')}</button>
        </>
      )}
      {refused !== undefined && (
        <p className={chatStyles.problem} role="alert">
          {t('rateFailed')} {problemText(refused).title}
        </p>
      )}
    </form>
  );
}
