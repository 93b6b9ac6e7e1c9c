import { type ErrorCode, WeftError } from '@weft/proto';

/**
 * Things close while the engine is asked about them, and the engine's own words
 * for that are nobody's business: the asker is told this code instead.
 */
export const goneAs =
  (code: ErrorCode) =>
  (error: unknown): never => {
    throw error instanceof WeftError ? error : new WeftError(code, undefined, { cause: error });
  };

/** The answers of those that still stand; one that closed while it was asked has nothing to say. */
export async function answersOf<Answer>(questions: Iterable<Promise<Answer>>): Promise<Answer[]> {
  const settled = await Promise.allSettled(questions);
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
