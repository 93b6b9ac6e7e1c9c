const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long ago in the fewest letters: "5 min", "3 h", then the date. Undefined = less than a minute. */
export function shortAgo(atMs: number, nowMs: number, language: string): string | undefined {
  const ageMs = Math.max(0, nowMs - atMs);
  if (ageMs < MINUTE_MS) return undefined;
  if (ageMs < HOUR_MS) return unit(Math.floor(ageMs / MINUTE_MS), 'minute', language);
  if (ageMs < DAY_MS) return unit(Math.floor(ageMs / HOUR_MS), 'hour', language);
  return formatOnce(`date-${language}`, () => new Intl.DateTimeFormat(language, DATE)).format(atMs);
}

const DATE = { month: 'numeric', day: 'numeric' } as const;

function unit(count: number, name: 'minute' | 'hour', language: string): string {
  const options = { style: 'unit', unit: name, unitDisplay: 'short' } as const;
  return formatOnce(`${name}-${language}`, () => new Intl.NumberFormat(language, options)).format(count);
}

/** Formats cost more to make than to use, and a list uses each a hundred times a second: 3 for each language. */
const formats = new Map<string, { format(value: number): string }>();

function formatOnce(
  key: string,
  make: () => { format(value: number): string },
): { format(value: number): string } {
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = make();
  formats.set(key, made);
  return made;
}
