import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './bubble.module.css';

/** An own message being changed in its place: Enter saves, Escape leaves it as it was. */
export function EditForm({
  text,
  onSave,
  onDone,
}: {
  readonly text: string;
  /** Resolves with whether it was saved: until then, and when it was not, what was written stays. */
  readonly onSave: (text: string) => Promise<boolean>;
  /** Ends it: it was saved, or is to be as it was. */
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('thread');
  const [value, setValue] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, [text.length]);
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    if (saving) return;
    if (value.trim() === '') {
      onDone();
      return;
    }
    setSaving(true);
    if (await onSave(value.trim())) onDone();
    else setSaving(false);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onDone();
    else if (event.key === 'Enter' && !event.shiftKey) void save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.edit}>
      <textarea
        ref={field}
        aria-label={t('editing')}
        aria-busy={saving || undefined}
        dir="auto"
        rows={Math.min(8, value.split('\n').length + 1)}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <span>
        <button type="button" onClick={onDone}>
          {t('cancel')}
        </button>
        <button type="button" disabled={saving} onClick={() => void save()}>
          {t('save')}
        </button>
      </span>
    </div>
  );
}
