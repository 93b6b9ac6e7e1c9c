import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldKind, FieldSubject, OwnField } from '../../state/types.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { FormEnd } from '../form-end.tsx';

const SUBJECTS = ['contact', 'conversation'] as const satisfies readonly FieldSubject[];
const KINDS = ['text', 'number', 'yes-no', 'date', 'choice'] as const satisfies readonly FieldKind[];
/** Of each subject; the control plane takes no more. */
const MAX_FIELDS = 15;
const MAX_CHOICES = 20;
const MAX_CHOICES_LENGTH = 820;
const KEY = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Words as they are typed, one on each line. */
const choicesIn = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** One field, new or to be changed; what values hang on stays. */
export function FieldForm({
  field,
  others,
  saving,
  saved,
  refused,
}: {
  readonly field: OwnField | undefined;
  readonly others: readonly OwnField[];
  readonly saving: boolean;
  readonly saved: boolean;
  /** Why a new one was not kept; empty = it was not refused. */
  readonly refused: string;
}) {
  const { t } = useTranslation('fields');
  const { fields } = useAdmin();
  const [draft, setDraft] = useState(() => ({
    subject: field?.subject ?? ('contact' as FieldSubject),
    key: field?.key ?? '',
    kind: field?.kind ?? ('text' as FieldKind),
    label: field?.label ?? '',
    typed: (field?.choices ?? []).join('\n'),
  }));
  const { subject, key, kind, label, typed } = draft;
  const set = (changes: Partial<typeof draft>): void => setDraft({ ...draft, ...changes });
  const choices = choicesIn(typed);
  const ofSubject = others.filter((one) => one.subject === subject);
  const taken = field === undefined && ofSubject.some((one) => one.key === key);
  const full = field === undefined && ofSubject.length >= MAX_FIELDS;
  const complete =
    label.trim() !== '' &&
    KEY.test(key) &&
    !taken &&
    !full &&
    (kind !== 'choice' || (choices.length > 0 && choices.length <= MAX_CHOICES));
  const text = { label: label.trim(), choices: kind === 'choice' ? choices : [] };
  return (
    <FormCard
      title={field === undefined ? t('create') : t('one', { name: field.label })}
      onSubmit={() =>
        field === undefined ? fields.add({ subject, key, kind, ...text }) : fields.change(field, text)
      }
    >
      <TextField
        label={t('label')}
        value={label}
        maxLength={40}
        dir="auto"
        onChange={(value) => set({ label: value })}
      />
      {field === undefined ? (
        <div className={fieldStyles.grid}>
          <ChoiceField
            label={t('subject')}
            value={subject}
            onChange={(value) => set({ subject: value })}
            options={SUBJECTS.map((one) => [one, t(`subject-${one}`)])}
          />
          <TextField
            label={t('key')}
            hint={t('keyHint')}
            wrong={taken ? t('taken') : undefined}
            value={key}
            maxLength={32}
            onChange={(value) => set({ key: value.toLowerCase().replace(/[\s_]+/g, '-') })}
          />
          <ChoiceField
            label={t('kind')}
            hint={t('kindHint')}
            value={kind}
            onChange={(value) => set({ kind: value })}
            options={KINDS.map((one) => [one, t(`kind-${one}`)])}
          />
        </div>
      ) : (
        <p className={styles.none}>
          {t(`subject-${subject}`)} · {t(`kind-${kind}`)} · <code>{key}</code>
        </p>
      )}
      {kind === 'choice' && (
        <TextField
          label={t('choices')}
          hint={t('choicesHint')}
          lines={5}
          dir="auto"
          value={typed}
          maxLength={MAX_CHOICES_LENGTH}
          onChange={(value) => set({ typed: value })}
        />
      )}
      {full && <p className={styles.none}>{t('most')}</p>}
      {refused !== '' && (
        <p className={fieldStyles.wrong} role="alert">
          {refused}
        </p>
      )}
      {field !== undefined && <p className={styles.none}>{t('removeHint')}</p>}
      <FormEnd
        save={t('save')}
        complete={complete}
        saving={saving}
        removal={field && { label: t('remove'), onRemove: () => fields.remove(field) }}
        saved={{ shown: saved, text: t('saved') }}
      />
    </FormCard>
  );
}
