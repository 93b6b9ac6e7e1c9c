import { isId } from '@weft/proto';
import { z } from 'zod';
import type { Markup } from './channel.ts';

/** What an original is kept as among the files of its conversation. */
export const ORIGINAL_TYPE = 'application/vnd.weft.original+json';

const schema = z.object({
  html: z.string(),
  /** Ids of the conversation's files by what the HTML calls them. */
  pictures: z.array(z.object({ contentId: z.string(), attachmentId: z.string().refine(isId) })),
});

/** A mail's HTML as it came: kept so, and made safe each time that it is shown. */
export type Original = z.output<typeof schema>;

/** @param ids of the message's files, in their order; empty = that one was not kept */
export const originalOf = ({ html, pictures }: Markup, ids: readonly string[]): Original => ({
  html,
  pictures: pictures.flatMap(({ contentId, file }) => {
    const attachmentId = ids[file] ?? '';
    return attachmentId === '' ? [] : [{ contentId, attachmentId }];
  }),
});

export const originalText = (original: Original): string => JSON.stringify(original);

/** Throws what JSON and zod throw: it was written here. */
export const originalIn = (text: string): Original => schema.parse(JSON.parse(text));
