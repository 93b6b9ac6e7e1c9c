import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactNote } from '../../state/types.ts';
import styles from './context.module.css';
import { useFile } from './file-context.ts';
import { Part } from './part.tsx';

const MAX_NOTE = 4_000;

function NewNote({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['context', 'thread']);
  const file = useFile();
  const [text, setText] = useState('');
  const [saving, setSaving] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    const done = await file.addNote(text.trim());
    setSaving(false);
    if (done) onDone();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      <textarea
        aria-label={t('context:personNote')}
        placeholder={t('context:personNote')}
        rows={3}
        dir="auto"
        maxLength={MAX_NOTE}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.formActions}>
        <button type="button" className={styles.small} onClick={onDone}>
          {t('thread:cancel')}
        </button>
        <button type="submit" className={styles.small} data-primary disabled={saving || text.trim() === ''}>
          {t('context:keepNote')}
        </button>
      </div>
    </form>
  );
}

/** What agents know of the person, whatever the conversation is about. */
export function ContactNotes({ notes }: { readonly notes: readonly ContactNote[] }) {
  const { t, i18n } = useTranslation('context');
  const [writing, setWriting] = useState(false);
  const day = new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric' });
  return (
    <Part title={t('personNotes')}>
      {notes.length > 0 && (
        <ul className={styles.plain}>
          {notes.map(({ noteId, authorName, text, atMs }) => (
            <li key={noteId} className={styles.note}>
              <p dir="auto">{text}</p>
              <small dir="auto">
                {authorName} · {day.format(atMs)}
              </small>
            </li>
          ))}
        </ul>
      )}
      {writing ? (
        <NewNote onDone={() => setWriting(false)} />
      ) : (
        <button type="button" className={styles.add} onClick={() => setWriting(true)}>
          <Plus size={16} aria-hidden="true" /> {t('newPersonNote')}
        </button>
      )}
    </Part>
  );
}
