import { Button } from '@mantine/core';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow, Customers } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { ClaimedMark } from '../claimed-mark.tsx';
import { SearchField } from '../search-field.tsx';
import { CustomerNarrowingFields } from './customer-narrowing.tsx';
import styles from './customers.module.css';
import { NewCustomerDialog } from './new-customer-dialog.tsx';

/** What tells one of two namesakes from the other: numbers and addresses before a browser's or an app's key. */
const ORDER = ['phone', 'email', 'account'];

/** One line of how somebody is known; empty = by nothing that people can read. */
export const knownBy = ({ identities }: CustomerRow): string =>
  ORDER.flatMap((kind) => identities.filter((one) => one.kind === kind).map(({ shown }) => shown)).join(
    ' · ',
  );

function Row({
  row,
  open,
  onOpen,
}: {
  readonly row: CustomerRow;
  readonly open: boolean;
  readonly onOpen: () => void;
}) {
  const { t } = useTranslation('customers');
  const line = knownBy(row);
  return (
    <li>
      <button type="button" className={styles.row} aria-current={open || undefined} onClick={onOpen}>
        <strong>
          <bdi>{row.displayName || t('unnamed')}</bdi>
          {row.nameClaimed && <ClaimedMark />}
          {row.level !== '' && <b>{row.level}</b>}
        </strong>
        {line !== '' && <small dir="auto">{line}</small>}
      </button>
    </li>
  );
}

/** Everybody, or those who are searched for. */
export function CustomerList({ customers }: { readonly customers: Customers }) {
  const { t } = useTranslation('customers');
  const tell = useProblemText();
  const [creating, setCreating] = useState(false);
  const { search, level, kind, rows, loading, more, problem, openId } = useStore(customers);
  const everybody = search === '' && level === '' && kind === 'any';
  return (
    <section className={styles.column} aria-label={t('list')}>
      <header className={styles.head}>
        <div className={styles.title}>
          <h1>{t('title')}</h1>
          <button
            type="button"
            aria-label={t('create')}
            title={t('create')}
            onClick={() => setCreating(true)}
          >
            <UserPlus size={19} aria-hidden="true" />
          </button>
        </div>
        <SearchField
          value={search}
          label={t('search')}
          hint={t('searchHint')}
          clear={t('clearSearch')}
          onSearch={(words) => customers.search(words)}
        />
        <CustomerNarrowingFields customers={customers} />
      </header>
      {problem !== undefined && (
        <div className={styles.failure} role="alert">
          <p>
            {t('notLoaded')} {tell(problem).title}
          </p>
          <Button size="xs" variant="default" onClick={() => customers.renew()}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
      {loading === 'first' && rows.length === 0 && (
        <p className={styles.none} role="status">
          {t('loading')}
        </p>
      )}
      {loading === 'none' && rows.length === 0 && problem === undefined && (
        <p className={styles.none} role="status">
          {everybody && t('none')}
          {!everybody && (search === '' ? t('noneSuch') : t('noneFound', { words: search }))}
        </p>
      )}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <Row
            key={row.contactId}
            row={row}
            open={row.contactId === openId}
            onOpen={() => customers.open(row.contactId)}
          />
        ))}
        {more && (
          <li>
            <button
              type="button"
              className={styles.more}
              aria-busy={loading === 'more' || undefined}
              onClick={() => customers.more()}
            >
              {t(loading === 'more' ? 'loading' : 'more')}
            </button>
          </li>
        )}
      </ul>
      {creating && <NewCustomerDialog customers={customers} onClose={() => setCreating(false)} />}
    </section>
  );
}
