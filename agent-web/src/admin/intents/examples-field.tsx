import { CircleX, Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExampleMark, IntentDraft, IntentLanguage } from '../../state/types.ts';
import { useIntentName } from '../../ui/intent-name.ts';
import { TextField } from '../fields.tsx';
import styles from './intents.module.css';

/** Four hundred lines as long as they may be. */
const MAX_TEXT = 81_000;
/** What is wrong in so many lines is told one by one. */
const MAX_MARKS = 8;

function MarkText({ mark }: { readonly mark: ExampleMark }) {
  const { t } = useTranslation('intents');
  const nameOf = useIntentName();
  const { line } = mark;
  switch (mark.kind) {
    case 'twice':
      return t('mark-twice', { line, first: mark.first });
    case 'elsewhere':
      return t('mark-elsewhere', { line, intent: nameOf(mark.intent) });
    case 'empty':
    case 'wordless':
    case 'long':
    case 'many':
      return t(`mark-${mark.kind}`, { line });
  }
}

const isLeftOut = ({ kind }: ExampleMark): boolean => kind === 'empty' || kind === 'twice';

/** The examples of one language, one a line, with what is to be said of a line below. */
export function ExamplesField({
  language,
  draft,
  onChange,
}: {
  readonly language: IntentLanguage;
  readonly draft: IntentDraft;
  readonly onChange: (lines: string) => void;
}) {
  const { t } = useTranslation('intents');
  const marks = draft.marks[language];
  // What keeps it from being saved stands first.
  const sorted = [...marks].sort((a, b) => Number(isLeftOut(a)) - Number(isLeftOut(b)));
  const more = marks.length - MAX_MARKS;
  return (
    <div className={styles.examples}>
      <TextField
        label={t(`examples-${language}`)}
        hint={t('examplesHint', { count: draft.counts[language] })}
        value={draft.lines[language]}
        lines={12}
        maxLength={MAX_TEXT}
        dir="auto"
        onChange={onChange}
      />
      <div role="status">
        {marks.length > 0 && (
          <ul className={styles.marks} aria-label={t(`marks-${language}`)}>
            {sorted.slice(0, MAX_MARKS).map((mark) => (
              <li key={mark.line} data-kind={isLeftOut(mark) ? undefined : 'wrong'}>
                {isLeftOut(mark) ? (
                  <Info size={15} aria-hidden="true" />
                ) : (
                  <CircleX size={15} aria-hidden="true" />
                )}
                <span>
                  <MarkText mark={mark} />
                </span>
              </li>
            ))}
            {more > 0 && <li>{t('moreMarks', { count: more })}</li>}
          </ul>
        )}
      </div>
    </div>
  );
}
