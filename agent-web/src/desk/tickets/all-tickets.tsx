import { Button } from '@mantine/core';
import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TicketList, TicketWish } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { SearchField } from '../search-field.tsx';
import { TicketLine } from './ticket-line.tsx';
import styles from './tickets.module.css';
import type { TicketsPlaceProps } from './tickets-place.tsx';

const CHOICES = {
  whose: ['mine', 'nobody', 'all'],
  state: ['unsettled', 'settled', 'all'],
  order: ['newest', 'oldest'],
} as const satisfies { readonly [Name in keyof TicketWish]?: readonly TicketWish[Name][] };

/** One of the three things that the list is narrowed and ordered by. */
function Choice<Name extends keyof typeof CHOICES>({
  name,
  value,
  label,
  nameOf,
  onChoose,
}: {
  readonly name: Name;
  readonly value: string;
  readonly label: string;
  readonly nameOf: (option: (typeof CHOICES)[Name][number]) => string;
  readonly onChoose: (option: (typeof CHOICES)[Name][number]) => void;
}) {
  const options: readonly (typeof CHOICES)[Name][number][] = CHOICES[name];
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = options.find((one) => one === event.currentTarget.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {options.map((one) => (
        <option key={one} value={one}>
          {nameOf(one)}
        </option>
      ))}
    </select>
  );
}

function Failure({ words, onAgain }: { readonly words: string; readonly onAgain: () => void }) {
  const { t } = useTranslation('tickets');
  return (
    <div className={styles.failure} role="alert">
      <p>{words}</p>
      <Button size="xs" variant="default" onClick={onAgain}>
        {t('tryAgain')}
      </Button>
    </div>
  );
}

/** The list with what it is narrowed to, page by page. */
export function AllTickets({ list, agentId, onFile }: TicketsPlaceProps & { readonly list: TicketList }) {
  const { t } = useTranslation('tickets');
  const tell = useProblemText();
  const { wish, rows, loading, more, problem, refusal } = useStore(list);
  const first = loading === 'first';
  return (
    <main id="content" className={styles.place} tabIndex={-1} aria-label={t('list')}>
      <header className={styles.head}>
        <h1>{t('title')}</h1>
        <button type="button" aria-label={t('renew')} title={t('renew')} onClick={() => list.renew()}>
          <RotateCw size={18} aria-hidden="true" />
        </button>
        <div className={styles.search}>
          <SearchField
            value={wish.search}
            label={t('search')}
            hint={t('searchHint')}
            clear={t('clearSearch')}
            onSearch={(search) => list.wish({ search })}
          />
        </div>
        <Choice
          name="whose"
          label={t('whose')}
          value={wish.whose}
          nameOf={(one) => t(`whose-${one}`)}
          onChoose={(whose) => list.wish({ whose })}
        />
        <Choice
          name="state"
          label={t('state')}
          value={wish.state}
          nameOf={(one) => t(`state-${one}`)}
          onChoose={(state) => list.wish({ state })}
        />
        <Choice
          name="order"
          label={t('order')}
          value={wish.order}
          nameOf={(one) => t(`order-${one}`)}
          onChoose={(order) => list.wish({ order })}
        />
      </header>
      {problem !== undefined && (
        <Failure words={`${t('notLoaded')} ${tell(problem).title}`} onAgain={() => list.renew()} />
      )}
      {refusal !== undefined && (
        <p className={styles.failure} role="alert">
          {t('notChanged')} {tell(refusal).title}
        </p>
      )}
      <p className={styles.none} role="status">
        {first && t('loading')}
        {!first &&
          rows.length === 0 &&
          problem === undefined &&
          (wish.search === '' ? t('none') : t('noneFound', { words: wish.search }))}
      </p>
      <ul className={styles.rows} aria-label={t('list')} aria-busy={loading !== 'none' || undefined}>
        {rows.map((row) => (
          <TicketLine key={row.ticketId} row={row} list={list} agentId={agentId} onFile={onFile} />
        ))}
        {more && (
          <li>
            <button
              type="button"
              className={styles.more}
              aria-busy={loading === 'more' || undefined}
              onClick={() => list.more()}
            >
              {t(loading === 'more' ? 'loading' : 'more')}
            </button>
          </li>
        )}
      </ul>
    </main>
  );
}
