import { type ReactNode, useId, useState } from 'react';
import styles from './fields.module.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly wrong?: string | undefined;
}

function Field({
  label,
  hint,
  wrong,
  children,
}: FieldProps & { readonly children: (id: string, described: string | undefined) => ReactNode }) {
  const id = useId();
  const described = hint === undefined && wrong === undefined ? undefined : `${id}-hint`;
  return (
    <div className={styles.field}>
      <span>
        <label htmlFor={id}>{label}</label>
      </span>
      {children(id, described)}
      {described !== undefined && (
        <small id={described} className={wrong === undefined ? undefined : styles.wrong}>
          {wrong ?? hint}
        </small>
      )}
    </div>
  );
}

/** A line or some lines of text with its name above it. */
export function TextField({
  value,
  onChange,
  lines = 1,
  maxLength,
  dir,
  type = 'text',
  required = false,
  ...field
}: FieldProps & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly lines?: number;
  readonly maxLength: number;
  readonly dir?: 'auto';
  readonly type?: 'text' | 'password';
  readonly required?: boolean;
}) {
  return (
    <Field {...field}>
      {(id, described) => {
        const shared = {
          ...{ id, value, maxLength, className: styles.input, dir, required },
          'aria-describedby': described,
          'aria-invalid': field.wrong !== undefined,
        };
        return lines > 1 ? (
          <textarea {...shared} rows={lines} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input
            {...shared}
            type={type}
            autoComplete={type === 'password' ? 'new-password' : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}

/** A whole number within bounds; what is none is not taken. */
export function NumberField({
  value,
  onChange,
  min,
  max,
  ...field
}: FieldProps & {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min: number;
  readonly max: number;
}) {
  return (
    <Field {...field}>
      {(id, described) => (
        <NumberInput id={id} described={described} value={value} onChange={onChange} min={min} max={max} />
      )}
    </Field>
  );
}

/** The field of a number alone, named by `label` or by an element elsewhere. */
export function NumberInput({
  id,
  label,
  described,
  value,
  onChange,
  min,
  max,
  narrow = false,
}: {
  readonly id?: string;
  readonly label?: string;
  readonly described?: string | undefined;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly min: number;
  readonly max: number;
  readonly narrow?: boolean;
}) {
  // What is typed and is no number within bounds: who empties the field to write another number is let to.
  const [draft, setDraft] = useState<string>();
  return (
    <input
      id={id}
      type="number"
      className={styles.input}
      data-narrow={narrow ? '' : undefined}
      aria-label={label}
      aria-describedby={described}
      value={draft ?? value}
      min={min}
      max={max}
      onChange={({ target }) => {
        const { valueAsNumber: wanted } = target;
        setDraft(wanted >= min && wanted <= max ? undefined : target.value);
        if (Number.isFinite(wanted)) onChange(Math.min(max, Math.max(min, wanted)));
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
}

/** One of some. */
export function ChoiceField<Value extends string>({
  value,
  onChange,
  options,
  required = false,
  ...field
}: FieldProps & {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly (readonly [value: Value, label: string])[];
  readonly required?: boolean;
}) {
  return (
    <Field {...field}>
      {(id, described) => (
        <select
          id={id}
          className={styles.input}
          aria-describedby={described}
          required={required}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find(([one]) => one === target.value);
            if (chosen !== undefined) onChange(chosen[0]);
          }}
        >
          {options.map(([one, label]) => (
            <option key={one} value={one}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Any of some. */
export function BoxesField({
  label,
  hint,
  chosen,
  onChange,
  options,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly options: readonly (readonly [value: string, label: string])[];
}) {
  return (
    <fieldset className={styles.boxes}>
      <legend>
        {label}
        {hint !== undefined && ` (${hint})`}
      </legend>
      {options.map(([value, name]) => (
        <label key={value} className={styles.box}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
