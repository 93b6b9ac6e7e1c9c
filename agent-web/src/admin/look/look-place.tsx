import { isReadable, keptColour, LOOK_LIMITS } from '@weft/proto';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { look as english } from '../../i18n/en/look.ts';
import { widget as widgetEnglish } from '../../i18n/en/widget.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { look as chinese } from '../../i18n/zh/look.ts';
import { widget as widgetChinese } from '../../i18n/zh/widget.ts';
import type { BothWords, Look } from '../../state/types.ts';
import { Switch } from '../../ui/switch.tsx';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { FormEnd } from '../form-end.tsx';
import { Overtaken } from '../overtaken.tsx';
import { PlaceHead } from '../place-head.tsx';
import { ColourField } from './colour-field.tsx';
import own from './look.module.css';
import { LookPreview } from './look-preview.tsx';

type Said = keyof typeof LOOK_LIMITS;
const SIDES = ['right', 'left'] as const;
const LANGUAGES = ['zh', 'en'] as const;

/** One thing that is said, in both languages. */
function WordsFields({
  what,
  value,
  onChange,
}: {
  readonly what: Said;
  readonly value: BothWords;
  readonly onChange: (value: BothWords) => void;
}) {
  const { t } = useTranslation('look');
  return (
    <>
      {LANGUAGES.map((language) => (
        <TextField
          key={language}
          label={t(`${what}-${language}`)}
          value={value[language]}
          lines={what === 'away' ? 3 : 1}
          maxLength={LOOK_LIMITS[what]}
          dir="auto"
          // It is one line, however it is typed.
          onChange={(typed) => onChange({ ...value, [language]: typed.replace(/\s*\n\s*/g, ' ') })}
        />
      ))}
    </>
  );
}

function LookForm({ look }: { readonly look: Look }) {
  const { t } = useTranslation('look');
  const { look: editor } = useAdmin();
  const { step, changed, saved } = useStore(editor);
  const colour = keptColour(look.colour);
  const takes = look.colour === '' || (colour !== undefined && isReadable(colour));
  const words = (what: Said) => (
    <WordsFields what={what} value={look[what]} onChange={(value) => editor.change({ [what]: value })} />
  );
  return (
    <FormCard title={t('form')} onSubmit={() => editor.save()}>
      <p className={styles.hint}>{t('formHint')}</p>
      <div className={fieldStyles.grid}>{words('company')}</div>
      <div className={fieldStyles.grid}>{words('greeting')}</div>
      <ColourField value={look.colour} onChange={(value) => editor.change({ colour: value })} />
      <div className={fieldStyles.grid}>
        {words('launcher')}
        <ChoiceField
          label={t('side')}
          hint={t('sideHint')}
          value={look.side}
          onChange={(side) => editor.change({ side })}
          options={SIDES.map((side) => [side, t(`side-${side}`)] as const)}
        />
      </div>
      <div className={fieldStyles.grid}>{words('away')}</div>
      <div className={fieldStyles.grid}>
        <Switch
          label={t('calls')}
          explanation={t('callsHint')}
          on={look.calls}
          onChange={(calls) => editor.change({ calls })}
        />
        <Switch
          label={t('files')}
          explanation={t('filesHint')}
          on={look.files}
          onChange={(files) => editor.change({ files })}
        />
      </div>
      <FormEnd
        save={t('save')}
        complete={changed && takes && step !== 'loading'}
        saving={step === 'saving'}
        removal={undefined}
        saved={{ shown: saved, text: t('saved') }}
      />
    </FormCard>
  );
}

/** How widgets look on the company's pages, and what they say, with what becomes of it beside. */
export function LookPlace() {
  const { t, i18n } = useTranslation('look');
  addDictionary(i18n, 'look', { en: english, zh: chinese });
  addDictionary(i18n, 'widget', { en: widgetEnglish, zh: widgetChinese });
  const { look: editor } = useAdmin();
  const { look, changed, overtaken, problem, step } = useStore(editor);
  useEffect(() => {
    if (!editor.get().changed) editor.load();
  }, [editor]);
  const colour = keptColour(look.colour);
  const shown = { ...look, colour: colour !== undefined && isReadable(colour) ? colour : '' };
  return (
    <>
      <PlaceHead
        title={t('title')}
        hint={t('hint')}
        problem={overtaken ? undefined : problem}
        loading={step === 'loading'}
      >
        {changed && (
          <span className={styles.chip} data-kind="warn">
            {t('notSaved')}
          </span>
        )}
      </PlaceHead>
      {overtaken && <Overtaken text={t('overtaken')} load={t('load')} onLoad={() => editor.load()} />}
      <div className={own.layout}>
        <LookForm look={look} />
        <LookPreview look={shown} />
      </div>
    </>
  );
}
