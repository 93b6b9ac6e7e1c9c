import type { Channel, ConversationFilter, FieldValue, PriorityLevel } from '@weft/proto';

/** One thing that a filter asks: a chip each. */
export type FilterPart =
  | { readonly kind: 'channels'; readonly value: Channel }
  | { readonly kind: 'priorities'; readonly value: PriorityLevel }
  | { readonly kind: 'queueId' | 'agentId' | 'tags'; readonly value: string }
  /** As "key=value": no key has that sign. */
  | { readonly kind: 'fields' | 'contactFields'; readonly value: string }
  | { readonly kind: 'awaitingAnswer'; readonly value: true };

const wordOf = ({ key, value }: FieldValue): string => `${key}=${value}`;

/** The field of such a part, and what it is to say. */
export function fieldOfPart(part: FilterPart & { readonly kind: 'fields' | 'contactFields' }): FieldValue {
  const end = part.value.indexOf('=');
  return { key: part.value.slice(0, end), value: part.value.slice(end + 1) };
}

/** Everything that a filter asks, in the order of its dialog. */
export const partsOf = (filter: ConversationFilter): readonly FilterPart[] => [
  ...filter.channels.map((value) => ({ kind: 'channels', value }) as const),
  ...filter.priorities.map((value) => ({ kind: 'priorities', value }) as const),
  ...(filter.awaitingAnswer ? [{ kind: 'awaitingAnswer', value: true } as const] : []),
  ...(filter.queueId === '' ? [] : [{ kind: 'queueId', value: filter.queueId } as const]),
  ...(filter.agentId === '' ? [] : [{ kind: 'agentId', value: filter.agentId } as const]),
  ...filter.tags.map((value) => ({ kind: 'tags', value }) as const),
  ...filter.fields.map((one) => ({ kind: 'fields', value: wordOf(one) }) as const),
  ...filter.contactFields.map((one) => ({ kind: 'contactFields', value: wordOf(one) }) as const),
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
    case 'fields':
    case 'contactFields':
      return { ...filter, [part.kind]: filter[part.kind].filter((one) => wordOf(one) !== part.value) };
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
