import { Button } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MacroStep } from '../../state/types.ts';
import styles from '../admin.module.css';
import fieldStyles from '../fields.module.css';
import { ChoiceField, NumberField, TextField } from '../fields.tsx';

const MAX_TAGS_LENGTH = 500;
const YEAR_MINUTES = 366 * 24 * 60;

/** Tags as they are typed, with spaces between them. */
function TagsField({
  label,
  tags,
  onChange,
}: {
  readonly label: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}) {
  const [typed, setTyped] = useState(() => tags.join(' '));
  return (
    <TextField
      label={label}
      value={typed}
      maxLength={MAX_TAGS_LENGTH}
      dir="auto"
      onChange={(value) => {
        setTyped(value);
        onChange(value.split(/[\s,，、]+/).filter((tag) => tag !== ''));
      }}
    />
  );
}

function Fields({
  step,
  templates,
  onChange,
}: {
  readonly step: MacroStep;
  readonly templates: readonly (readonly [templateId: string, name: string])[];
  readonly onChange: (step: MacroStep) => void;
}) {
  const { t } = useTranslation('macros');
  switch (step.do) {
    case 'take':
      return null;
    case 'tag':
      return (
        <div className={fieldStyles.grid}>
          <TagsField label={t('tagsAdd')} tags={step.add} onChange={(add) => onChange({ ...step, add })} />
          <TagsField
            label={t('tagsRemove')}
            tags={step.remove}
            onChange={(remove) => onChange({ ...step, remove })}
          />
        </div>
      );
    case 'prioritize':
      return (
        <NumberField
          label={t('priority')}
          value={step.priority}
          min={0}
          max={1_000}
          onChange={(priority) => onChange({ ...step, priority: Math.round(priority) })}
        />
      );
    case 'reply':
      return templates.length === 0 ? (
        <p className={styles.none}>{t('noTemplates')}</p>
      ) : (
        <ChoiceField
          label={t('template')}
          hint={t('templateHint')}
          value={step.templateId}
          onChange={(templateId) => onChange({ ...step, templateId })}
          options={
            templates.some(([id]) => id === step.templateId)
              ? templates
              : [[step.templateId, t('templateGone')], ...templates]
          }
        />
      );
    case 'note':
      return (
        <TextField
          label={t('note')}
          value={step.text}
          lines={3}
          maxLength={4_000}
          dir="auto"
          onChange={(text) => onChange({ ...step, text })}
        />
      );
    case 'transfer':
      return (
        <div className={fieldStyles.grid}>
          <TextField
            label={t('queue')}
            value={step.queueId}
            maxLength={64}
            onChange={(queueId) => onChange({ ...step, queueId })}
          />
          <TextField
            label={t('transferNote')}
            value={step.note}
            maxLength={4_000}
            dir="auto"
            onChange={(note) => onChange({ ...step, note })}
          />
        </div>
      );
    case 'snooze':
      return (
        <NumberField
          label={t('minutes')}
          hint={t('minutesHint')}
          value={step.minutes}
          min={0}
          max={YEAR_MINUTES}
          onChange={(minutes) => onChange({ ...step, minutes: Math.round(minutes) })}
        />
      );
    case 'close':
      return (
        <TextField
          label={t('disposition')}
          hint={t('closeHint')}
          value={step.disposition}
          maxLength={200}
          dir="auto"
          onChange={(disposition) => onChange({ ...step, disposition })}
        />
      );
  }
}

/** One step of a macro, to be changed, moved and taken away. */
export function MacroStepFields({
  step,
  number,
  last,
  templates,
  onChange,
  onMove,
  onRemove,
}: {
  readonly step: MacroStep;
  readonly number: number;
  readonly last: boolean;
  readonly templates: readonly (readonly [templateId: string, name: string])[];
  readonly onChange: (step: MacroStep) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('macros');
  const heading = useId();
  return (
    <section className={styles.stack} aria-labelledby={heading}>
      <div className={styles.actions}>
        <strong id={heading} style={{ flex: 1 }}>
          {t('step', { number, what: t(`do-${step.do}`) })}
        </strong>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('moveUp', { number })}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        >
          <ArrowUp size={16} aria-hidden="true" />
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('moveDown', { number })}
          disabled={last}
          onClick={() => onMove(1)}
        >
          <ArrowDown size={16} aria-hidden="true" />
        </Button>
        <Button size="compact-sm" variant="default" onClick={onRemove}>
          {t('removeStep', { number })}
        </Button>
      </div>
      <Fields step={step} templates={templates} onChange={onChange} />
    </section>
  );
}
