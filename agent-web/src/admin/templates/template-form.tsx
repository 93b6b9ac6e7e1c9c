import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditedTemplate, TemplateDraft } from '../../state/types.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { useChannelName } from '../channel-name.ts';
import fieldStyles from '../fields.module.css';
import { BoxesField, ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { FormEnd } from '../form-end.tsx';
import { useWhen } from '../when.ts';
import { TemplateApproval } from './template-approval.tsx';
import { TemplatePreview } from './template-preview.tsx';

const CHANNELS = ['chat', 'sms', 'email', 'wechat', 'weibo'];
const SHORTCUT = /^[\p{L}\p{N}_-]{1,40}$/u;
const NEW: TemplateDraft = { shortcut: '', title: '', language: '', text: '', channels: [] };

/** One template, new or to be changed. */
export function TemplateForm({
  template,
  saving,
  saved,
}: {
  readonly template: EditedTemplate | undefined;
  readonly saving: boolean;
  readonly saved: boolean;
}) {
  const { t } = useTranslation('admin');
  const { templates } = useAdmin();
  const nameOf = useChannelName();
  const when = useWhen();
  const [draft, setDraft] = useState<TemplateDraft>(() => {
    if (template === undefined) return NEW;
    const { shortcut, title, language, text, channels } = template;
    return { shortcut, title, language, text, channels };
  });
  const change = (changes: Partial<TemplateDraft>): void => setDraft({ ...draft, ...changes });
  const { shortcut, title, language, text, channels } = draft;
  const complete = SHORTCUT.test(shortcut) && title.trim() !== '' && text !== '';
  const isAsSaved =
    template !== undefined &&
    (['shortcut', 'title', 'language', 'text'] as const).every((one) => draft[one] === template[one]) &&
    channels.join() === template.channels.join();
  const languages = [...new Set(['', 'zh', 'en', language])];
  const languageNames = new Map([
    ['', t('anyLanguage')],
    ['zh', t('chinese')],
    ['en', t('english')],
  ]);
  return (
    <FormCard
      title={template === undefined ? t('newTemplate') : t('editTemplate', { shortcut: template.shortcut })}
      chips={
        template !== undefined &&
        template.changedAtMs > 0 && (
          <span className={styles.chip}>
            {t('changedBy', { when: when(template.changedAtMs), name: template.changedBy })}
          </span>
        )
      }
      onSubmit={() => {
        if (template === undefined) templates.add(draft);
        else templates.change(template, draft);
      }}
    >
      <div className={fieldStyles.grid}>
        <TextField
          label={t('shortcut')}
          hint={t('shortcutHint')}
          value={shortcut}
          maxLength={40}
          onChange={(value) => change({ shortcut: value })}
        />
        <TextField
          label={t('templateTitle')}
          value={title}
          maxLength={80}
          dir="auto"
          onChange={(value) => change({ title: value })}
        />
        <ChoiceField
          label={t('language')}
          value={language}
          onChange={(value) => change({ language: value })}
          options={languages.map((one) => [one, languageNames.get(one) ?? one])}
        />
      </div>
      <TextField
        label={t('text')}
        value={text}
        lines={6}
        maxLength={4_000}
        dir="auto"
        onChange={(value) => change({ text: value })}
      />
      <div className={styles.actions}>
        <span className={styles.hint} style={{ margin: 0 }}>
          {t('variables')}
        </span>
        {(['contact', 'agent'] as const).map((one) => (
          <Button
            key={one}
            size="compact-sm"
            variant="default"
            onClick={() => change({ text: `${text}{{${one}.name}}` })}
          >
            {t(`variable-${one}`)}
          </Button>
        ))}
      </div>
      <TemplatePreview text={text} channels={channels} />
      <BoxesField
        label={t('channels')}
        hint={t('channelsHint')}
        chosen={channels}
        onChange={(value) => change({ channels: value })}
        options={CHANNELS.map((one) => [one, nameOf(one)])}
      />
      <FormEnd
        save={t('saveTemplate')}
        complete={complete}
        saving={saving}
        removal={
          template && { label: t('removeTemplate'), onRemove: () => templates.remove(template.templateId) }
        }
        saved={{ shown: saved, text: t('saved') }}
      />
      {template !== undefined && <TemplateApproval template={template} busy={saving || !isAsSaved} />}
    </FormCard>
  );
}
