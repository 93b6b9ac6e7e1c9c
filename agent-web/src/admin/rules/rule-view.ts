/** Rules as people read them. Made of whatever the document says by now: what does not fit is left out. */
export interface RuleView {
  readonly name: string;
  readonly when: string;
  readonly queue: string;
  readonly priority: number;
  readonly skills: readonly (readonly [skill: string, level: number])[];
  readonly urgent: boolean;
  readonly stop: boolean;
}

export interface StepView {
  readonly when: string;
  /** 0 = no end. */
  readonly seconds: number;
  readonly skipIf: string;
  readonly order: 'longest-idle' | 'least-busy' | 'highest-level';
  readonly skill: string;
  readonly relax: { readonly everySeconds: number; readonly by: number; readonly floor: number } | undefined;
}

export interface QueueView {
  readonly queueId: string;
  readonly title: string;
  readonly isDefault: boolean;
  readonly steps: readonly StepView[];
  readonly overflow: { readonly to: string; readonly afterSeconds: number } | undefined;
  readonly calendar: string;
  readonly closed: 'hold' | 'overflow' | 'refuse';
  readonly closedTo: string;
  readonly wrapUp: readonly (readonly [channel: string, seconds: number])[];
  /** Minutes in business hours; 0 = not promised. */
  readonly firstMinutes: number;
  readonly nextMinutes: number;
  readonly serviceLevel: { readonly percent: number; readonly seconds: number } | undefined;
}

export interface CalendarView {
  readonly name: string;
  readonly timeZone: string;
  readonly hours: readonly { readonly days: readonly number[]; readonly from: string; readonly to: string }[];
  readonly holidays: number;
}

export interface DocumentView {
  /** 'strict' = above any wait. */
  readonly secondsPerPoint: number | 'strict';
  readonly defaultQueue: string;
  readonly rules: readonly RuleView[];
  readonly queues: readonly QueueView[];
  readonly calendars: readonly CalendarView[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown, otherwise = 0): number => (typeof value === 'number' ? value : otherwise);
const named = (value: unknown): readonly (readonly [string, Fields])[] =>
  isFields(value)
    ? Object.entries(value).flatMap(([name, one]) => (isFields(one) ? [[name, one] as const] : []))
    : [];
const numbers = (value: unknown): readonly (readonly [string, number])[] =>
  isFields(value) ? Object.entries(value).map(([name, one]) => [name, number(one)] as const) : [];
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const ORDERS = ['longest-idle', 'least-busy', 'highest-level'] as const;
const CLOSED = ['hold', 'overflow', 'refuse'] as const;

const ruleOf = (one: Fields): RuleView => ({
  ...{ name: text(one.name), when: text(one.when), queue: text(one.queue) },
  ...{ priority: number(one.priority), skills: numbers(one.skills) },
  ...{ urgent: one.urgent === true, stop: one.stop === true },
});

const stepOf = (one: Fields): StepView => ({
  ...{ when: text(one.when), seconds: number(one.seconds), skipIf: text(one.skipIf) },
  order: ORDERS.find((order) => order === one.order) ?? 'longest-idle',
  skill: text(one.skill),
  relax: isFields(one.relax)
    ? {
        everySeconds: number(one.relax.everySeconds),
        by: number(one.relax.by),
        floor: number(one.relax.floor),
      }
    : undefined,
});

const queueOf = (queueId: string, one: Fields, defaultQueue: string): QueueView => {
  const closed = isFields(one.closed) ? one.closed : {};
  const within = isFields(one.answerWithin) ? one.answerWithin : {};
  const level = one.serviceLevel;
  return {
    ...{ queueId, title: text(one.title), isDefault: queueId === defaultQueue },
    steps: list(one.steps).map(stepOf),
    overflow: isFields(one.overflow)
      ? { to: text(one.overflow.to), afterSeconds: number(one.overflow.afterSeconds) }
      : undefined,
    calendar: text(one.calendar),
    closed: CLOSED.find((does) => does === closed.do) ?? 'hold',
    closedTo: text(closed.to),
    wrapUp: numbers(one.wrapUpSeconds).filter(([, seconds]) => seconds > 0),
    ...{ firstMinutes: number(within.firstMinutes), nextMinutes: number(within.nextMinutes) },
    serviceLevel: isFields(level)
      ? { percent: number(level.percent), seconds: number(level.seconds) }
      : undefined,
  };
};

const calendarOf = (name: string, one: Fields): CalendarView => ({
  name,
  timeZone: text(one.timeZone),
  hours: list(one.hours).map(({ days, from, to }) => ({
    days: Array.isArray(days) ? days.filter((day): day is number => typeof day === 'number') : [],
    ...{ from: text(from), to: text(to) },
  })),
  holidays: list(one.holidays).length,
});

/** What the document says; undefined when it is no object at all. */
export function documentView(value: unknown): DocumentView | undefined {
  if (!isFields(value)) return undefined;
  const defaultQueue = text(value.defaultQueue);
  return {
    secondsPerPoint: value.secondsPerPoint === 'strict' ? 'strict' : number(value.secondsPerPoint, 1),
    defaultQueue,
    rules: list(value.rules).map(ruleOf),
    queues: named(value.queues).map(([queueId, one]) => queueOf(queueId, one, defaultQueue)),
    calendars: named(value.calendars).map(([name, one]) => calendarOf(name, one)),
  };
}
