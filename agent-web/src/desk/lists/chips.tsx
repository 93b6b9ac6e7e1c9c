import { type ConversationFilter, OPEN_FILTER } from '@weft/proto';
import { Bookmark, Pencil, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxView, SavedFilter } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import styles from './lists.module.css';
import { usePartName } from './part-name.ts';
import { partsOf, withoutPart } from './parts.ts';

/** Seldom needed: the desk comes without it. */
const SavedFilterDialog = lazy(() => import('./saved-filter-dialog.tsx'));

export interface ChipsProps {
  readonly view: InboxView;
  readonly filter: ConversationFilter;
  /** What the filter is kept as; undefined = it is not. */
  readonly saved: SavedFilter | undefined;
  readonly supervises: boolean;
}

/** What the list is narrowed to, each part with a cross; and the way to keep it. */
export function Chips({ view, filter, saved, supervises }: ChipsProps) {
  const { t } = useTranslation('lists');
  const { inbox, floor } = useDesk().conversations;
  const nameOf = usePartName(useStore(floor), useStore(inbox));
  const [asking, setAsking] = useState(false);
  // Everybody's is a supervisor's to change.
  const mayKeep = saved === undefined || !saved.shared || supervises;
  const label = t(saved === undefined ? 'save' : 'change');
  return (
    <div className={styles.chips}>
      <ul className={styles.chipList} aria-label={t('active')}>
        {partsOf(filter).map((part) => {
          const name = nameOf(part);
          return (
            <li key={`${part.kind} ${part.value}`} className={styles.chip}>
              <span dir="auto">{name}</span>
              <button
                type="button"
                aria-label={t('removeChip', { name })}
                onClick={() => inbox.narrow(withoutPart(filter, part))}
              >
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ul>
      {mayKeep && (
        <button
          type="button"
          className={styles.chipTool}
          aria-label={label}
          title={label}
          aria-haspopup="dialog"
          onClick={() => setAsking(true)}
        >
          {saved === undefined ? (
            <Bookmark size={16} aria-hidden="true" />
          ) : (
            <Pencil size={15} aria-hidden="true" />
          )}
        </button>
      )}
      <button
        type="button"
        className={styles.chipTool}
        aria-label={t('clear')}
        title={t('clear')}
        onClick={() => inbox.narrow(OPEN_FILTER)}
      >
        <X size={16} aria-hidden="true" />
      </button>
      {asking && (
        <Suspense>
          <SavedFilterDialog
            view={view}
            filter={filter}
            saved={saved}
            mayShare={supervises}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
