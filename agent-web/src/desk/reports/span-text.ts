const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A span in its two largest units, "2 hr 5 min"; one of less than a second is "0 sec". */
export function spanText(spanMs: number, language: string): string {
  const parts: string[] = [];
  let left = Math.max(0, spanMs);
  for (const [unit, unitMs] of UNITS) {
    const value = Math.floor(left / unitMs);
    left -= value * unitMs;
    if (value === 0 && (parts.length > 0 || unit !== 'second')) {
      if (parts.length > 0) break;
      continue;
    }
    parts.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value));
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
