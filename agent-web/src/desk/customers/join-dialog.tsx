import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../state/problem.ts';
import type { CustomerRow, Customers, Problem } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { BusyButton } from '../../ui/staff/busy-button.tsx';
import { Dialog } from '../dialog.tsx';
import form from '../form.module.css';
import { knownBy } from './customer-list.tsx';
import styles from './customers.module.css';

/** Says that somebody else in the list is the same person as the open one. */
export function JoinDialog({
  customers,
  name,
  onClose,
}: {
  readonly customers: Customers;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('customers');
  const tell = useProblemText();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly CustomerRow[]>();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const search = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWorking(true);
    setProblem(undefined);
    try {
      setFound(await customers.others(words.trim()));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setWorking(false);
  };
  const join = async (contactId: string): Promise<void> => {
    if (working) return;
    setWorking(true);
    const refused = await customers.join(contactId);
    setWorking(false);
    setProblem(refused);
    if (refused === undefined) onClose();
  };
  return (
    <Dialog title={t('joinTitle', { name })} onClose={onClose}>
      <form className={form.form} onSubmit={(event) => void search(event)}>
        <p className={styles.hint}>{t('joinHint')}</p>
        <div className={styles.find}>
          <input
            className={form.field}
            type="search"
            aria-label={t('joinSearch')}
            placeholder={t('searchHint')}
            required
            maxLength={80}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <BusyButton type="submit" working={working}>
            {t('joinSearch')}
          </BusyButton>
        </div>
        {found?.length === 0 && (
          <p className={styles.hint} role="status">
            {t('joinNone')}
          </p>
        )}
        <ul className={styles.others}>
          {found?.map((row) => {
            const other = row.displayName || t('unnamed');
            return (
              <li key={row.contactId}>
                <button
                  type="button"
                  className={styles.row}
                  aria-label={t('joinWith', { name: other })}
                  onClick={() => void join(row.contactId)}
                >
                  <strong>
                    <bdi>{other}</bdi>
                    {row.level !== '' && <b>{row.level}</b>}
                  </strong>
                  <small dir="auto">{knownBy(row)}</small>
                </button>
              </li>
            );
          })}
        </ul>
        {problem !== undefined && (
          <p className={form.refusal} role="alert">
            {tell(problem).title} {tell(problem).advice}
          </p>
        )}
      </form>
    </Dialog>
  );
}
