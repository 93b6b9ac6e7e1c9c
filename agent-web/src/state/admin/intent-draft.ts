import type { DraftChange, IntentDraft, IntentPolicy, NamedIntent } from '../types.ts';
import { isHarmless, readExamples } from './example-lines.ts';

/** What is typed of an intent, and what it was typed over. */
export interface TypedIntent extends Required<DraftChange> {
  readonly intent: string;
  /** undefined = it was not there. */
  readonly base: IntentPolicy | undefined;
}

const EMPTY: IntentPolicy = { on: false, answer: { by: 'agent' }, examples: { zh: [], en: [] } };

/** An intent as text fields have it, with nothing changed. */
export function typedOf(intent: string, base: IntentPolicy | undefined): TypedIntent {
  const { on, answer, examples } = base ?? EMPTY;
  return {
    ...{ intent, base, on, by: answer.by },
    words: answer.by === 'text' ? { zh: answer.zh, en: answer.en } : { zh: '', en: '' },
    lines: { zh: examples.zh.join('\n'), en: examples.en.join('\n') },
  };
}

/** What would be saved. */
export function policyOf({ intent, on, by, words, lines }: TypedIntent): IntentPolicy {
  const examples = (text: string) => readExamples(text, intent, new Map()).examples;
  return {
    on: on && by !== 'agent',
    answer: by === 'text' ? { by, zh: words.zh.trim(), en: words.en.trim() } : { by },
    examples: { zh: examples(lines.zh), en: examples(lines.en) },
  };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export const isChanged = (typed: TypedIntent): boolean =>
  typed.base === undefined || !same(typed, typedOf(typed.intent, typed.base));

/** Whether somebody else changed it since. Told by what is typed over: a version may have changed others alone. */
function isOvertaken(base: IntentPolicy | undefined, current: IntentPolicy | undefined): boolean {
  if (base === undefined || current === undefined) return base !== current;
  return !same(policyOf(typedOf('', base)), policyOf(typedOf('', current)));
}

/** How it is shown beside what holds by now. Pure. */
export function draftOf(
  typed: TypedIntent,
  current: NamedIntent | undefined,
  owners: ReadonlyMap<string, string>,
): IntentDraft {
  const { base, ...fields } = typed;
  const zh = readExamples(typed.lines.zh, typed.intent, owners);
  const en = readExamples(typed.lines.en, typed.intent, owners);
  const counts = { zh: zh.examples.length, en: en.examples.length };
  return {
    ...{ ...fields, counts, marks: { zh: zh.marks, en: en.marks } },
    ...{ isNew: current === undefined, changed: isChanged(typed), overtaken: isOvertaken(base, current) },
    good: [...zh.marks, ...en.marks].every(isHarmless) && counts.zh + counts.en > 0,
  };
}
