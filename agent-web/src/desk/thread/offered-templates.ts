import type { Channel } from '@weft/proto';
import type { Template } from '../../state/types.ts';
import { placesIn } from '../../ui/template-text.ts';

/** For what a template is looked for. */
export interface TemplateWish {
  /** What was typed after the sign. */
  readonly query: string;
  /** Which the answer goes by; undefined = none, as of a note. */
  readonly channel: Channel | undefined;
  /** The customer's, as in "zh-CN"; empty = not known. */
  readonly language: string;
}

const primary = (language: string): string => language.toLowerCase().split(/[-_]/, 1)[0] ?? '';

/** How far down: the customer's language, then any, then others; what begins as was typed before what only has it. */
function placeOf(
  { language: of, shortcut }: Template,
  { query, language }: Pick<TemplateWish, 'query' | 'language'>,
): number {
  const other = of === '' ? 1 : 2;
  const begins = shortcut.toLowerCase().startsWith(query.toLowerCase());
  return (primary(of) === primary(language) && of !== '' ? 0 : other) + (begins ? 0 : 3);
}

/** The templates that may go by the channel and fit what was typed, the best ones first. */
export function offeredTemplates(templates: readonly Template[], wish: TemplateWish): readonly Template[] {
  const query = wish.query.toLowerCase();
  return templates
    .filter(({ channels }) => channels.length === 0 || !wish.channel || channels.includes(wish.channel))
    .filter(({ shortcut, title }) => [shortcut, title].some((text) => text.toLowerCase().includes(query)))
    .toSorted((one, other) => placeOf(one, wish) - placeOf(other, wish));
}

/** Variables of templates that still stand in a reply: a customer must not read them. What only looks like one is anybody's words. */
export const unfilledIn = (text: string, templates: readonly Template[]): readonly string[] =>
  placesIn(text).filter((place) => templates.some((one) => one.text.includes(place)));
