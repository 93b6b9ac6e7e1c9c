/** What the text before the caret asks for: a template after "/" at a line's start, an agent after "@". */
export interface Trigger {
  readonly kind: 'template' | 'mention';
  /** What was typed after the sign, to look for. */
  readonly query: string;
  /** Where the sign stands. */
  readonly from: number;
}

const TEMPLATE = /(?:^|\n)\/([^\s/]{0,40})$/;
const MENTION = /(?:^|[\s(])@([^\s@]{0,40})$/;

/** Reads the text up to the caret; undefined = it asks for nothing. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(Math.max(0, caret - 60), caret);
  const template = TEMPLATE.exec(before)?.[1];
  if (template !== undefined) return { kind: 'template', query: template, from: caret - template.length - 1 };
  const mention = MENTION.exec(before)?.[1];
  if (mention !== undefined) return { kind: 'mention', query: mention, from: caret - mention.length - 1 };
  return undefined;
}

/** The text with what the trigger asked for in place of it, and where the caret goes. */
export function replaceTrigger(
  text: string,
  caret: number,
  trigger: Trigger,
  replacement: string,
): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, trigger.from) + replacement;
  return { text: before + text.slice(caret), caret: before.length };
}

/** The people that a note names with "@", by their names as they were inserted. */
export function mentionedIn(
  note: string,
  agents: readonly { readonly agentId: string; readonly displayName: string }[],
): readonly string[] {
  return agents
    .filter(({ displayName }) => displayName !== '' && note.includes(`@${displayName}`))
    .map(({ agentId }) => agentId);
}
