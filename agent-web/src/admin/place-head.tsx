import { Alert, Loader } from '@mantine/core';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';
import styles from './admin.module.css';

/** What stands above every place: its name, what it is for, what went wrong. */
export function PlaceHead({
  title,
  hint,
  problem,
  loading,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly problem: Problem | undefined;
  readonly loading: boolean;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('admin');
  const tell = useProblemText();
  const told = problem === undefined ? undefined : tell(problem);
  return (
    <>
      <header className={styles.head}>
        <h1>{title}</h1>
        {loading && (
          <span className={styles.loading}>
            <Loader size={16} /> {t('loading')}
          </span>
        )}
        {children}
        <p>{hint}</p>
      </header>
      {told !== undefined && (
        <Alert color="red" variant="light" role="alert">
          {told.title} {told.advice}
        </Alert>
      )}
    </>
  );
}

/** That something was saved, told where it was; nothing while it was not. */
export function SavedSign({ shown, text }: { readonly shown: boolean; readonly text: string }) {
  return (
    <span role="status" className={styles.savedSign}>
      {shown && (
        <>
          <Check size={16} aria-hidden="true" /> {text}
        </>
      )}
    </span>
  );
}
