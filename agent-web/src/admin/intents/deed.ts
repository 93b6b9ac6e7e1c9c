import type { IntentPolicy } from '../../state/types.ts';

/**
 * What the virtual agent does about an intent that it is sure of: bring a person
 * at once, answer, leave it to an agent with what could be sent, or leave it.
 */
export type Deed = 'person' | 'answers' | 'suggests' | 'hands-over';

/** Intents that Weft deals with by their name, whatever is set for them. */
export type FixedIntent = 'person' | 'other';

export function fixedOf(intent: string): FixedIntent | undefined {
  if (intent === 'human') return 'person';
  return intent === 'other' ? 'other' : undefined;
}

export function deedOf(intent: string, { on, answer }: Pick<IntentPolicy, 'on' | 'answer'>): Deed {
  const fixed = fixedOf(intent);
  if (fixed !== undefined) return fixed === 'person' ? 'person' : 'hands-over';
  const hasAnswer =
    answer.by === 'orders' || (answer.by === 'text' && `${answer.zh}${answer.en}`.trim() !== '');
  if (!hasAnswer) return 'hands-over';
  return on ? 'answers' : 'suggests';
}
