import { ConversationFilter, type ConversationView } from '@weft/proto';
import { flag, isObject, number, text } from '../fields.ts';
import type { SavedFilter } from '../types.ts';

const VIEWS = [
  'mine',
  'unassigned',
  'all',
  'mentions',
  'followed',
  'snoozed',
  'closed',
] as const satisfies readonly ConversationView[];

/** A saved filter as the API gives it. Throws MalformedMessage for a filter of another version. */
export const savedFilterOf = (value: unknown): SavedFilter => {
  const one = isObject(value) ? value : {};
  return {
    ...{ filterId: text(one.filterId), name: text(one.name) },
    view: VIEWS.find((view) => view === one.view) ?? 'all',
    filter: ConversationFilter.fromValue(one.filter),
    ...{ shared: flag(one.shared), count: number(one.count) },
  };
};
