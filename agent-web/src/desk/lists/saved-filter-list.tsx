import { Users } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxSnapshot, SavedFilter } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import styles from './lists.module.css';
import { asksSame } from './parts.ts';

/** What the list shows is kept as; undefined = it is not, or words are looked for in it. */
export const savedAs = (
  kept: readonly SavedFilter[],
  { view, filter, search }: InboxSnapshot,
): SavedFilter | undefined =>
  search === '' ? kept.find((one) => one.view === view && asksSame(one.filter, filter)) : undefined;

function SavedFilterButton({ saved, current }: { readonly saved: SavedFilter; readonly current: boolean }) {
  const { t } = useTranslation('lists');
  const { inbox } = useDesk().conversations;
  const id = useId();
  const { name, count, shared } = saved;
  return (
    <li className={styles.saved}>
      <button
        type="button"
        aria-current={current}
        aria-describedby={id}
        title={name}
        onClick={() => inbox.show(saved.view, saved.filter)}
      >
        <span dir="auto">{name}</span>
      </button>
      {shared && <Users size={13} role="img" aria-label={t('shared')} />}
      {/* Beside the button and not in it: the name stays the same whatever the count. */}
      <b id={id} role="img" aria-label={t('countOf', { count })} data-none={count === 0 || undefined}>
        {count > 999 ? '999+' : count}
      </b>
    </li>
  );
}

/** The filters that are kept, with how many conversations each has. */
export function SavedFilterList({ current }: { readonly current: SavedFilter | undefined }) {
  const { t } = useTranslation('lists');
  const { savedFilters } = useDesk().conversations;
  const kept = useStore(savedFilters);
  if (kept.length === 0) return null;
  return (
    <nav aria-label={t('saved')}>
      <ul className={styles.savedList}>
        {kept.map((saved) => (
          <SavedFilterButton key={saved.filterId} saved={saved} current={saved === current} />
        ))}
      </ul>
    </nav>
  );
}
