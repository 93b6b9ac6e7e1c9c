import { type RefObject, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleMark } from '../../state/types.ts';
import styles from './editor.module.css';
import { cutAt, tokensOf } from './highlight.ts';

/** Coloured up to so many characters; a longer document is shown plainly, so that typing stays quick. */
const MAX_COLOURED = 60_000;

function Painted({ text, marks }: { readonly text: string; readonly marks: readonly RuleMark[] }) {
  const tokens = useMemo(() => {
    if (text.length > MAX_COLOURED) return [{ kind: 'plain', text, offset: 0 } as const];
    return cutAt(
      tokensOf(text),
      marks.flatMap(({ offset, end }) => [offset, end]),
    );
  }, [text, marks]);
  return tokens.map((token) => {
    const mark = marks.find(({ offset, end }) => token.offset >= offset && token.offset < end);
    return (
      <span key={token.offset} data-kind={token.kind} data-mark={mark?.kind}>
        {token.text}
      </span>
    );
  });
}

/** The document, with line numbers, colours, and what is wrong underlined. */
export function Editor({
  text,
  marks,
  empty,
  area,
  onEdit,
}: {
  readonly text: string;
  readonly marks: readonly RuleMark[];
  /** There is nothing to be changed yet. */
  readonly empty: boolean;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly onEdit: (text: string) => void;
}) {
  const { t } = useTranslation('rules');
  const id = useId();
  const lines = useMemo(() => text.split('\n').length, [text]);
  const wrong = new Map(marks.map(({ line, kind }) => [line, kind]));
  return (
    <div className={styles.editor}>
      <div className={styles.gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <span key={at} data-mark={wrong.get(at + 1)}>
            {at + 1}
          </span>
        ))}
      </div>
      <div className={styles.paper}>
        <pre className={styles.paint} aria-hidden="true">
          <Painted text={text} marks={marks} />
          {'\n'}
        </pre>
        <textarea
          ref={area}
          className={styles.area}
          aria-label={t('editor')}
          aria-describedby={id}
          aria-invalid={marks.some(({ kind }) => kind === 'error')}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          wrap="off"
          readOnly={empty}
          dir="ltr"
          value={text}
          onChange={(event) => onEdit(event.target.value)}
        />
        <span id={id} className="weft-unseen">
          {t('editorHelp')}
        </span>
      </div>
    </div>
  );
}
