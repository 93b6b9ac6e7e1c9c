import { WeftError } from '@weft/proto';
import { z } from 'zod';

/** Where a page of a list ends that is ordered by time, then by id. */
export interface PageEnd {
  readonly atMs: number;
  readonly id: string;
}

const Written = z.tuple([z.number(), z.string().max(64)]);

/** What to ask the next page with; empty for the last page. */
export const writeCursor = (end: PageEnd | undefined): string =>
  end === undefined ? '' : Buffer.from(JSON.stringify([end.atMs, end.id])).toString('base64url');

/** Undefined = the first page. Throws BAD_REQUEST for a cursor that is none of ours. */
export function readCursor(text: string): PageEnd | undefined {
  if (text === '') return undefined;
  try {
    const [atMs, id] = Written.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { atMs, id };
  } catch {
    throw new WeftError('BAD_REQUEST', 'this cursor is none of ours');
  }
}
