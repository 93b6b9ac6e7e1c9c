/** As the units' names say, and as the limits of files are: 20 MB are 20,000,000 bytes. */
const STEP = 1000;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people read it: "3.4 MB". */
export function formatBytes(bytes: number, language: string): string {
  let value = bytes;
  let at = 0;
  // What would be shown as a thousand is one of the next unit.
  while (Math.round(value) >= STEP && at < UNITS.length - 1) {
    value /= STEP;
    at += 1;
  }
  const options = { style: 'unit', unit: UNITS[at] ?? 'byte', unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(language, { ...options, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}
