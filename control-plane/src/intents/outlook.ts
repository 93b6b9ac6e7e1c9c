import { OTHER } from './document.ts';
import type { IntentDecision, IntentEngine } from './engine.ts';
import { isSmallTalk, plan } from './plan.ts';

/** Why a text is answered, or left to an agent. */
export const OUTLOOK_REASONS = [
  /** It says the intent's words. */
  'words',
  /** It asks for the order's number or for what proves the order theirs. */
  'asks-for-order',
  /** It tells the order's state. */
  'tells-order',
  /** A person is wanted. */
  'person',
  /** No word in it is known. */
  'nothing-known',
  /** It is none of the intents. */
  'other',
  'unsure',
  /** The intent is not switched on: agents are shown what could be sent. */
  'off',
  /** The intent is an agent's business. */
  'agents-business',
  /** The intent has no words in this language. */
  'no-words',
] as const;

/** What the virtual agent would do about a stranger's first text. */
export interface Outlook {
  readonly does: 'answers' | 'hands-over';
  readonly why: (typeof OUTLOOK_REASONS)[number];
  /** What is said, or what an agent is shown to send; empty = nothing, or it depends on the order. */
  readonly text: string;
}

/** Follows the same plan as for a customer of whom nothing is certain and who has said nothing before. Pure. */
export function outlook(engine: IntentEngine, decision: IntentDecision): Outlook {
  const made = plan(engine, {
    ...{ decision, before: [], buyer: { accounts: [], phones: [] }, locale: '' },
  });
  const spec = engine.specOf(decision.intent);
  switch (made.do) {
    case 'human':
      return { does: 'hands-over', why: 'person', text: '' };
    case 'say':
      return {
        ...{ does: 'answers', text: made.text },
        why: decision.sure && spec?.answer.by === 'text' ? 'words' : 'asks-for-order',
      };
    case 'look-up':
      return made.quiet
        ? { does: 'hands-over', why: 'off', text: '' }
        : { does: 'answers', why: 'tells-order', text: '' };
    case 'pass': {
      const text = isSmallTalk(decision) ? '' : made.suggestion;
      return { does: 'hands-over', why: whyPassed(decision, spec?.answer.by, made.suggestion), text };
    }
  }
}

function whyPassed(
  { intent, sure }: IntentDecision,
  by: 'agent' | 'orders' | 'text' | undefined,
  suggestion: string,
): Outlook['why'] {
  // An order's number alone has an answer without being sure.
  if (suggestion !== '') return 'off';
  if (intent === '') return 'nothing-known';
  if (intent === OTHER) return 'other';
  if (!sure) return 'unsure';
  return by === 'text' ? 'no-words' : 'agents-business';
}
