import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RuleMark, RulesSnapshot } from '../../state/types.ts';
import styles from './rules.module.css';

const JSON_FAULTS = ['value', 'key', 'colon', 'comma', 'end', 'string', 'twice', 'deep'] as const;

function Words({ mark: { says } }: { readonly mark: RuleMark }) {
  const { t } = useTranslation('rules');
  // The compiler speaks English, as the expressions do.
  if (says.name === 'compiler') return <span lang="en">{says.message}</span>;
  return t(`json-${JSON_FAULTS.find((fault) => fault === says.fault) ?? 'value'}`);
}

/** Whether the document is good, in a few words that are told aloud. */
export function CheckSign({ check, marks }: Pick<RulesSnapshot, 'check' | 'marks'>) {
  const { t } = useTranslation('rules');
  const errors = marks.filter(({ kind }) => kind === 'error').length;
  const warnings = marks.length - errors;
  return (
    <span className={styles.check} role="status" data-check={errors > 0 ? 'wrong' : check}>
      {errors > 0 && (
        <>
          <CircleX size={16} aria-hidden="true" /> {t('errors', { count: errors })}
        </>
      )}
      {errors === 0 && check === 'checking' && (
        <>
          <LoaderCircle size={16} aria-hidden="true" /> {t('checking')}
        </>
      )}
      {errors === 0 && check === 'good' && (
        <>
          <CircleCheck size={16} aria-hidden="true" /> {t('good')}
        </>
      )}
      {errors === 0 && check === 'none' && t('notChecked')}
      {warnings > 0 && (
        <>
          <TriangleAlert size={16} aria-hidden="true" /> {t('warnings', { count: warnings })}
        </>
      )}
    </span>
  );
}

/** What is wrong, each a button that leads to its place. */
export function MarkList({
  marks,
  onGo,
}: {
  readonly marks: readonly RuleMark[];
  readonly onGo: (mark: RuleMark) => void;
}) {
  const { t } = useTranslation('rules');
  if (marks.length === 0) return null;
  return (
    <ul className={styles.marks} aria-label={t('problems')}>
      {marks.map((mark) => (
        <li key={`${mark.path} ${mark.offset} ${mark.kind}`}>
          <button type="button" data-kind={mark.kind} onClick={() => onGo(mark)}>
            {mark.kind === 'error' ? (
              <CircleX size={16} aria-hidden="true" />
            ) : (
              <TriangleAlert size={16} aria-hidden="true" />
            )}
            <b>{t('place', { line: mark.line, column: mark.column })}</b>
            <span>
              <Words mark={mark} />
              {mark.path !== '' && <code>{mark.path}</code>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
