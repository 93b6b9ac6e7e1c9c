import { type ConversationFilter, type FieldValue, fieldIn, keptValue, MAX_FIELD_VALUE } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import type { OwnField } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import styles from '../form.module.css';
import { Choice } from './choice.tsx';
import own from './lists.module.css';

/** Fields of a conversation, and as many of its customer. */
const MAX_ASKED = 6;
const LISTS = { conversation: 'fields', contact: 'contactFields' } as const;

type Fields = Pick<ConversationFilter, 'fields' | 'contactFields'>;

/** A filter whose values are as they are kept: what is written otherwise is found all the same. */
export const keptFields = (filter: ConversationFilter, fields: readonly OwnField[]): ConversationFilter => {
  const asKept = (subject: OwnField['subject'], values: readonly FieldValue[]): FieldValue[] =>
    values.map(({ key, value }) => {
      const field = fields.find((one) => one.subject === subject && one.key === key);
      return { key, value: (field && keptValue(field, value)) || value };
    });
  return {
    ...filter,
    fields: asKept('conversation', filter.fields),
    contactFields: asKept('contact', filter.contactFields),
  };
};

function FieldChoice({
  field,
  value,
  full,
  onChange,
}: {
  readonly field: OwnField;
  readonly value: string;
  /** No other field can be asked for. */
  readonly full: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation(['lists', 'context']);
  const { kind, label, choices, subject } = field;
  const name = t(subject === 'contact' ? 'lists:customerField' : 'lists:conversationField', { name: label });
  if (kind === 'choice' || kind === 'yes-no') {
    const words =
      kind === 'choice'
        ? choices.map((one) => [one, one] as const)
        : (['yes', 'no'] as const).map((one) => [one, t(`context:${one}`)] as const);
    return (
      <Choice
        label={name}
        any={t('lists:anyValue')}
        value={value}
        options={words}
        disabled={full && value === ''}
        onChange={onChange}
      />
    );
  }
  return (
    <label>
      <span className={styles.label} dir="auto">
        {name}
      </span>
      <input
        className={styles.field}
        type={kind === 'date' ? 'date' : 'text'}
        inputMode={kind === 'number' ? 'decimal' : undefined}
        dir={kind === 'text' ? 'auto' : undefined}
        maxLength={MAX_FIELD_VALUE}
        autoComplete="off"
        disabled={full && value === ''}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

/** What conversations and their customers are to say in the company's own fields. */
export function FieldChoices({
  filter,
  onChange,
}: {
  readonly filter: Fields;
  readonly onChange: (changes: Partial<Fields>) => void;
}) {
  const fields = useStore(useDesk().conversations.fields);
  if (fields.length === 0) return null;
  return (
    <div className={own.pair}>
      {fields.map((field) => {
        const list = LISTS[field.subject];
        const asked: readonly FieldValue[] = filter[list];
        const others = asked.filter(({ key }) => key !== field.key);
        return (
          <FieldChoice
            key={`${field.subject} ${field.key}`}
            field={field}
            value={fieldIn(asked, field.key)}
            full={asked.length >= MAX_ASKED}
            onChange={(written) => {
              const said = { key: field.key, value: written };
              onChange({ [list]: written.trim() === '' ? others : [...others, said] });
            }}
          />
        );
      })}
    </div>
  );
}
