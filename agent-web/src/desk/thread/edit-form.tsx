import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './bubble.module.css';

/** An own message being changed in its place: Enter saves, Escape leaves it as it was. */
export function EditForm({
  text,
  onSave,
  onCancel,
}: {
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation('thread');
  const [value, setValue] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, [text.length]);
  const save = (): void => (value.trim() === '' ? onCancel() : onSave(value.trim()));
  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.edit}>
      <textarea
        ref={field}
        aria-label={t('editing')}
        dir="auto"
        rows={Math.min(8, value.split('\n').length + 1)}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <span>
        <button type="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="button" onClick={save}>
          {t('save')}
        </button>
      </span>
    </div>
  );
}
