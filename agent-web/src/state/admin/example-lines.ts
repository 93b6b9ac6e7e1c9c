import type { ExampleMark, NamedIntent } from '../types.ts';

/** As the server has them. */
const MAX_EXAMPLES = 400;
const MAX_CHARACTERS = 200;

/** Marks of lines that are left out when the rest is saved. */
const HARMLESS: ReadonlySet<ExampleMark['kind']> = new Set(['empty', 'twice']);

/** Examples as they are typed, one a line. */
export interface ReadExamples {
  readonly examples: readonly string[];
  readonly marks: readonly ExampleMark[];
}

/** What two examples are compared by: the server looks closer, and has the last word. */
const keyOf = (example: string): string =>
  example
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** Whose examples they are, by what they are compared by. */
export function ownersOf(intents: readonly NamedIntent[]): ReadonlyMap<string, string> {
  return new Map(
    intents.flatMap(({ intent, examples: { zh, en } }) =>
      [...zh, ...en].map((example) => [keyOf(example), intent] as const),
    ),
  );
}

/** Reads lines as the examples of `intent`; what is to be said of a line is told. Pure. */
export function readExamples(
  text: string,
  intent: string,
  owners: ReadonlyMap<string, string>,
): ReadExamples {
  const examples: string[] = [];
  const marks: ExampleMark[] = [];
  const firstOf = new Map<string, number>();
  // A line's end at the very end is how people end lines.
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [at, typed] of lines.entries()) {
    const line = at + 1;
    const example = typed.trim();
    const key = keyOf(example);
    const first = firstOf.get(key);
    const owner = owners.get(key);
    if (example === '') marks.push({ kind: 'empty', line });
    else if (key === '') marks.push({ kind: 'wordless', line });
    else if (first !== undefined) marks.push({ kind: 'twice', line, first });
    else if (owner !== undefined && owner !== intent) marks.push({ kind: 'elsewhere', line, intent: owner });
    else if (example.length > MAX_CHARACTERS) marks.push({ kind: 'long', line });
    else if (examples.length === MAX_EXAMPLES) {
      marks.push({ kind: 'many', line });
      break;
    } else {
      firstOf.set(key, line);
      examples.push(example);
    }
  }
  return { examples, marks };
}

export const isHarmless = ({ kind }: ExampleMark): boolean => HARMLESS.has(kind);
