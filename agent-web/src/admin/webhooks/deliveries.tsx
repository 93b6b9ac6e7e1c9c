import { Button } from '@mantine/core';
import { RefreshCw, RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { WebhookDelivery } from '../../state/types.ts';
import { WEBHOOK_KINDS } from '../../state/webhooks/read-webhooks.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { useWhen } from '../when.ts';
import { useWhy } from './use-why.ts';

function Row({ delivery: one, busy }: { readonly delivery: WebhookDelivery; readonly busy: boolean }) {
  const { t } = useTranslation('webhooks');
  const { webhooks } = useAdmin();
  const when = useWhen();
  const why = useWhy();
  const kind = WEBHOOK_KINDS.find((known) => known === one.kind);
  const retried = one.state === 'waiting' && one.tries > 0;
  return (
    <tr>
      <td>{when(one.atMs)}</td>
      <th scope="row">
        {kind === undefined ? one.kind : t(`kind-${kind}`)}{' '}
        <small style={{ fontWeight: 400, overflowWrap: 'anywhere' }}>
          <code>{one.eventId}</code>
        </small>
      </th>
      <td>
        {t(`state-${one.state}`)}
        {retried && <small> {t('next', { when: when(one.dueAtMs) })}</small>}
      </td>
      <td>{why(one)}</td>
      <td>{one.tries}</td>
      <td>
        {(one.state === 'given-up' || retried) && (
          <Button
            size="sm"
            variant="default"
            leftSection={<RotateCcw size={16} aria-hidden="true" />}
            disabled={busy}
            aria-label={t('againOf', { event: one.eventId })}
            onClick={() => webhooks.sendAgain(one.delivery)}
          >
            {t('again')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** What an endpoint was told lately, and is to be told. */
export function Deliveries({
  endpointId,
  deliveries,
  busy,
}: {
  readonly endpointId: string;
  readonly deliveries: readonly WebhookDelivery[];
  readonly busy: boolean;
}) {
  const { t } = useTranslation('webhooks');
  const { webhooks } = useAdmin();
  const heading = useId();
  return (
    <section className={styles.card} aria-labelledby={heading}>
      <h2 id={heading}>{t('deliveries')}</h2>
      <p className={styles.hint}>{t('deliveriesHint')}</p>
      {deliveries.length === 0 && <p className={styles.none}>{t('noDeliveries')}</p>}
      {deliveries.length > 0 && (
        <div className={styles.scrollBox}>
          <table className={styles.table} aria-label={t('deliveries')}>
            <thead>
              <tr>
                {(['when', 'event', 'state', 'why', 'tries', 'todo'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {deliveries.map((one) => (
                <Row key={one.delivery} delivery={one} busy={busy} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.actions} data-apart="">
        <Button
          variant="default"
          leftSection={<RefreshCw size={16} aria-hidden="true" />}
          disabled={busy}
          onClick={() => webhooks.open(endpointId)}
        >
          {t('reload')}
        </Button>
      </div>
    </section>
  );
}
