import { Suspense, use, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { customers as english } from '../../i18n/en/customers.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { customers as chinese } from '../../i18n/zh/customers.ts';
import type { Customers } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { FileContext } from '../context/file-context.ts';
import { useDesk } from '../desk-context.ts';
import { CustomerFile } from './customer-file.tsx';
import { CustomerList } from './customer-list.tsx';
import styles from './customers.module.css';

export interface CustomersPlaceProps {
  readonly agentId: string;
  /** A conversation was opened: it is to be seen. */
  readonly onLeave: () => void;
}

function Both({
  asked,
  agentId,
  onLeave,
}: CustomersPlaceProps & { readonly asked: ReturnType<() => Promise<Customers>> }) {
  const { t } = useTranslation('customers');
  const customers = use(asked);
  const { openId } = useStore(customers);
  const shown = useMemo(() => ({ file: customers.file, leave: onLeave }), [customers, onLeave]);
  return (
    <div className={styles.place} data-open={openId !== '' || undefined}>
      <CustomerList customers={customers} />
      <main id="content" className={styles.main} tabIndex={-1}>
        {openId === '' ? (
          <p className={styles.choose}>{t('choose')}</p>
        ) : (
          <FileContext value={shown}>
            <CustomerFile key={openId} customers={customers} agentId={agentId} />
          </FileContext>
        )}
      </main>
    </div>
  );
}

/** All customers, and the file of one: to find who is not in the list of conversations. */
export default function CustomersPlace(props: CustomersPlaceProps) {
  const { i18n } = useTranslation();
  addDictionary(i18n, 'customers', { en: english, zh: chinese });
  const { conversations } = useDesk();
  const asked = useMemo(() => conversations.customers(), [conversations]);
  return (
    <Suspense>
      <Both asked={asked} {...props} />
    </Suspense>
  );
}
