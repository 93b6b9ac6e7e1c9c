import { useTranslation } from 'react-i18next';

/** Intents that pages have words for; others are called by their id. */
const NAMED = [
  ...(['order-status', 'delivery', 'return', 'exchange', 'cancel-order', 'invoice', 'payment'] as const),
  ...(['change-address', 'opening-hours', 'human', 'complaint', 'greeting', 'thanks', 'coupon'] as const),
  ...(['account', 'stock', 'other'] as const),
] as const;

/** An intent's name in the page's language; one that somebody added is called by its id. */
export function useIntentName(): (intent: string) => string {
  const { t } = useTranslation('orders');
  return (intent) => {
    const known = NAMED.find((name) => name === intent);
    return known === undefined ? intent : t(`intent-${known}`);
  };
}
