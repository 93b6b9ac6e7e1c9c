import { Alert, Button } from '@mantine/core';
import { Save, Undo2 } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftChange, IntentDraft, IntentsSnapshot } from '../../state/types.ts';
import { useIntentName } from '../../ui/intent-name.ts';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import { Overtaken } from '../overtaken.tsx';
import { fixedOf } from './deed.ts';
import { ExamplesField } from './examples-field.tsx';
import styles from './intents.module.css';

const MAX_NOTE = 500;
const MAX_WORDS = 1_000;
const LANGUAGES = ['zh', 'en'] as const;

interface PartProps {
  readonly draft: IntentDraft;
  readonly onChange: (change: DraftChange) => void;
}

/** What is done when the intent is found. */
function Policy({ draft: { intent, on, by, words }, onChange }: PartProps) {
  const { t } = useTranslation('intents');
  const fixed = fixedOf(intent);
  if (fixed !== undefined) return <p className={adminStyles.hint}>{t(`told-${fixed}`)}</p>;
  return (
    <>
      <div className={fieldStyles.grid}>
        <ChoiceField
          label={t('by')}
          value={by}
          onChange={(value) => onChange({ by: value })}
          options={[
            ['agent', t('by-agent')],
            ['orders', t('by-orders')],
            ['text', t('by-text')],
          ]}
        />
        {by !== 'agent' && (
          <Switch
            label={t('on')}
            on={on}
            explanation={t('onText')}
            onChange={(value) => onChange({ on: value })}
          />
        )}
      </div>
      {by === 'text' && (
        <div className={fieldStyles.grid}>
          {LANGUAGES.map((language) => (
            <TextField
              key={language}
              label={t(`words-${language}`)}
              hint={t('wordsHint')}
              value={words[language]}
              lines={3}
              maxLength={MAX_WORDS}
              dir="auto"
              onChange={(value) => onChange({ words: { ...words, [language]: value } })}
            />
          ))}
        </div>
      )}
    </>
  );
}

function SaveBar({ draft, snapshot }: { readonly draft: IntentDraft; readonly snapshot: IntentsSnapshot }) {
  const { t } = useTranslation('intents');
  const { intents } = useAdmin();
  const [note, setNote] = useState('');
  const { saved, step } = snapshot;
  const { intent, changed, good, overtaken, isNew } = draft;
  useEffect(() => {
    if (saved > 0) setNote('');
  }, [saved]);
  const busy = step !== 'none';
  return (
    <div className={adminStyles.actions}>
      <input
        type="text"
        className={`${fieldStyles.input} ${styles.note}`}
        aria-label={t('note')}
        placeholder={t('note')}
        maxLength={MAX_NOTE}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) intents.save(note);
        }}
      />
      <Button
        leftSection={<Save size={16} aria-hidden="true" />}
        loading={step === 'saving'}
        disabled={!changed || !good || overtaken || busy}
        onClick={() => intents.save(note)}
      >
        {t('save')}
      </Button>
      <Button
        variant="default"
        leftSection={<Undo2 size={16} aria-hidden="true" />}
        disabled={!changed || busy}
        onClick={() => intents.reset()}
      >
        {t('reset')}
      </Button>
      {!isNew && fixedOf(intent) === undefined && (
        <RemoveButton
          label={t('remove')}
          busy={busy}
          onRemove={() => intents.remove(note || t('removedNote', { intent }))}
        />
      )}
    </div>
  );
}

/** One intent: what is done about it, and how customers say it. */
export function IntentForm({
  draft,
  snapshot,
}: {
  readonly draft: IntentDraft;
  readonly snapshot: IntentsSnapshot;
}) {
  const { t } = useTranslation('intents');
  const { intents } = useAdmin();
  const nameOf = useIntentName();
  const heading = useId();
  const { intent, lines, counts, overtaken } = draft;
  const change = (changes: DraftChange): void => intents.edit(changes);
  return (
    <section className={`${adminStyles.card} ${adminStyles.stack}`} aria-labelledby={heading}>
      <h2 id={heading}>
        {nameOf(intent)} <code className={adminStyles.chip}>{intent}</code>
      </h2>
      {overtaken && <Overtaken text={t('overtaken')} load={t('load')} onLoad={() => intents.reset()} />}
      <Policy draft={draft} onChange={change} />
      <div className={fieldStyles.grid}>
        {LANGUAGES.map((language) => (
          <ExamplesField
            key={language}
            language={language}
            draft={draft}
            onChange={(text) => change({ lines: { ...lines, [language]: text } })}
          />
        ))}
      </div>
      {counts.zh + counts.en === 0 && <p className={fieldStyles.wrong}>{t('noExamples')}</p>}
      {snapshot.refusals.length > 0 && (
        <Alert color="red" variant="light" role="alert" title={t('refused')}>
          <ul className={styles.refusals} lang="en">
            {snapshot.refusals.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Alert>
      )}
      <SaveBar draft={draft} snapshot={snapshot} />
    </section>
  );
}
