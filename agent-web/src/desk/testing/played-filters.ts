import { type Conversation, ConversationFilter, fits } from '@weft/proto';
import type { Crm } from '../../state/crm/crm.ts';
import type { SavedFilter } from '../../state/types.ts';

/** Saved filters that are kept for as long as the page is open, over the played conversations. */
export function playedFilters(
  heads: readonly Conversation[],
  agentId: string,
): Pick<Crm, 'filters' | 'saveFilter' | 'renameFilter' | 'removeFilter'> {
  const count = ({ filter, view }: Omit<SavedFilter, 'count'>): number =>
    heads.filter((head) => fits(head, filter) && (view !== 'mine' || head.agentId === agentId)).length;
  let kept: readonly Omit<SavedFilter, 'count'>[] = [
    {
      ...{ filterId: 'f-1', name: 'Waiting, by text', view: 'all', shared: true },
      filter: ConversationFilter.create({ channels: ['sms', 'wechat'], awaitingAnswer: true }),
    },
    {
      ...{ filterId: 'f-2', name: '紧急 · VIP', view: 'mine', shared: false },
      filter: ConversationFilter.create({ priorities: ['urgent', 'high'] }),
    },
  ];
  return {
    filters: async () => kept.map((one) => ({ ...one, count: count(one) })),
    saveFilter: async (saved) => {
      kept = [...kept, { ...saved, filterId: `f-${kept.length + 1}` }];
    },
    renameFilter: async (filterId, name) => {
      kept = kept.map((one) => (one.filterId === filterId ? { ...one, name } : one));
    },
    removeFilter: async (filterId) => {
      kept = kept.filter((one) => one.filterId !== filterId);
    },
  };
}
