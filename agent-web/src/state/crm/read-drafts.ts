import { isObject, number, text } from '../fields.ts';
import type { DraftThere } from '../inbox/drafts.ts';

/** A draft as the API gives it. */
export const draftOf = (value: unknown): DraftThere => {
  const one = isObject(value) ? value : {};
  return {
    ...{ conversationId: text(one.conversationId), atMs: number(one.atMs) },
    mode: one.mode === 'note' ? 'note' : 'reply',
    ...{ reply: text(one.reply), note: text(one.note) },
  };
};
