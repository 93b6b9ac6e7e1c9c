import { type FieldValue, fieldIn, keptValue, MAX_FIELD_VALUE } from '@weft/proto';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldSubject, OwnField, Problem, SetField } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import styles from './own-fields.module.css';
import { Part } from './part.tsx';

/** What stands in a field's control, and what became of it. */
interface Written {
  /** As it stands there; undefined = as it is kept. */
  readonly draft: string | undefined;
  /** What was kept when that was begun. */
  readonly seen: string;
  /** Kept by this control, and not heard of yet. */
  readonly kept: string | undefined;
  readonly saving: boolean;
  /** Why it was refused; `unfit` = the field takes no such value. */
  readonly problem: Problem | 'unfit' | undefined;
}

const UNTOUCHED: Written = { draft: undefined, seen: '', kept: undefined, saving: false, problem: undefined };

function useWritten(field: OwnField, value: string, onSet: SetField) {
  const [written, setWritten] = useState(UNTOUCHED);
  const latest = useRef(value);
  // What was heard of is shown, whoever said it.
  useEffect(() => {
    latest.current = value;
    setWritten((now) => (now.kept === undefined ? now : { ...now, kept: undefined }));
  }, [value]);
  const { draft, kept, saving } = written;
  const known = kept ?? value;
  const seen = draft === undefined ? known : written.seen;
  const save = async (wanted: string): Promise<void> => {
    if (saving) return;
    const fit = keptValue(field, wanted);
    if (fit === undefined) return setWritten({ ...UNTOUCHED, draft: wanted, seen, problem: 'unfit' });
    if (fit === known) return setWritten({ ...UNTOUCHED, kept });
    setWritten({ ...UNTOUCHED, draft: wanted, seen, saving: true });
    const problem = await onSet({ key: field.key, value: fit, seen });
    if (problem === undefined)
      // Somebody else may have said something after this already.
      return setWritten({ ...UNTOUCHED, kept: latest.current === seen ? fit : undefined });
    // A colleague was first: theirs is shown, and what came of it is said.
    setWritten({ ...UNTOUCHED, ...(isConflict(problem) ? {} : { draft: wanted, seen }), problem });
  };
  return {
    ...{ ...written, shown: draft ?? known, save },
    write: (typed: string) => setWritten({ ...UNTOUCHED, kept, draft: typed, seen }),
    forget: () => setWritten({ ...UNTOUCHED, kept }),
  };
}

const isConflict = (problem: Problem): boolean => problem.name === 'fault' && problem.code === 'CONFLICT';

/** One of some, or nothing. */
function Chosen({
  id,
  described,
  value,
  options,
  onChange,
}: {
  readonly id: string;
  readonly described: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}) {
  // What was chosen stays to be seen, though it is offered no more.
  const offered = value === '' || options.some(([one]) => one === value);
  return (
    <select
      id={id}
      aria-describedby={described}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">–</option>
      {!offered && <option value={value}>{value}</option>}
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  );
}

function OwnFieldRow({
  field,
  value,
  onSet,
}: {
  readonly field: OwnField;
  readonly value: string;
  readonly onSet: SetField;
}) {
  const { t } = useTranslation('context');
  const tell = useProblemText();
  const id = useId();
  const { shown, draft, saving, problem, save, write, forget } = useWritten(field, value, onSet);
  const { kind, label, choices } = field;
  const state = `${id}-state`;
  /** A day that is written by half is none, and says nothing of what was there. */
  const leave = ({ value: typed, validity }: HTMLInputElement): void => {
    if (validity.badInput) forget();
    else void save(typed);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') leave(event.currentTarget);
    if (event.key === 'Escape' && draft !== undefined) forget();
  };
  const chosen = { id, described: state, value: shown };
  const choose = (one: string): void => void save(one);
  const said = (why: Problem | 'unfit'): string => {
    if (why === 'unfit') return t('fieldUnfit');
    return isConflict(why) ? t('fieldTheirs') : `${t('fieldRefused')} ${tell(why).title}`;
  };
  return (
    <div
      className={styles.row}
      data-saving={saving || undefined}
      data-refused={problem !== undefined || undefined}
    >
      <label htmlFor={id} dir="auto">
        {label}
      </label>
      {kind === 'choice' && (
        <Chosen {...chosen} options={choices.map((one) => [one, one])} onChange={choose} />
      )}
      {kind === 'yes-no' && (
        <Chosen
          {...chosen}
          options={[
            ['yes', t('yes')],
            ['no', t('no')],
          ]}
          onChange={choose}
        />
      )}
      {kind !== 'choice' && kind !== 'yes-no' && (
        <input
          id={id}
          type={kind === 'date' ? 'date' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          dir={kind === 'text' ? 'auto' : undefined}
          aria-describedby={state}
          aria-invalid={problem !== undefined}
          maxLength={MAX_FIELD_VALUE}
          autoComplete="off"
          readOnly={saving}
          value={shown}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            // What was refused is tried again with Enter, and not by leaving it.
            if (draft !== undefined && problem === undefined) leave(event.currentTarget);
          }}
        />
      )}
      <small id={state} role={problem === undefined ? 'status' : 'alert'}>
        {saving && t('fieldSaving')}
        {problem !== undefined && said(problem)}
      </small>
    </div>
  );
}

/** The company's own fields, of a customer or of a conversation: each is kept as soon as it is said. */
export function OwnFields({
  subject,
  values,
  onSet,
}: {
  readonly subject: FieldSubject;
  readonly values: readonly FieldValue[];
  readonly onSet: SetField;
}) {
  const { t } = useTranslation('context');
  const fields = useStore(useDesk().conversations.fields).filter((field) => field.subject === subject);
  if (fields.length === 0) return null;
  return (
    <Part title={t(`fields-${subject}`)}>
      {fields.map((field) => (
        <OwnFieldRow
          key={`${field.key} ${field.kind}`}
          field={field}
          value={fieldIn(values, field.key)}
          onSet={onSet}
        />
      ))}
    </Part>
  );
}
