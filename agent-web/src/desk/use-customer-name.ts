import type { Participant } from '@weft/proto';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createCell } from '../state/cell.ts';
import type { ConversationSnapshot, Readable } from '../state/types.ts';
import { useStore } from '../ui/use-store.ts';
import { useDesk } from './desk-context.ts';

export interface CustomerName {
  readonly name: string;
  /** Only the customer gave it. */
  readonly claimed: boolean;
}

type Headed = Pick<ConversationSnapshot, 'head'>;

/** Of a call that belongs to no conversation. */
const NOTHING: Readable<Headed> = createCell<Headed>({ head: undefined });

/**
 * How the customer of a call is called: as the head of its conversation has it, and as the session had it until that
 * is known. An offer does not wait for the store, which may be away.
 */
export function useCustomerName({
  conversationId,
  customer,
}: {
  readonly conversationId: string;
  readonly customer: Participant | undefined;
}): CustomerName {
  const { t } = useTranslation('desk');
  const { threads } = useDesk().conversations;
  const live = useMemo(
    () => (conversationId === '' ? NOTHING : threads.liveOf(conversationId)),
    [threads, conversationId],
  );
  const { head } = useStore<Headed>(live);
  const known = head?.contactName ?? '';
  return {
    name: known || customer?.displayName || t('unnamedCustomer'),
    claimed: known !== '' && head?.contactNameClaimed === true,
  };
}
