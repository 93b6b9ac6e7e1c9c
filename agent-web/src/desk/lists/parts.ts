import type { Channel, ConversationFilter, PriorityLevel } from '@weft/proto';

/** One thing that a filter asks: a chip each. */
export type FilterPart =
  | { readonly kind: 'channels'; readonly value: Channel }
  | { readonly kind: 'priorities'; readonly value: PriorityLevel }
  | { readonly kind: 'queueId' | 'agentId' | 'tags'; readonly value: string }
  | { readonly kind: 'awaitingAnswer'; readonly value: true };

/** Everything that a filter asks, in the order of its dialog. */
export const partsOf = (filter: ConversationFilter): readonly FilterPart[] => [
  ...filter.channels.map((value) => ({ kind: 'channels', value }) as const),
  ...filter.priorities.map((value) => ({ kind: 'priorities', value }) as const),
  ...(filter.awaitingAnswer ? [{ kind: 'awaitingAnswer', value: true } as const] : []),
  ...(filter.queueId === '' ? [] : [{ kind: 'queueId', value: filter.queueId } as const]),
  ...(filter.agentId === '' ? [] : [{ kind: 'agentId', value: filter.agentId } as const]),
  ...filter.tags.map((value) => ({ kind: 'tags', value }) as const),
];

/** The filter without one of its parts. */
export function withoutPart(filter: ConversationFilter, part: FilterPart): ConversationFilter {
  switch (part.kind) {
    case 'channels':
      return { ...filter, channels: filter.channels.filter((one) => one !== part.value) };
    case 'priorities':
      return { ...filter, priorities: filter.priorities.filter((one) => one !== part.value) };
    case 'tags':
      return { ...filter, tags: filter.tags.filter((one) => one !== part.value) };
    case 'queueId':
      return { ...filter, queueId: '' };
    case 'agentId':
      return { ...filter, agentId: '' };
    case 'awaitingAnswer':
      return { ...filter, awaitingAnswer: false };
  }
}

/** Whether two filters ask the same, in whatever order. */
export function asksSame(one: ConversationFilter, other: ConversationFilter): boolean {
  const words = (filter: ConversationFilter): string =>
    partsOf(filter)
      .map(({ kind, value }) => `${kind} ${value}`)
      .sort()
      .join('\n');
  return words(one) === words(other);
}
