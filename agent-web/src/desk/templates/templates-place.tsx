import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { Suspense, use, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { templates as english } from '../../i18n/en/templates.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { templates as chinese } from '../../i18n/zh/templates.ts';
import type { TemplateList } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { SearchField } from '../search-field.tsx';
import { TemplateSheet } from './template-sheet.tsx';
import styles from './templates.module.css';

/** All that may be put into a reply, and the one that is looked at. */
function Listed({
  asked,
  supervises,
}: {
  readonly asked: Promise<TemplateList>;
  readonly supervises: boolean;
}) {
  const { t } = useTranslation('templates');
  const tell = useProblemText();
  const list = use(asked);
  const { templates, step, problem, saved } = useStore(list);
  const [chosenId, setChosenId] = useState('');
  const [search, setSearch] = useState('');
  useEffect(() => list.renew(), [list]);
  // What was just added is what is looked at.
  useEffect(() => {
    if (saved !== '') setChosenId(saved);
  }, [saved]);
  const words = search.trim().toLowerCase();
  const found = templates.filter(({ shortcut, title, text }) =>
    `${shortcut} ${title} ${text}`.toLowerCase().includes(words),
  );
  const chosen = templates.find(({ templateId }) => templateId === chosenId);
  return (
    <div className={styles.place}>
      <section className={styles.column} aria-label={t('list')}>
        <h1>{t('title')}</h1>
        <SearchField
          value={search}
          label={t('search')}
          hint={t('search')}
          clear={t('clearSearch')}
          onSearch={setSearch}
        />
        <Button
          variant="default"
          leftSection={<Plus size={16} aria-hidden="true" />}
          onClick={() => setChosenId('')}
        >
          {t('create')}
        </Button>
        {step === 'none' && problem === undefined && found.length === 0 && (
          <p className={styles.hint} role="status">
            {t('none')}
          </p>
        )}
        <ul className={styles.rows}>
          {found.map(({ templateId, shortcut, title, language, ownerId, approval }) => (
            <li key={templateId}>
              <button
                type="button"
                aria-current={templateId === chosenId || undefined}
                onClick={() => setChosenId(templateId)}
              >
                <strong dir="auto">/{shortcut}</strong>
                <small dir="auto">
                  {[
                    title,
                    language,
                    ownerId === '' ? t('everybodys') : t('own'),
                    approval === 'approved' ? '' : t(`approval-${approval}`),
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </small>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <main id="content" className={styles.main} tabIndex={-1}>
        {problem !== undefined && (
          <p className={styles.failure} role="alert">
            {tell(problem).title} {tell(problem).advice}
          </p>
        )}
        <TemplateSheet
          key={chosen === undefined ? 'new' : `${chosen.templateId} ${chosen.revision}`}
          list={list}
          template={chosen}
          supervises={supervises}
          saving={step !== 'none'}
          saved={chosen !== undefined && saved === chosen.templateId}
        />
      </main>
    </div>
  );
}

/** Templates at the desk: one's own for everybody, and everybody's for supervisors. */
export default function TemplatesPlace({ supervises }: { readonly supervises: boolean }) {
  const { i18n } = useTranslation();
  addDictionary(i18n, 'templates', { en: english, zh: chinese });
  const { conversations } = useDesk();
  const asked = useMemo(() => conversations.templateList(), [conversations]);
  return (
    <Suspense>
      <Listed asked={asked} supervises={supervises} />
    </Suspense>
  );
}
