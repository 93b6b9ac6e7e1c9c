import { useTranslation } from 'react-i18next';
import type { WebhookAnswer } from '../../state/types.ts';

const KNOWN = [
  ...(['status', 'redirected', 'timeout', 'address'] as const),
  ...(['certificate', 'unreachable', 'secret', 'gone'] as const),
];

/** Why an event was not taken, in words; empty = it was, or was not tried. */
export function useWhy(): (answer: Pick<WebhookAnswer, 'status' | 'reason'>) => string {
  const { t } = useTranslation('webhooks');
  return ({ status, reason }) => {
    const known = KNOWN.find((one) => one === reason);
    return known === undefined ? reason : t(`why-${known}`, { status });
  };
}
