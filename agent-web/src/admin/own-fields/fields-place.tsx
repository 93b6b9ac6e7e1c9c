import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fields as english } from '../../i18n/en/fields.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { fields as chinese } from '../../i18n/zh/fields.ts';
import { fieldName } from '../../state/admin/own-fields-editor.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { PlaceHead } from '../place-head.tsx';
import { FieldForm } from './field-form.tsx';

/** The company's own fields, of customers and conversations. */
export function FieldsPlace() {
  const { t, i18n } = useTranslation('fields');
  addDictionary(i18n, 'fields', { en: english, zh: chinese });
  const { fields: editor } = useAdmin();
  const { fields, step, problem, saved } = useStore(editor);
  const [chosenName, setChosenName] = useState('');
  useEffect(() => editor.load(), [editor]);
  // What was just added is what is looked at.
  useEffect(() => {
    if (saved !== '') setChosenName(saved);
  }, [saved]);
  const chosen = fields.find((field) => fieldName(field) === chosenName);
  // Of a new one the form says why: its kind is another than that of its values.
  const isOfKind = chosen === undefined && problem?.name === 'fault' && problem.code === 'BAD_REQUEST';
  return (
    <>
      <PlaceHead
        title={t('title')}
        hint={t('hint')}
        problem={isOfKind ? undefined : problem}
        loading={step === 'loading'}
      />
      <div className={styles.pair}>
        <section className={styles.card} aria-label={t('title')}>
          <Button
            fullWidth
            variant="default"
            mb={10}
            leftSection={<Plus size={16} aria-hidden="true" />}
            onClick={() => setChosenName('')}
          >
            {t('create')}
          </Button>
          {fields.length === 0 && <p className={styles.none}>{t('none')}</p>}
          <ul className={styles.choices} aria-label={t('title')}>
            {fields.map((field) => (
              <li key={fieldName(field)}>
                <button
                  type="button"
                  aria-current={fieldName(field) === chosenName}
                  onClick={() => setChosenName(fieldName(field))}
                >
                  <strong dir="auto">{field.label}</strong>
                  <small>
                    {t(`subject-${field.subject}`)} · {t(`kind-${field.kind}`)} · {field.key}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <FieldForm
          key={chosen === undefined ? 'new' : `${fieldName(chosen)} ${chosen.revision}`}
          field={chosen}
          others={fields}
          saving={step !== 'none'}
          saved={chosen !== undefined && saved === fieldName(chosen)}
          refused={isOfKind ? t('otherKind') : ''}
        />
      </div>
    </>
  );
}
