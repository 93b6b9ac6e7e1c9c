const pad = (value: number): string => String(value).padStart(2, '0');

/** A span as a clock face, "0:07", "12:30" or "1:02:03"; a negative one, which a set clock can give, as "0:00". */
export function formatDuration(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = `${pad(seconds % 60)}`;
  return hours > 0 ? `${hours}:${pad(minutes % 60)}:${rest}` : `${minutes}:${rest}`;
}

/** The same for machines: the value of a `<time>` element's `dateTime` (HTML, duration strings). */
export const isoDuration = (spanMs: number): string => `PT${Math.max(0, Math.floor(spanMs / 1000))}S`;
