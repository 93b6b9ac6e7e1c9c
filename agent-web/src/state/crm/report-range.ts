import type { ReportDays } from '../types.ts';

/** A report's time, with its days as the store names them: "2026-11-29", oldest first. */
export interface ReportRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly days: readonly string[];
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** So many whole days by the page's own calendar, today being the last; a day may have 23 hours, or 25. */
export function rangeOf(days: ReportDays, nowMs: number): ReportRange {
  const midnight = (before: number): Date => {
    const day = new Date(nowMs);
    day.setHours(0, 0, 0, 0);
    day.setDate(day.getDate() - before);
    return day;
  };
  return {
    fromMs: midnight(days - 1).getTime(),
    toMs: midnight(-1).getTime(),
    days: Array.from({ length: days }, (_, at) => {
      const day = midnight(days - 1 - at);
      return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
    }),
  };
}
