import type { Clock } from '@weft/proto';

/** The answer, or `otherwise` when it takes longer than `patienceMs`. Throws what the answer throws in time. */
export async function inTime<Answer>(
  clock: Clock,
  patienceMs: number,
  answer: Promise<Answer>,
  otherwise: Answer,
): Promise<Answer> {
  const late = Promise.withResolvers<Answer>();
  using _ = clock.after(patienceMs, () => late.resolve(otherwise));
  return await Promise.race([answer, late.promise]);
}
