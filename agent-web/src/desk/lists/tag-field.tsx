import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import form from '../form.module.css';
import styles from './lists.module.css';

/** Characters of one tag; the control plane keeps no more. */
const MAX_TAG = 40;

/** A conversation has no more of them. */
const MAX_TAGS = 12;

/** As the control plane keeps it, as far as a page knows: chips look the same before and after it was asked. */
const kept = (raw: string): string =>
  raw
    .trim()
    .replace(/^[#＃]/u, '')
    .toLowerCase()
    .replace(/\s+/g, '-');

/** Tags that are being named. */
export interface NamedTags {
  readonly tags: readonly string[];
  /** What stands in the field, not yet added. */
  readonly written: string;
  /** Those, and what is written: who presses the form's button with a tag in the field means that, too. */
  readonly all: readonly string[];
  readonly setTags: (tags: readonly string[]) => void;
  readonly setWritten: (written: string) => void;
}

export function useNamedTags(initial: readonly string[]): NamedTags {
  const [tags, setTags] = useState(initial);
  const [written, setWritten] = useState('');
  const tag = kept(written);
  const all = tag === '' || tags.includes(tag) ? tags : [...tags, tag].slice(0, MAX_TAGS);
  return { tags, written, all, setTags, setWritten };
}

/** Several tags, each with a cross. Enter adds the one that is written. */
export function TagField({
  named,
  known,
}: {
  readonly named: NamedTags;
  /** What is offered. */
  readonly known: readonly string[];
}) {
  const { t } = useTranslation(['lists', 'context']);
  const suggestions = useId();
  const { tags, written, all, setTags, setWritten } = named;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || written.trim() === '') return;
    event.preventDefault();
    setTags(all);
    setWritten('');
  };
  return (
    <div>
      <label>
        <span className={form.label}>{t('lists:tag')}</span>
        <input
          className={form.field}
          list={suggestions}
          maxLength={MAX_TAG}
          autoComplete="off"
          dir="auto"
          placeholder={t('lists:tagHint')}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <datalist id={suggestions}>
        {known
          .filter((one) => !tags.includes(one))
          .map((one) => (
            <option key={one} value={one} />
          ))}
      </datalist>
      {tags.length > 0 && (
        <div className={styles.tagList}>
          <ul className={styles.chipList} aria-label={t('context:tags')}>
            {tags.map((one) => (
              <li key={one} className={styles.chip}>
                <span dir="auto">#{one}</span>
                <button
                  type="button"
                  aria-label={t('lists:removeChip', { name: `#${one}` })}
                  onClick={() => setTags(tags.filter((other) => other !== one))}
                >
                  <X size={13} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
