import { z } from 'zod';
import { BusinessHours } from '../../calendar.ts';
import type { ChannelContact, QuietHours } from '../channel.ts';
import { said } from '../setting-fields.ts';
import { byLongestPrefix } from './settings.ts';
import { timeZonesOf } from './time-zones.ts';

const DAY_MS = 86_400_000;
/** Openings of one place that are tried against the others before it is said that they never meet. */
const MAX_LOOKS = 30;

/** The days on which messages may arrive, 1 = Monday. */
const DAYS = {
  'every-day': [1, 2, 3, 4, 5, 6, 7],
  'monday-to-saturday': [1, 2, 3, 4, 5, 6],
  'monday-to-friday': [1, 2, 3, 4, 5],
} as const;

function isTimeZone(timeZone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone }).format(0);
    return true;
  } catch {
    return false;
  }
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const TIME_OR_NONE = /^(([01]\d|2[0-3]):[0-5]\d)?$/;
const zone = z
  .string()
  .max(60)
  .refine((name) => name === '' || isTimeZone(name), { message: 'there is no such time zone' });
const SEVERAL = {
  en: 'What is empty is as for all. Without a zone it is the country’s; all of them where it has several.',
  zh: '留空则与总体设置相同；不填时区则按该国时区，有多个时区时须全部满足。',
};

/** When customers may be disturbed, in the settings of every kind that sends SMS. */
export const quietFields = {
  quiet: z
    .boolean()
    .default(false)
    .meta(
      said('Keep quiet hours', '启用免打扰时段', {
        en: 'What programs send is held until the customer’s morning; an agent’s answer to who wrote within the hour is not.',
        zh: '自动消息保留到客户所在地的允许时段再发送；一小时内来信客户的人工回复不受限制。',
      }),
    ),
  sendFrom: z.string().regex(TIME).default('08:00').meta(said('Sent from', '允许发送：自')),
  sendTo: z.string().regex(TIME).default('21:00').meta(said('Sent until', '允许发送：至')),
  sendDays: z
    .enum(['every-day', 'monday-to-saturday', 'monday-to-friday'])
    .default('every-day')
    .meta(said('Days', '允许发送的日子')),
  /** Of numbers that tell no country. */
  timeZone: zone.default('Asia/Shanghai').meta(
    said('Time zone of other numbers', '其他号码的时区', {
      en: 'A number’s country says its time zone; this is for short codes and the like.',
      zh: '号码所属国家决定时区；此项用于短号码等。',
    }),
  ),
  countries: z
    .array(
      z.strictObject({
        prefix: z
          .string()
          .regex(/^\+\d{1,14}$/)
          .meta(said('Numbers that begin with', '号码前缀')),
        sendFrom: z
          .string()
          .regex(TIME_OR_NONE)
          .default('')
          .meta(said('From, such as 10:00', '自（如 10:00）')),
        sendTo: z
          .string()
          .regex(TIME_OR_NONE)
          .default('')
          .meta(said('Until, such as 20:00', '至（如 20:00）')),
        timeZone: zone.default('').meta(said('Time zone', '时区')),
      }),
    )
    .max(300)
    .default([])
    .meta(said('Hours of countries', '各国时段', SEVERAL)),
  holidays: z
    .array(
      z.strictObject({
        date: z
          .string()
          .regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
          .meta(said('Day, such as 2027-02-06 or 12-25', '日期（如 2027-02-06 或 12-25）')),
      }),
    )
    .max(100)
    .default([])
    .meta(said('Days on which nothing is sent', '不发送的日期')),
} as const;

type Rules = z.output<z.ZodObject<typeof quietFields>>;

/**
 * The hours in which an account's customers may be disturbed, by the clock where
 * they are. A number of a country with several zones may be in any of them, so
 * it has to be day in all.
 */
export class SmsQuietHours implements QuietHours {
  readonly #rules: Rules;
  /** By what they were made of: no more than there are zones and rules. */
  readonly #hours = new Map<string, BusinessHours>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  until({ value: number }: ChannelContact, nowMs: number): number | undefined {
    if (!this.#rules.quiet) return undefined;
    const places = this.#placesOf(number);
    const common = nextCommon(places, nowMs);
    const [most] = places;
    const atMs = common ?? (most === undefined ? nowMs : (nextCommon([most], nowMs) ?? nowMs + DAY_MS));
    return atMs <= nowMs ? undefined : atMs;
  }

  #placesOf(number: string): readonly BusinessHours[] {
    const { countries, timeZone, sendFrom, sendTo } = this.#rules;
    const rule = byLongestPrefix(countries, number);
    const known = rule === undefined || rule.timeZone === '' ? timeZonesOf(number) : [rule.timeZone];
    const zones = known.length > 0 ? known : [timeZone || 'UTC'];
    return zones.map((zone) => this.#at(zone, rule?.sendFrom || sendFrom, rule?.sendTo || sendTo));
  }

  #at(timeZone: string, from: string, to: string): BusinessHours {
    const name = `${timeZone} ${from} ${to}`;
    const made = this.#hours.get(name);
    if (made !== undefined) return made;
    const { sendDays, holidays } = this.#rules;
    const days = DAYS[sendDays];
    // Until earlier than from: over midnight. The same: all day.
    const hours =
      from < to
        ? [{ days, from, to }]
        : [
            { days, from: '00:00', to },
            { days, from, to: '24:00' },
          ];
    const fresh = new BusinessHours({
      timeZone,
      hours: hours.filter((span) => span.from !== span.to),
      holidays: holidays.map(({ date }) => ({ date, hours: [] })),
    });
    this.#hours.set(name, fresh);
    return fresh;
  }
}

/** The first moment from now on at which all are open; undefined = there is none soon. */
function nextCommon(places: readonly BusinessHours[], nowMs: number): number | undefined {
  let atMs = nowMs;
  for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
    const shut = places.map((hours) => hours.at(atMs)).filter(({ open }) => !open);
    if (shut.length === 0) return atMs;
    atMs = Math.max(...shut.map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(atMs)) return undefined;
  }
  return undefined;
}
