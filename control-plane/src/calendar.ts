/** When a queue is open, in the time of a place. */
export interface Calendar {
  /** IANA name, such as "Europe/Berlin". */
  readonly timeZone: string;
  readonly hours: readonly OpenHours[];
  readonly holidays: readonly Holiday[];
}

export interface OpenHours {
  /** 1 = Monday to 7 = Sunday. */
  readonly days: readonly number[];
  /** "09:00". */
  readonly from: string;
  /** "18:00", later than `from`; "24:00" = the day's end. */
  readonly to: string;
}

export interface Holiday {
  /** "2027-02-06", or "12-25" for every year. */
  readonly date: string;
  /** Open then all the same; none = closed all day. */
  readonly hours: readonly { readonly from: string; readonly to: string }[];
}

/** Whether a calendar is open, and until when that holds. */
export interface Opening {
  readonly open: boolean;
  /** Wall clock; undefined = it does not change within MAX_DAYS. */
  readonly untilMs: number | undefined;
}

const MAX_DAYS = 400;
/** Open for longer than this without a pause: looked at again then. */
const LONG_DAYS = 14;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Business hours over time. What it found is remembered until it changes. */
export class BusinessHours {
  readonly #calendar: Calendar;
  readonly #format: Intl.DateTimeFormat;
  #known: { readonly fromMs: number; readonly untilMs: number; readonly opening: Opening } | undefined;

  /** Throws RangeError for a time zone that is not known. */
  constructor(calendar: Calendar) {
    this.#calendar = calendar;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: calendar.timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  at(wallMs: number): Opening {
    const known = this.#known;
    // The clock may have been set back.
    if (known !== undefined && wallMs >= known.fromMs && wallMs < known.untilMs) return known.opening;
    const opening = this.#find(wallMs);
    this.#known = { fromMs: wallMs, untilMs: opening.untilMs ?? wallMs + DAY_MS, opening };
    return opening;
  }

  /** When so much of open time will have passed; undefined = it does not open for so long. */
  after(wallMs: number, openMs: number): number | undefined {
    let atMs = wallMs;
    let leftMs = openMs;
    for (let looks = 0; looks < MAX_DAYS; looks += 1) {
      const { open, untilMs } = this.#find(atMs);
      if (open && (untilMs === undefined || untilMs - atMs >= leftMs)) return atMs + leftMs;
      if (untilMs === undefined) return undefined;
      if (open) leftMs -= untilMs - atMs;
      atMs = untilMs;
    }
    return undefined;
  }

  #find(wallMs: number): Opening {
    const today = this.#localTime(wallMs);
    let now: Span | undefined;
    // From yesterday: what the local day is, depends on the offset that is yet to be found.
    for (let ahead = -1; ahead <= MAX_DAYS; ahead += 1) {
      if (now !== undefined && ahead > LONG_DAYS) return { open: true, untilMs: now.toMs };
      for (const span of this.#spansOf(daysAfter(today, ahead))) {
        if (span.toMs <= wallMs) continue;
        if (now === undefined && span.fromMs > wallMs) return { open: false, untilMs: span.fromMs };
        if (now === undefined) now = span;
        else if (span.fromMs <= now.toMs) now = { ...now, toMs: Math.max(now.toMs, span.toMs) };
        else return { open: true, untilMs: now.toMs };
      }
    }
    return now === undefined ? { open: false, untilMs: undefined } : { open: true, untilMs: now.toMs };
  }

  #spansOf(date: LocalDay): readonly Span[] {
    const holiday = this.#calendar.holidays.find((one) => isOn(one.date, date));
    const weekday = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() || 7;
    const hours = holiday?.hours ?? this.#calendar.hours.filter(({ days }) => days.includes(weekday));
    return hours
      .map(({ from, to }) => ({ fromMs: this.#wallMs(date, from), toMs: this.#wallMs(date, to) }))
      .sort((a, b) => a.fromMs - b.fromMs);
  }

  /** The wall clock's time when it is that time of that day there. */
  #wallMs({ year, month, day }: LocalDay, time: string): number {
    const asUtcMs = Date.UTC(year, month - 1, day) + minutesOf(time) * MINUTE_MS;
    const firstMs = asUtcMs - this.#offsetMs(asUtcMs);
    return asUtcMs - this.#offsetMs(firstMs);
  }

  #offsetMs(wallMs: number): number {
    const { year, month, day, secondsOfDay } = this.#localTime(wallMs);
    return Date.UTC(year, month - 1, day) + secondsOfDay * 1_000 - Math.floor(wallMs / 1_000) * 1_000;
  }

  #localTime(wallMs: number): LocalDay & { readonly secondsOfDay: number } {
    const parts = new Map(this.#format.formatToParts(wallMs).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const secondsOfDay = of('hour') * 3_600 + of('minute') * 60 + of('second');
    return { year: of('year'), month: of('month'), day: of('day'), secondsOfDay };
  }
}

/** Minutes since midnight of "09:30". */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function daysAfter({ year, month, day }: LocalDay, days: number): LocalDay {
  const then = new Date(Date.UTC(year, month - 1, day + days));
  return { year: then.getUTCFullYear(), month: then.getUTCMonth() + 1, day: then.getUTCDate() };
}

function isOn(date: string, { year, month, day }: LocalDay): boolean {
  const two = (number: number): string => String(number).padStart(2, '0');
  const inYear = `${two(month)}-${two(day)}`;
  return date === inYear || date === `${year}-${inYear}`;
}
