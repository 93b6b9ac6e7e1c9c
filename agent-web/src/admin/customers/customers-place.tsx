import { Alert, Button } from '@mantine/core';
import { Download, Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { imports as english } from '../../i18n/en/imports.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { imports as chinese } from '../../i18n/zh/imports.ts';
import type { CustomerImport } from '../../state/types.ts';
import { handOver } from '../../ui/staff/hand-over.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { PlaceHead } from '../place-head.tsx';

/** Lines named one by one; of more it is said how many. */
const MOST_NAMED = 20;

function Taken({ taken }: { readonly taken: CustomerImport }) {
  const { t } = useTranslation('imports');
  const { added, changed, unchanged, refused, ignored } = taken;
  const color = refused.length > 0 ? 'yellow' : 'teal';
  return (
    <Alert color={color} variant="light" role="status" mt={12} className={styles.told}>
      <p>{t('taken', { added, changed, unchanged })}</p>
      {ignored.length > 0 && <p>{t('ignored', { columns: ignored.join(', ') })}</p>}
      {refused.length > 0 && (
        <>
          <p>{t('refused', { count: refused.length })}</p>
          <ul>
            {refused.slice(0, MOST_NAMED).map(({ line, fault }) => (
              <li key={line}>{t('refusedLine', { line, why: t(`fault-${fault}`) })}</li>
            ))}
          </ul>
          {refused.length > MOST_NAMED && <p>{t('andMore', { count: refused.length - MOST_NAMED })}</p>}
        </>
      )}
    </Alert>
  );
}

/** Customers from a list, and as one: what other systems know of them comes in here, and goes out. */
export function CustomersPlace() {
  const { t, i18n } = useTranslation('imports');
  addDictionary(i18n, 'imports', { en: english, zh: chinese });
  const { customers } = useAdmin();
  const { step, problem, taken } = useStore(customers);
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <PlaceHead title={t('title')} hint={t('hint')} problem={problem} loading={step === 'loading'} />
      <section className={styles.card} aria-label={t('importTitle')}>
        <h2>{t('importTitle')}</h2>
        <p className={styles.hint}>{t('importHint')}</p>
        <input
          ref={field}
          type="file"
          accept=".csv,text/csv"
          hidden
          onChange={({ currentTarget }) => {
            const list = currentTarget.files?.item(0);
            // The same file may be chosen again once it was mended.
            currentTarget.value = '';
            if (list) customers.takeIn(new Blob([list], { type: 'text/csv' }));
          }}
        />
        <Button
          leftSection={<Upload size={16} aria-hidden="true" />}
          loading={step === 'saving'}
          disabled={step !== 'none'}
          onClick={() => field.current?.click()}
        >
          {t('choose')}
        </Button>
        {taken !== undefined && <Taken taken={taken} />}
      </section>
      <section className={styles.card} aria-label={t('exportTitle')}>
        <h2>{t('exportTitle')}</h2>
        <p className={styles.hint}>{t('exportHint')}</p>
        <Button
          variant="default"
          leftSection={<Download size={16} aria-hidden="true" />}
          disabled={step !== 'none'}
          onClick={() => customers.writeOut((file) => handOver(file, t('fileName')))}
        >
          {t('download')}
        </Button>
      </section>
    </>
  );
}
