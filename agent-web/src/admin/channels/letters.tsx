import { Alert, Button } from '@mantine/core';
import { RefreshCw, RotateCcw } from 'lucide-react';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelAccount, DeadLetter } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useFailureText } from '../../ui/staff/failure-text.ts';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { useWhen } from '../when.ts';
import own from './channels.module.css';

function Row({
  letter,
  account,
  busy,
}: {
  readonly letter: DeadLetter;
  readonly account: string;
  readonly busy: boolean;
}) {
  const { t } = useTranslation('channels');
  const { letters } = useAdmin();
  const failureText = useFailureText();
  const when = useWhen();
  const { seq, direction, sourceId, from, text, conversationId, itemSeq, reason, tries } = letter;
  return (
    <tr>
      <td>{when(letter.atMs)}</td>
      <th scope="row">{account}</th>
      <td>
        {t(`direction-${direction}`)}
        <small>
          {direction === 'in' ? sourceId : t('item', { conversation: conversationId, item: itemSeq })}
        </small>
        {(from !== '' || text !== '') && (
          <span className={own.said} dir="auto">
            {[from, text].filter((one) => one !== '').join(': ')}
          </span>
        )}
      </td>
      <td>
        {failureText(reason)}
        {/* What carriers and manuals call it. */}
        {failureText(reason) !== reason && <small>{reason}</small>}
      </td>
      <td>{tries}</td>
      <td>
        <div className={styles.actions}>
          <Button
            size="sm"
            variant="default"
            leftSection={<RotateCcw size={16} aria-hidden="true" />}
            disabled={busy}
            aria-label={t('tryAgainOf', { seq })}
            onClick={() => letters.replay(seq)}
          >
            {t('tryAgain')}
          </Button>
          <RemoveButton label={t('throwAway')} busy={busy} onRemove={() => letters.discard(seq)} />
        </div>
      </td>
    </tr>
  );
}

/** What could not be brought in or sent, to be done again or thrown away. */
export function Letters({ accounts }: { readonly accounts: readonly ChannelAccount[] }) {
  const { t } = useTranslation('channels');
  const { letters: pages } = useAdmin();
  const snapshot = useStore(pages);
  const tell = useProblemText();
  const heading = useId();
  useEffect(() => pages.watch(), [pages]);
  const names = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
  const { step, problem, known, letters, more } = snapshot;
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <h2 id={heading}>{t('letters')}</h2>
      <p className={styles.hint}>{t('lettersHint')}</p>
      {problem !== undefined && (
        <Alert color="red" variant="light" role="alert" mb={10}>
          {tell(problem).title} {tell(problem).advice}
        </Alert>
      )}
      {!known && step === 'loading' && <p className={styles.none}>{t('loading')}</p>}
      {known && letters.length === 0 && !more && <p className={styles.none}>{t('noLetters')}</p>}
      {letters.length > 0 && (
        <div className={styles.scrollBox}>
          <table className={`${styles.table} ${own.letters}`} aria-label={t('letters')}>
            <thead>
              <tr>
                {(['when', 'account', 'what', 'why', 'tries', 'todo'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {letters.map((letter) => (
                <Row
                  key={letter.seq}
                  letter={letter}
                  account={names.get(letter.accountId) ?? letter.accountId}
                  busy={step !== 'none'}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.actions} data-apart="">
        {more && (
          <Button variant="default" disabled={step !== 'none'} onClick={() => pages.loadMore()}>
            {t('moreLetters')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<RefreshCw size={16} aria-hidden="true" />}
          loading={step === 'loading'}
          disabled={step !== 'none'}
          onClick={() => pages.load()}
        >
          {t('loadLetters')}
        </Button>
      </div>
    </section>
  );
}
