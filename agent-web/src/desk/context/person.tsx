import { Pencil, UserRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactCard, ContactFileSnapshot } from '../../state/types.ts';
import { ClaimedMark } from '../claimed-mark.tsx';
import styles from './context.module.css';
import { useFile } from './file-context.ts';

const LIMITS = { displayName: 80, level: 40, language: 35 } as const;
type Field = keyof typeof LIMITS;
const FIELDS = ['displayName', 'level', 'language'] as const satisfies readonly Field[];

/** What was changed goes out, and nothing else: a colleague may be changing the rest. */
function PersonForm({ contact, onDone }: { readonly contact: ContactCard; readonly onDone: () => void }) {
  const { t } = useTranslation(['context', 'thread']);
  const file = useFile();
  // As it was shown: the card may be renewed meanwhile, and what differs then is a colleague's change.
  const [before] = useState<Readonly<Record<Field, string>>>(contact);
  const [values, setValues] = useState(before);
  const [saving, setSaving] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const changed = FIELDS.filter(
      (field) =>
        values[field].trim() !== before[field] ||
        // Whoever saves a name stands for it.
        (field === 'displayName' && contact.nameClaimed),
    );
    setSaving(true);
    const done =
      changed.length === 0 ||
      (await file.change(Object.fromEntries(changed.map((field) => [field, values[field].trim()]))));
    setSaving(false);
    if (done) onDone();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void save(event)}>
      {FIELDS.map((field) => (
        <label key={field}>
          <span>{t(`context:field-${field}`)}</span>
          <input
            type="text"
            dir="auto"
            required={field === 'displayName'}
            maxLength={LIMITS[field]}
            value={values[field]}
            onChange={({ currentTarget: { value } }) => setValues({ ...values, [field]: value })}
          />
        </label>
      ))}
      <div className={styles.formActions}>
        <button type="button" className={styles.small} onClick={onDone}>
          {t('thread:cancel')}
        </button>
        <button type="submit" className={styles.small} data-primary disabled={saving}>
          {t('context:saveDetails')}
        </button>
      </div>
    </form>
  );
}

/** Who the customer is, with what agents may correct of it. */
export function Person({
  name,
  claimed = false,
  file,
  locale,
}: {
  readonly name: string;
  /** Only the customer says that it is theirs; the file knows better. */
  readonly claimed?: boolean;
  readonly file: ContactFileSnapshot;
  readonly locale: string;
}) {
  const { t } = useTranslation(['context', 'desk']);
  // Of whom: another customer's form is another form.
  const [editing, setEditing] = useState('');
  const { contact } = file;
  const language = contact?.language || locale;
  if (contact !== undefined && editing === contact.contactId)
    return <PersonForm contact={contact} onDone={() => setEditing('')} />;
  return (
    <div className={styles.person}>
      <span aria-hidden="true">
        <UserRound size={24} />
      </span>
      <div>
        <strong dir="auto">{contact?.displayName || name}</strong>{' '}
        {(contact?.nameClaimed ?? claimed) && <ClaimedMark />}
        <p>
          {contact !== undefined && contact.level !== '' && (
            <b className={styles.level}>
              <span className="weft-unseen">{t('context:level')} </span>
              {contact.level}
            </b>
          )}
          {language !== '' && <span>{language}</span>}
        </p>
      </div>
      {contact !== undefined && (
        <button
          type="button"
          className={styles.pencil}
          aria-label={t('context:changeDetails')}
          title={t('context:changeDetails')}
          onClick={() => setEditing(contact.contactId)}
        >
          <Pencil size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
