/** When the working day begins, in the agent's own zone: that of the browser. */
const MORNING_HOUR = 9;
const HOUR_MS = 3_600_000;
const MONDAY = 1;

/** A time that is offered for setting a conversation aside. */
export interface SnoozeTime {
  readonly name: 'hour' | 'tomorrow' | 'monday';
  readonly atMs: number;
}

/** Nine in the morning, so many days later, whatever the clocks do in between. */
const morningAfter = (nowMs: number, days: number): number => {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING_HOUR).getTime();
};

/** An hour from now, tomorrow morning, and the morning of the Monday to come where that is another day. */
export function snoozeTimes(nowMs: number): readonly SnoozeTime[] {
  const daysToMonday = (MONDAY - new Date(nowMs).getDay() + 7) % 7 || 7;
  const times: readonly SnoozeTime[] = [
    { name: 'hour', atMs: nowMs + HOUR_MS },
    { name: 'tomorrow', atMs: morningAfter(nowMs, 1) },
    { name: 'monday', atMs: morningAfter(nowMs, daysToMonday) },
  ];
  return daysToMonday === 1 ? times.slice(0, 2) : times;
}

/** A time as a field for date and time takes it: "2027-03-01T09:00", in the browser's zone. */
export function fieldTime(atMs: number): string {
  const at = new Date(atMs);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The time that such a field says; undefined = none, or none that is to come. */
export function timeOfField(text: string, nowMs: number): number | undefined {
  const atMs = new Date(text).getTime();
  return Number.isNaN(atMs) || atMs <= nowMs ? undefined : atMs;
}
