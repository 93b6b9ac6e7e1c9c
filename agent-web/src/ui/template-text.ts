const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What each variable of a template stands for: "contact.name", "agent.name", a contact's attribute by its name. */
export type TemplateValues = Readonly<Record<string, string>>;

/** A template's text with its variables filled in; one that is not known, or is empty, stays as it is for the agent to see. */
export const fillTemplate = (text: string, values: TemplateValues): string =>
  text.replace(PLACE, (place, name: string) => (Object.hasOwn(values, name) && values[name]) || place);

/** The variables as they stand in a text, each once. */
export const placesIn = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(PLACE), ([place]) => place)),
];

/** Where the first variable stands in a text; undefined = nowhere. */
export function firstPlace(text: string): { readonly from: number; readonly to: number } | undefined {
  const [place] = placesIn(text);
  if (place === undefined) return undefined;
  const from = text.indexOf(place);
  return { from, to: from + place.length };
}
