import type { Conversation } from '@weft/proto';

/** What a list shows of a conversation's newest item; `words` are of a message, the rest is for the page to name. */
export type Preview =
  | { readonly name: 'words'; readonly text: string; readonly byAgent: boolean }
  | { readonly name: 'nothing' | 'call' | 'deleted' };

/** Calls are items of Weft itself and have no words; a message without words has lost them. */
export function previewOf({
  preview,
  previewSeq,
  previewAuthor,
}: Pick<Conversation, 'preview' | 'previewSeq' | 'previewAuthor'>): Preview {
  if (preview !== '') return { name: 'words', text: preview, byAgent: previewAuthor === 'agent' };
  if (previewSeq === 0) return { name: 'nothing' };
  return { name: previewAuthor === 'system' ? 'call' : 'deleted' };
}
