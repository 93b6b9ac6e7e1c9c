import { Button } from '@mantine/core';
import { Plus, Save, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentTraits, CapacityPlan, SkilledPerson } from '../../state/types.ts';
import styles from '../admin.module.css';
import fieldStyles from '../fields.module.css';
import { ChoiceField, NumberInput, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { SavedSign } from '../place-head.tsx';
import own from './people.module.css';
import { attributesOf, attributesText, languagesOf } from './traits-text.ts';

const MAX_LEVEL = 100;
const FIRST_LEVEL = 5;

function Skills({
  skills,
  known,
  onChange,
}: {
  readonly skills: AgentTraits['skills'];
  readonly known: readonly string[];
  readonly onChange: (skills: AgentTraits['skills']) => void;
}) {
  const { t } = useTranslation('admin');
  const [added, setAdded] = useState('');
  const list = useId();
  const names = Object.keys(skills).sort();
  const add = (): void => {
    const name = added.trim();
    if (name === '' || Object.hasOwn(skills, name)) return;
    onChange({ ...skills, [name]: FIRST_LEVEL });
    setAdded('');
  };
  return (
    <>
      {names.length === 0 && <p className={styles.none}>{t('noSkills')}</p>}
      <ul className={own.skills} aria-label={t('skills')}>
        {names.map((name) => {
          const level = skills[name] ?? 0;
          return (
            <li key={name}>
              <span>{name}</span>
              <input
                type="range"
                min={0}
                max={Math.max(10, level)}
                step={1}
                value={level}
                aria-label={t('levelOf', { skill: name })}
                onChange={(event) => onChange({ ...skills, [name]: event.target.valueAsNumber })}
              />
              <NumberInput
                label={t('levelOf', { skill: name })}
                value={level}
                min={0}
                max={MAX_LEVEL}
                narrow
                onChange={(wanted) => onChange({ ...skills, [name]: wanted })}
              />
              <button
                type="button"
                aria-label={t('removeSkill', { skill: name })}
                onClick={() =>
                  onChange(Object.fromEntries(Object.entries(skills).filter(([one]) => one !== name)))
                }
              >
                <X size={17} aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ul>
      <div className={styles.actions}>
        <input
          type="text"
          className={`${fieldStyles.input} ${own.newSkill}`}
          aria-label={t('newSkill')}
          placeholder={t('newSkill')}
          list={list}
          maxLength={64}
          value={added}
          onChange={(event) => setAdded(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <datalist id={list}>
          {known
            .filter((name) => !Object.hasOwn(skills, name))
            .map((name) => (
              <option key={name} value={name} />
            ))}
        </datalist>
        <Button
          size="sm"
          variant="default"
          leftSection={<Plus size={16} aria-hidden="true" />}
          disabled={added.trim() === ''}
          onClick={add}
        >
          {t('addSkill')}
        </Button>
      </div>
    </>
  );
}

/** What one agent can do, to be changed. */
export function PersonForm({
  person,
  capacities,
  known,
  saving,
  saved,
  onSave,
}: {
  readonly person: SkilledPerson;
  readonly capacities: readonly CapacityPlan[];
  readonly known: readonly string[];
  readonly saving: boolean;
  readonly saved: boolean;
  readonly onSave: (traits: AgentTraits) => void;
}) {
  const { t } = useTranslation('admin');
  const { traits, name } = person;
  const [skills, setSkills] = useState(traits.skills);
  const [languages, setLanguages] = useState(traits.languages.join(', '));
  const [attributes, setAttributes] = useState(() => attributesText(traits.attributes));
  const [capacity, setCapacity] = useState(traits.capacity);
  const read = attributesOf(attributes);
  const names = [...new Set([...capacities.map((plan) => plan.name), capacity])];
  return (
    <FormCard
      title={t('workOf', { name })}
      tight
      onSubmit={() => {
        if (read.ok)
          onSave({ skills, languages: languagesOf(languages), attributes: read.attributes, capacity });
      }}
    >
      <h3>{t('skills')}</h3>
      <p className={styles.hint}>{t('skillsHint')}</p>
      <Skills skills={skills} known={known} onChange={setSkills} />
      <div className={`${fieldStyles.grid} ${own.rest}`}>
        <TextField
          label={t('languages')}
          hint={t('languagesHint')}
          value={languages}
          onChange={setLanguages}
          maxLength={500}
        />
        <ChoiceField
          label={t('capacity')}
          value={capacity}
          onChange={setCapacity}
          options={names.map((one) => [one, one])}
        />
        <TextField
          label={t('attributes')}
          hint={t('attributesHint')}
          wrong={read.ok ? undefined : t('attributeWrong', { line: read.line })}
          value={attributes}
          onChange={setAttributes}
          lines={3}
          maxLength={4_000}
        />
      </div>
      <div className={styles.actions} data-apart="">
        <Button
          type="submit"
          leftSection={<Save size={16} aria-hidden="true" />}
          loading={saving}
          disabled={!read.ok}
        >
          {t('savePerson', { name })}
        </Button>
        <SavedSign shown={saved} text={t('saved')} />
      </div>
    </FormCard>
  );
}
