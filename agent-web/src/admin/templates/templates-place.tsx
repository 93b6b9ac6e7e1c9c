import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { PlaceHead } from '../place-head.tsx';
import { TemplateForm } from './template-form.tsx';

/** The texts that all agents may put in. */
export function TemplatesPlace() {
  const { t } = useTranslation('admin');
  const { templates: editor } = useAdmin();
  const snapshot = useStore(editor);
  const [chosenId, setChosenId] = useState<string | undefined>(undefined);
  const [search, setSearch] = useState('');
  useEffect(() => editor.load(), [editor]);
  // What was just added is what is looked at.
  useEffect(() => {
    if (snapshot.saved !== '') setChosenId(snapshot.saved);
  }, [snapshot.saved]);
  const wanted = search.trim().toLowerCase();
  const found = snapshot.templates.filter(({ shortcut, title, text }) =>
    `${shortcut} ${title} ${text}`.toLowerCase().includes(wanted),
  );
  const chosen = snapshot.templates.find(({ templateId }) => templateId === chosenId);
  return (
    <>
      <PlaceHead
        title={t('templates')}
        hint={t('templatesHint')}
        problem={snapshot.problem}
        loading={snapshot.step === 'loading'}
      />
      <div className={styles.pair}>
        <section className={styles.card} aria-label={t('templates')}>
          <Button
            fullWidth
            variant="default"
            mb={10}
            leftSection={<Plus size={16} aria-hidden="true" />}
            onClick={() => setChosenId(undefined)}
          >
            {t('newTemplate')}
          </Button>
          <input
            type="search"
            className={fieldStyles.input}
            aria-label={t('findTemplate')}
            placeholder={t('findTemplate')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          {found.length === 0 && <p className={styles.none}>{t('noTemplates')}</p>}
          <ul className={styles.choices} aria-label={t('templates')}>
            {found.map(({ templateId, shortcut, title, language, approval }) => (
              <li key={templateId}>
                <button
                  type="button"
                  aria-current={templateId === chosenId}
                  onClick={() => setChosenId(templateId)}
                >
                  <strong>/{shortcut}</strong>
                  <small>
                    {title}
                    {language !== '' && ` · ${language}`}
                    {approval !== 'approved' && ` · ${t(`approval-${approval}`)}`}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <TemplateForm
          key={chosen === undefined ? 'new' : `${chosen.templateId} ${chosen.revision}`}
          template={chosen}
          saving={snapshot.step !== 'none'}
          saved={chosen !== undefined && snapshot.saved === chosen.templateId}
        />
      </div>
    </>
  );
}
