import type { ConversationCounts } from '@weft/proto';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxView, SavedFilter } from '../../state/types.ts';
import styles from './inbox.module.css';

/** What the left column shows: conversations of a view, or the day's calls. */
export type Place = InboxView | 'calls';

/** In the order of their number keys. */
export const PLACES: readonly Place[] = [
  'mine',
  'unassigned',
  'all',
  'mentions',
  'followed',
  'snoozed',
  'closed',
  'calls',
];

function countOf(place: Place, counts: ConversationCounts | undefined): number | undefined {
  return place === 'closed' || place === 'calls' ? undefined : counts?.[place];
}

function ViewButton({
  place,
  current,
  count,
  onChoose,
}: {
  readonly place: Place;
  readonly current: boolean;
  readonly count: number | undefined;
  readonly onChoose: (place: Place) => void;
}) {
  const { t } = useTranslation(['inbox', 'desk']);
  const label = place === 'calls' ? t('desk:calls') : t(`inbox:view-${place}`);
  const id = useId();
  const some = count !== undefined && count > 0;
  return (
    <span className={styles.viewPlace}>
      <button
        type="button"
        className={styles.view}
        aria-current={current}
        aria-describedby={some ? id : undefined}
        onClick={() => onChoose(place)}
      >
        {label}
      </button>
      {/* Beside the button and not in it: the name stays the same whatever the count. */}
      {some && (
        <b
          id={id}
          role="img"
          aria-label={t('inbox:viewCount', { count })}
          className={styles.count}
          data-urgent={place === 'unassigned' || undefined}
        >
          {count > 999 ? '999+' : count}
        </b>
      )}
    </span>
  );
}

/** The views with how many conversations each holds. */
export function Views({
  place,
  saved,
  counts,
  onChoose,
}: {
  readonly place: Place;
  /** The saved filter that is shown: then it is that, and not its view. */
  readonly saved: SavedFilter | undefined;
  readonly counts: ConversationCounts | undefined;
  readonly onChoose: (place: Place) => void;
}) {
  const { t } = useTranslation('inbox');
  return (
    <nav className={styles.views} aria-label={t('views')}>
      {PLACES.map((one) => (
        <ViewButton
          key={one}
          place={one}
          current={one === place && saved === undefined}
          count={countOf(one, counts)}
          onChoose={onChoose}
        />
      ))}
    </nav>
  );
}
