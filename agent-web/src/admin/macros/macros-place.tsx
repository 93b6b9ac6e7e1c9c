import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { macros as english } from '../../i18n/en/macros.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { macros as chinese } from '../../i18n/zh/macros.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { PlaceHead } from '../place-head.tsx';
import { MacroForm } from './macro-form.tsx';

/** What agents may do by one press. */
export function MacrosPlace() {
  const { t, i18n } = useTranslation('macros');
  addDictionary(i18n, 'macros', { en: english, zh: chinese });
  const { macros: editor } = useAdmin();
  const { macros, templates, step, problem, saved } = useStore(editor);
  const [chosenId, setChosenId] = useState('');
  useEffect(() => editor.load(), [editor]);
  // What was just added is what is looked at.
  useEffect(() => {
    if (saved !== '') setChosenId(saved);
  }, [saved]);
  const chosen = macros.find(({ macroId }) => macroId === chosenId);
  return (
    <>
      <PlaceHead title={t('title')} hint={t('hint')} problem={problem} loading={step === 'loading'} />
      <div className={styles.pair}>
        <section className={styles.card} aria-label={t('title')}>
          <Button
            fullWidth
            variant="default"
            mb={10}
            leftSection={<Plus size={16} aria-hidden="true" />}
            onClick={() => setChosenId('')}
          >
            {t('create')}
          </Button>
          {macros.length === 0 && <p className={styles.none}>{t('none')}</p>}
          <ul className={styles.choices} aria-label={t('title')}>
            {macros.map(({ macroId, name, steps }) => (
              <li key={macroId}>
                <button
                  type="button"
                  aria-current={macroId === chosenId}
                  onClick={() => setChosenId(macroId)}
                >
                  <strong dir="auto">{name}</strong>
                  <small>{steps.map((one) => t(`do-${one.do}`)).join(' · ')}</small>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <MacroForm
          key={chosen === undefined ? 'new' : `${chosen.macroId} ${chosen.revision}`}
          macro={chosen}
          templates={templates}
          saving={step !== 'none'}
          saved={chosen !== undefined && saved === chosen.macroId}
        />
      </div>
    </>
  );
}
