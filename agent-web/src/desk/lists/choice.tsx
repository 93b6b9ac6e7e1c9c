import styles from '../form.module.css';

/** One of some, or any. */
export function Choice({
  label,
  any,
  value,
  options,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  readonly options: readonly (readonly [id: string, name: string])[];
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}) {
  // What is chosen stays to be chosen, though nobody tells of it any more.
  const known = options.some(([id]) => id === value) || value === '';
  return (
    <label>
      <span className={styles.label}>{label}</span>
      <select
        className={styles.field}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{any}</option>
        {!known && <option value={value}>{value}</option>}
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
