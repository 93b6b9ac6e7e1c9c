import { Button } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { emptyRow } from '../../state/admin/account-draft.ts';
import type { RowDraft, SettingDraft, SettingField } from '../../state/types.ts';
import { Switch } from '../../ui/switch.tsx';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import own from './channels.module.css';

/** Of a text that may have several. */
const TEXT_LINES = 5;

/** Lets words of the server be said in the page's language. */
function useWords(): (words: { readonly en: string; readonly zh: string }) => string {
  const { i18n } = useTranslation();
  return (words) => (i18n.language === 'zh' ? words.zh : words.en);
}

interface SettingProps {
  readonly field: SettingField;
  readonly draft: SettingDraft;
  /** A secret that the server has. */
  readonly kept: boolean;
  readonly wrong: string | undefined;
  readonly onChange: (draft: SettingDraft) => void;
}

function Rows({
  field,
  rows,
  wrong,
  onChange,
}: {
  readonly field: SettingField;
  readonly rows: readonly RowDraft[];
  readonly wrong: string | undefined;
  readonly onChange: (rows: readonly RowDraft[]) => void;
}) {
  const { t } = useTranslation('channels');
  const say = useWords();
  const label = say(field.label);
  const hint = say(field.hint);
  return (
    <fieldset className={own.rows}>
      <legend>
        {label}
        {hint !== '' && ` (${hint})`}
      </legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is nothing but its place
        <div key={at} className={own.row}>
          {field.columns.map(({ name, label: words, maxLength }) => (
            <input
              key={name}
              type="text"
              className={fieldStyles.input}
              aria-label={t('cell', { column: say(words), number: at + 1 })}
              placeholder={say(words)}
              maxLength={maxLength}
              value={row[name] ?? ''}
              onChange={({ target }) =>
                onChange(rows.map((one, place) => (place === at ? { ...one, [name]: target.value } : one)))
              }
            />
          ))}
          <Button
            variant="default"
            px={10}
            aria-label={t('removeRow', { number: at + 1, label })}
            onClick={() => onChange(rows.filter((_, place) => place !== at))}
          >
            <X size={17} aria-hidden="true" />
          </Button>
        </div>
      ))}
      {wrong !== undefined && <p className={own.wrong}>{wrong}</p>}
      <div>
        <Button
          size="sm"
          variant="default"
          leftSection={<Plus size={16} aria-hidden="true" />}
          onClick={() => onChange([...rows, emptyRow(field)])}
        >
          {t('addRow', { label })}
        </Button>
      </div>
    </fieldset>
  );
}

/** One setting of an account, as its kind's schema asks for it. */
export function SettingInput({ field, draft, kept, wrong, onChange }: SettingProps) {
  const { t } = useTranslation('channels');
  const say = useWords();
  const { type, secret, required, choices, maxLength } = field;
  const label = say(field.label);
  const secretHint = kept ? t('secretSet') : t('secretWanted');
  const hint = [say(field.hint), secret ? secretHint : ''].filter((one) => one !== '').join(' ');
  const shared = { label, wrong, ...(hint === '' ? {} : { hint }) };
  if (typeof draft === 'boolean')
    return (
      <Switch
        label={label}
        on={draft}
        onChange={onChange}
        {...(wrong === undefined ? (hint === '' ? {} : { explanation: hint }) : { explanation: wrong })}
      />
    );
  if (typeof draft !== 'string') return <Rows field={field} rows={draft} wrong={wrong} onChange={onChange} />;
  if (type === 'choice') {
    const none = draft === '' ? [['', t('choose')] as const] : [];
    return (
      <ChoiceField
        {...shared}
        value={draft}
        onChange={onChange}
        required={required}
        options={[...none, ...choices.map((one) => [one, one] as const)]}
      />
    );
  }
  return (
    <TextField
      {...shared}
      value={draft}
      type={secret ? 'password' : 'text'}
      {...(type === 'lines' ? { lines: TEXT_LINES } : {})}
      required={required && !kept}
      maxLength={type === 'number' ? 20 : maxLength}
      onChange={onChange}
    />
  );
}
