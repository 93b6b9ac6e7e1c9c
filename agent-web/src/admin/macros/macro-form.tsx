import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Macro, MacroDraft, MacroStep } from '../../state/types.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { FormEnd } from '../form-end.tsx';
import { MacroStepFields } from './macro-step-fields.tsx';

const MAX_STEPS = 12;
const KINDS = ['take', 'tag', 'prioritize', 'reply', 'note', 'transfer', 'snooze', 'close'] as const;

/** A step of a kind, as it is before anything is said of it. */
function fresh(kind: MacroStep['do'], firstTemplate: string): MacroStep {
  switch (kind) {
    case 'take':
      return { do: kind };
    case 'tag':
      return { do: kind, add: [], remove: [] };
    case 'prioritize':
      return { do: kind, priority: 1 };
    case 'reply':
      return { do: kind, templateId: firstTemplate };
    case 'note':
      return { do: kind, text: '' };
    case 'transfer':
      return { do: kind, queueId: '', note: '' };
    case 'snooze':
      return { do: kind, minutes: 60 };
    case 'close':
      return { do: kind, disposition: '' };
  }
}

/** Whether something can be done by it; the control plane looks more closely. */
function isComplete(step: MacroStep, at: number, all: readonly MacroStep[]): boolean {
  switch (step.do) {
    case 'tag':
      return step.add.length + step.remove.length > 0;
    case 'reply':
      return step.templateId !== '';
    case 'note':
      return step.text.trim() !== '';
    case 'transfer':
      return step.queueId.trim() !== '';
    case 'close':
      return at === all.length - 1;
    case 'take':
    case 'prioritize':
    case 'snooze':
      return true;
  }
}

/** One macro, new or to be changed: its steps in their order. */
export function MacroForm({
  macro,
  templates,
  saving,
  saved,
}: {
  readonly macro: Macro | undefined;
  readonly templates: readonly (readonly [templateId: string, name: string])[];
  readonly saving: boolean;
  readonly saved: boolean;
}) {
  const { t } = useTranslation('macros');
  const { macros } = useAdmin();
  const [kind, setKind] = useState<MacroStep['do']>('tag');
  /** Steps have no names of their own: what is typed into one stays with it when another is moved. */
  const [draft, setDraft] = useState(() => ({
    name: macro?.name ?? '',
    steps: (macro?.steps ?? []).map((step, key) => ({ key, step })),
    next: macro?.steps.length ?? 0,
  }));
  const { name, steps, next } = draft;
  const put = (changed: typeof steps): void => setDraft({ ...draft, steps: changed });
  const move = (at: number, by: -1 | 1): void => {
    const moved = [...steps];
    const [one] = moved.splice(at, 1);
    if (one !== undefined) moved.splice(at + by, 0, one);
    put(moved);
  };
  const plain = steps.map(({ step }) => step);
  const complete = name.trim() !== '' && plain.length > 0 && plain.every(isComplete);
  const kept: MacroDraft = { name, steps: plain };
  return (
    <FormCard
      title={macro === undefined ? t('create') : t('one', { name: macro.name })}
      onSubmit={() => (macro === undefined ? macros.add(kept) : macros.change(macro, kept))}
    >
      <TextField
        label={t('name')}
        value={name}
        maxLength={80}
        dir="auto"
        onChange={(value) => setDraft({ ...draft, name: value })}
      />
      <ol className={styles.stack} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {steps.map(({ key, step }, at) => (
          <li key={key}>
            <MacroStepFields
              step={step}
              number={at + 1}
              last={at === steps.length - 1}
              templates={templates}
              onChange={(changed) =>
                put(steps.map((one) => (one.key === key ? { key, step: changed } : one)))
              }
              onMove={(by) => move(at, by)}
              onRemove={() => put(steps.filter((one) => one.key !== key))}
            />
          </li>
        ))}
      </ol>
      <div className={styles.actions} style={{ alignItems: 'flex-end' }}>
        <ChoiceField
          label={t('addWhat')}
          value={kind}
          onChange={setKind}
          options={KINDS.map((one) => [one, t(`do-${one}`)])}
        />
        <Button
          variant="default"
          leftSection={<Plus size={16} aria-hidden="true" />}
          disabled={steps.length >= MAX_STEPS}
          onClick={() =>
            setDraft({
              ...draft,
              steps: [...steps, { key: next, step: fresh(kind, templates[0]?.[0] ?? '') }],
              next: next + 1,
            })
          }
        >
          {t('addStep')}
        </Button>
      </div>
      <FormEnd
        save={t('save')}
        complete={complete}
        saving={saving}
        removal={macro && { label: t('remove'), onRemove: () => macros.remove(macro.macroId) }}
        saved={{ shown: saved, text: t('saved') }}
      />
    </FormCard>
  );
}
