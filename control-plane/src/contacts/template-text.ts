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
