const STEP = 1024;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people read it: "3.4 MB". */
export function formatBytes(bytes: number, language: string): string {
  let value = bytes;
  let at = 0;
  while (value >= STEP && at < UNITS.length - 1) {
    value /= STEP;
    at += 1;
  }
  const options = { style: 'unit', unit: UNITS[at] ?? 'byte', unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(language, { ...options, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}
