import { type ControlReplyInit, type Log, toFault, WeftError } from '@weft/proto';
import type { StepCommand } from '../requests/bulk.ts';

/**
 * Takes each step as if it had been asked alone, and says of each what became of it. All go at once: what is
 * decided of them comes in the order of their timelines, and none waits for another's.
 */
export async function takeSteps(
  steps: readonly StepCommand[],
  take: (step: StepCommand) => Promise<unknown>,
  log: Log,
): Promise<ControlReplyInit> {
  const outcomes = await Promise.all(
    steps.map(async (step) => {
      const { conversationId } = step;
      try {
        await take(step);
        return { conversationId };
      } catch (error) {
        if (!(error instanceof WeftError))
          log.error({ request: step.name, error: String(error) }, 'a step failed');
        return { conversationId, fault: toFault(error) };
      }
    }),
  );
  return { body: { case: 'changed', value: { outcomes } } };
}
