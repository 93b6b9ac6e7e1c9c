import { contrastOf, LEAST_CONTRAST, mixed, ON_COLOUR } from '@weft/proto';

const [WHITE, BLACK] = ['#ffffff', '#000000'];
/** What the company's colour stands on as text, in light and in dark: `--weft-paper` and `--weft-ground` of tokens.css. */
export const PAPERS = { light: ['#ffffff', '#f4f7f6'], dark: ['#151c1b', '#0e1413'] } as const;
/** How much of a soft ground is paper. */
const SOFT = { light: 0.88, dark: 0.7 } as const;
const STEPS = 20;

type Theme = keyof typeof PAPERS;

/** Of one theme: the colour as text, and the soft ground that such text may stand on. */
export interface ThemeShades {
  readonly text: string;
  readonly soft: string;
}

/** The colour as near as it can be read on all of these: it goes towards black or white until it can. */
function readable(colour: string, grounds: readonly string[], towards: string): string {
  for (let step = 0; step < STEPS; step++) {
    const tried = mixed(colour, towards, step / STEPS);
    if (grounds.every((ground) => contrastOf(tried, ground) >= LEAST_CONTRAST)) return tried;
  }
  return towards;
}

/** What follows from a colour in one theme. */
export function themeShades(colour: string, theme: Theme): ThemeShades {
  const soft = mixed(colour, PAPERS[theme][0], SOFT[theme]);
  return { soft, text: readable(colour, [...PAPERS[theme], soft], theme === 'light' ? BLACK : WHITE) };
}

/** Names of the style's own properties that a colour sets. */
export type ShadeName = `--weft-${string}`;

/**
 * What a company's colour makes of the pages' own ones (tokens.css, hero.module.css), by the names of the properties;
 * nothing for no colour. Every value is made of #rrggbb alone.
 */
export function shadesOf(colour: string): ReadonlyMap<ShadeName, string> {
  if (colour === '') return new Map();
  const [light, dark] = [themeShades(colour, 'light'), themeShades(colour, 'dark')];
  // As in tokens.css: one of the two is left out.
  const both = (part: keyof ThemeShades): string =>
    `var(--weft-light, ${light[part]}) var(--weft-dark, ${dark[part]})`;
  return new Map<ShadeName, string>([
    ['--weft-brand', colour],
    ['--weft-brand-strong', mixed(colour, BLACK, 0.2)],
    ['--weft-on-brand', ON_COLOUR],
    ['--weft-brand-text', both('text')],
    ['--weft-brand-soft', both('soft')],
    // What marks the focus on the colour: amber is not told from every colour.
    ['--weft-brand-focus', ON_COLOUR],
    // The head's ground has light lines on it, so it begins darker.
    ['--weft-hero-from', mixed(colour, BLACK, 0.1)],
    ['--weft-hero-middle', mixed(colour, BLACK, 0.2)],
    ['--weft-hero-to', mixed(colour, BLACK, 0.4)],
    ['--weft-hero-words', ON_COLOUR],
  ]);
}
