import { ExternalLink, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ContactOrder, ContactOrders, OrderState } from '../../state/types.ts';
import { pageLink } from '../page-link.ts';
import { useFile } from './file-context.ts';
import styles from './orders.module.css';
import { Part } from './part.tsx';

/** The way of an order that goes well. */
const STAGES: readonly OrderState[] = ['placed', 'paid', 'packed', 'shipped', 'delivering', 'delivered'];
/** Steps that this page has words for. */
const STEPS = [
  ...(['placed', 'paid', 'packed', 'handed-over', 'in-transit', 'arrived', 'customs'] as const),
  ...([
    'out-for-delivery',
    'delivered',
    'attempt-failed',
    'cancelled',
    'return-received',
    'refunded',
  ] as const),
] as const;
const MINOR_UNITS = 100;

/** How many stages are behind it; undefined for an order that is on no such way. */
function stagesDone(state: OrderState): number | undefined {
  const at = STAGES.indexOf(state);
  return at < 0 ? undefined : at + 1;
}

const money = (amount: number, currency: string, language: string): string =>
  new Intl.NumberFormat(language, {
    style: 'currency',
    currency: /^[A-Z]{3}$/.test(currency) ? currency : 'XXX',
  }).format(amount / MINOR_UNITS);

const moment = (atMs: number, language: string): string =>
  new Intl.DateTimeFormat(language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);

function Progress({ order }: { readonly order: ContactOrder }) {
  const { t } = useTranslation('orders');
  const done = stagesDone(order.state);
  if (done === undefined) return null;
  const state = t(`state-${order.state}`);
  return (
    <div className={styles.progress} role="img" aria-label={t('progressOf', { number: order.number, state })}>
      {STAGES.map((stage, at) => (
        <i key={stage} data-done={at < done || undefined} />
      ))}
    </div>
  );
}

function Tracking({ order }: { readonly order: ContactOrder }) {
  const { t } = useTranslation('orders');
  const href = pageLink(order.trackingUrl);
  const text = [order.carrier, order.trackingNumber].filter((part) => part !== '').join(' ');
  if (text === '') return null;
  return (
    <p className={styles.tracking}>
      <span>{t('tracking')}</span>
      {href === undefined ? (
        <span dir="auto">{text}</span>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
          {text} <ExternalLink size={13} role="img" aria-label={t('openTracking')} />
        </a>
      )}
    </p>
  );
}

function Steps({ order }: { readonly order: ContactOrder }) {
  const { t, i18n } = useTranslation('orders');
  const { number } = order;
  if (order.steps.length === 0) return null;
  return (
    <ol className={styles.steps} aria-label={t('stepsOf', { number })}>
      {order.steps.toReversed().map(({ step, atMs, place }) => (
        <li key={`${step} ${atMs}`}>
          <span>
            {t(`step-${STEPS.find((one) => one === step) ?? 'other'}`)}
            {place !== '' && <b dir="auto"> {place}</b>}
          </span>
          <time dateTime={new Date(atMs).toISOString()}>{moment(atMs, i18n.language)}</time>
        </li>
      ))}
    </ol>
  );
}

function OrderCard({ order, open }: { readonly order: ContactOrder; readonly open: boolean }) {
  const { t, i18n } = useTranslation('orders');
  const { number, state, items, expectedAtMs } = order;
  return (
    <li>
      <details className={styles.order} open={open}>
        <summary>
          <span className={styles.head}>
            <strong>{t('order', { number })}</strong>
            <em data-state={state}>{t(`state-${state}`)}</em>
          </span>
          <Progress order={order} />
        </summary>
        {expectedAtMs > 0 && (
          <p className={styles.expected}>{t('expected', { when: moment(expectedAtMs, i18n.language) })}</p>
        )}
        <Tracking order={order} />
        <Steps order={order} />
        <ul className={styles.items} aria-label={t('items')}>
          {items.map(({ name, quantity, price }) => (
            <li key={name}>
              <span dir="auto">
                {name} × {quantity}
              </span>
              <span>{money(price * quantity, order.currency, i18n.language)}</span>
            </li>
          ))}
          <li data-total>
            <span>{t('total')}</span>
            <span>{money(order.total, order.currency, i18n.language)}</span>
          </li>
        </ul>
      </details>
    </li>
  );
}

/** The customer's orders as the shop tells them now, the newest one that is under way opened. */
export function Orders({
  orders: known,
  hasAccount,
}: {
  readonly orders: ContactOrders;
  readonly hasAccount: boolean;
}) {
  const { t } = useTranslation('orders');
  const file = useFile();
  const { source, orders } = known;
  if (source === 'none') return null;
  const lively = orders.find(({ state }) => state !== 'delivered' && state !== 'cancelled');
  return (
    <Part title={t('title')}>
      {source === 'away' && (
        <p className={styles.away} role="status">
          {t('away')}
          <button type="button" onClick={() => file.askOrders()}>
            <RotateCw size={14} aria-hidden="true" /> {t('tryAgain')}
          </button>
        </p>
      )}
      {source === 'reached' && orders.length === 0 && (
        <p className={styles.none}>{t(hasAccount ? 'none' : 'noAccount')}</p>
      )}
      <ul className={styles.list}>
        {orders.map((order) => (
          <OrderCard key={order.number} order={order} open={order === lively} />
        ))}
      </ul>
    </Part>
  );
}
