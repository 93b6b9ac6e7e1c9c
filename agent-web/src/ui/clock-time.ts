const TIME = { hour: '2-digit', minute: '2-digit' } as const;
const DAY_AND_TIME = { month: 'numeric', day: 'numeric', ...TIME } as const;

/** A time of day, with its date when that is not today's. */
export function clockTime(atMs: number, nowMs: number, language: string): string {
  const sameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(language, sameDay ? TIME : DAY_AND_TIME).format(atMs);
}
