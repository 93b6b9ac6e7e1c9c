/** Characters of what a company says in its widget: a head and a launcher have room for no more. */
export const LOOK_LIMITS = { company: 40, greeting: 80, launcher: 20, away: 300 } as const;

/** What text and its ground are held to: WCAG 2.2, 1.4.3, for text of any size. */
export const LEAST_CONTRAST = 4.5;

/** What stands on a company's colour, in the light and in the dark: the colour is one, and so is this. */
export const ON_COLOUR = '#ffffff';

const COLOUR = /^#[0-9a-f]{6}$/;
const CHANNELS = [1, 3, 5] as const;
const FULL = 255;

/** A colour as it is kept, such as #0b5d56; undefined = that is none. */
export function keptColour(written: string): string | undefined {
  const line = written.trim().toLowerCase();
  return COLOUR.test(line) ? line : undefined;
}

const channelsOf = (colour: string): readonly number[] =>
  CHANNELS.map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Relative luminance, by WCAG's own formula. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => {
    const share = channel / FULL;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well one colour is told from another, 1 to 21. Both as `keptColour` gives them. */
export function contrastOf(one: string, other: string): number {
  const [first, second] = [luminanceOf(one), luminanceOf(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** Whether words can be read on it. */
export const isReadable = (colour: string): boolean => contrastOf(colour, ON_COLOUR) >= LEAST_CONTRAST;

/** A colour with a share of another in it, 0 to 1. Both as `keptColour` gives them. */
export function mixed(colour: string, other: string, share: number): string {
  const others = channelsOf(other);
  const channels = channelsOf(colour).map((channel, at) => channel + ((others[at] ?? 0) - channel) * share);
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}
