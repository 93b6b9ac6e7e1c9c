import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditedTemplate, TemplateDraft, TemplateList } from '../../state/types.ts';
import { BusyButton } from '../../ui/staff/busy-button.tsx';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import form from '../form.module.css';
import styles from './templates.module.css';

const CHANNELS = ['chat', 'sms', 'email', 'wechat', 'weibo'] as const;
const LANGUAGES = ['', 'zh', 'en'] as const;
const NEW: TemplateDraft = { shortcut: '', title: '', language: '', text: '', channels: [] };
/** As the control plane takes it. */
const SHORTCUT = '[\\p{L}\\p{N}_\\-]{1,40}';

export interface TemplateSheetProps {
  readonly list: TemplateList;
  /** Undefined = one that is to be added. */
  readonly template: EditedTemplate | undefined;
  /** Everybody's are theirs to change. */
  readonly supervises: boolean;
  readonly saving: boolean;
  readonly saved: boolean;
}

function draftOf(template: EditedTemplate | undefined): TemplateDraft {
  if (template === undefined) return NEW;
  const { shortcut, title, language, text, channels } = template;
  return { shortcut, title, language, text, channels };
}

/** One template, to be read, changed or added. */
export function TemplateSheet({ list, template, supervises, saving, saved }: TemplateSheetProps) {
  const { t } = useTranslation(['templates', 'inbox']);
  const heading = useId();
  const [draft, setDraft] = useState(() => draftOf(template));
  const [shared, setShared] = useState(false);
  const change = (changes: Partial<TemplateDraft>): void => setDraft((before) => ({ ...before, ...changes }));
  const isShared = template === undefined ? shared : template.ownerId === '';
  const mayChange = template === undefined || template.ownerId !== '' || supervises;
  const { language, channels } = draft;
  const languages = LANGUAGES.some((one) => one === language) ? LANGUAGES : [language, ...LANGUAGES];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (template === undefined) list.add(draft, shared);
    else list.change(template, draft);
  };
  return (
    <form className={styles.sheet} aria-labelledby={heading} onSubmit={submit}>
      <h2 id={heading}>{template === undefined ? t('create') : t('one', { shortcut: template.shortcut })}</h2>
      <p className={styles.hint} role="status">
        {saved && t('saved')} {t(isShared ? 'everybodysHint' : 'ownHint')}{' '}
        {template !== undefined && isShared && t(`approval-${template.approval}`)}
        {template !== undefined && template.reason !== '' && <q dir="auto">{template.reason}</q>}
      </p>
      <fieldset disabled={!mayChange}>
        <label>
          <span className={form.label}>{t('shortcut')}</span>
          <input
            className={form.field}
            required
            pattern={SHORTCUT}
            title={t('shortcutHint')}
            maxLength={40}
            value={draft.shortcut}
            onChange={({ currentTarget }) => change({ shortcut: currentTarget.value })}
          />
        </label>
        <label>
          <span className={form.label}>{t('name')}</span>
          <input
            className={form.field}
            required
            dir="auto"
            maxLength={80}
            value={draft.title}
            onChange={({ currentTarget }) => change({ title: currentTarget.value })}
          />
        </label>
        <label>
          <span className={form.label}>{t('language')}</span>
          <select
            className={form.field}
            value={language}
            onChange={({ currentTarget }) => change({ language: currentTarget.value })}
          >
            {languages.map((one) => (
              <option key={one} value={one}>
                {one === '' || one === 'zh' || one === 'en' ? t(`language-${one || 'any'}`) : one}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className={form.label}>{t('text')}</span>
          <textarea
            className={form.field}
            required
            rows={6}
            dir="auto"
            maxLength={4_000}
            value={draft.text}
            onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          />
        </label>
        <p className={styles.hint}>
          {t('variables', { contact: '{{contact.name}}', agent: '{{agent.name}}' })}
        </p>
        <fieldset>
          <legend className={form.label}>{t('channels')}</legend>
          {CHANNELS.map((channel) => (
            <label key={channel} className={styles.box}>
              <input
                type="checkbox"
                checked={channels.includes(channel)}
                onChange={({ currentTarget }) =>
                  change({
                    channels: currentTarget.checked
                      ? [...channels, channel]
                      : channels.filter((one) => one !== channel),
                  })
                }
              />
              {t(`inbox:channel-${channel}`)}
            </label>
          ))}
        </fieldset>
        {template === undefined && supervises && (
          <label className={styles.box}>
            <input
              type="checkbox"
              checked={shared}
              onChange={({ currentTarget }) => setShared(currentTarget.checked)}
            />
            {t('forEverybody')}
          </label>
        )}
      </fieldset>
      {mayChange && (
        <div className={styles.actions}>
          <BusyButton type="submit" working={saving}>
            {t('save')}
          </BusyButton>
          {template === undefined ? (
            <Button
              variant="default"
              onClick={() => {
                setDraft(NEW);
                // A shared one is everybody's: nobody is to make the next one so without a look.
                setShared(false);
              }}
            >
              {t('empty')}
            </Button>
          ) : (
            <RemoveButton
              label={t('remove')}
              busy={saving}
              onRemove={() => list.remove(template.templateId)}
            />
          )}
        </div>
      )}
    </form>
  );
}
