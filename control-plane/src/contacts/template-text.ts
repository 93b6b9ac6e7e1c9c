/** What a template may say of the conversation it is used in; the desk fills it in. */
const VARIABLES: ReadonlySet<string> = new Set(['contact.name', 'agent.name']);
/** A contact's attributes are named by whoever keeps them. */
const ATTRIBUTE = /^[\p{L}\p{N}_-]{1,40}$/u;

/** A variable that there is not, and where it stands: columns count from 1. */
export interface UnknownVariable {
  readonly name: string;
  readonly column: number;
}

/** The variables of a text that nobody would fill in. */
export const unknownVariables = (text: string): readonly UnknownVariable[] =>
  [...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].flatMap(({ index, 1: name = '' }) =>
    VARIABLES.has(name) || ATTRIBUTE.test(name) ? [] : [{ name: name.slice(0, 40), column: index + 1 }],
  );

/** A text with its variables filled in, and those that are not known or empty, each once. */
export function filledIn(
  text: string,
  values: Readonly<Record<string, string>>,
): { readonly text: string; readonly left: readonly string[] } {
  const left = new Set<string>();
  const filled = text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value) return value;
    left.add(place);
    return place;
  });
  return { text: filled, left: [...left] };
}
