/** So often a call is asked for again whose answers are overtaken; then the last one is believed. */
const MAX_OVERTAKEN = 4;

/**
 * Asks a question whose answer is a call as it was then. Where news came meanwhile, of which nobody can say whether the answer is
 * older, the call is asked for anew. Rejects with what either question rejects with.
 *
 * @param again asks for the call as it is
 * @param heard how often there was news of it
 */
export async function latestAnswer<Answer>(
  ask: () => Promise<Answer>,
  again: () => Promise<Answer>,
  heard: () => number,
): Promise<Answer> {
  let before = heard();
  let answer = await ask();
  for (let tries = 0; heard() !== before && tries < MAX_OVERTAKEN; tries += 1) {
    before = heard();
    answer = await again();
  }
  return answer;
}
