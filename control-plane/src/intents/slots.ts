/** What a message names that can be looked up. Absent = not named. */
export interface Slots {
  /** "20261101", without the sign before it. */
  readonly orderNumber?: string;
  /** Digits alone, with the country's code if one was given. */
  readonly phone?: string;
  /** The last four digits of a phone number. */
  readonly phoneTail?: string;
  /** A day, as it was written. */
  readonly date?: string;
}

/** A Chinese mobile number, or any number with a country's code. */
const PHONE =
  /(?<!\d)(?:\+\d{1,3}[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|\+\d{1,3}(?:[ -]?\d{2,4}){2,4}(?!\d)/;
const TAIL_AFTER =
  /(?:尾号|后四位|后4位|末四位|手机号?|电话|last (?:four|4)(?: digits)?|ending(?: in)?|phone)\D{0,8}?(?<!\d)(\d{4})(?!\d)/i;
const TAIL_BEFORE = /(?<!\d)(\d{4})(?!\d)/;
const ISO_DATE = /(?<!\d)20\d\d[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?(?!\d)/;
const SAID_DATE =
  /昨天|前天|今天|上周[一二三四五六日天]?|(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])[日号]|\b(?:yesterday|today|last (?:week|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/i;
/** What follows a word for "order" may be short; what stands alone has as many digits as our orders have. */
const ORDER_NAMED = /(?:订单|單號|单号|訂單|order|number|no\.?|#)\D{0,6}?(?<!\d)(\d{6,16})(?!\d)/i;
const ORDER_ALONE = /(?<![\d+])(\d{8,12})(?!\d)/;

/** Finds what is named in a message. Pure; looks at nothing else than the message. */
export function slotsOf(text: string): Slots {
  let rest = text.slice(0, 600).normalize('NFKC');
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest);
    if (found === null) return undefined;
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`;
    return found[1] ?? found[0];
  };
  const date = take(ISO_DATE) ?? take(SAID_DATE);
  const phone = take(PHONE)?.replaceAll(/[^\d+]/g, '');
  const orderNumber = take(ORDER_NAMED) ?? take(ORDER_ALONE);
  const phoneTail = phone?.slice(-4) ?? take(TAIL_AFTER) ?? take(TAIL_BEFORE);
  return {
    ...(orderNumber === undefined ? {} : { orderNumber }),
    ...(phone === undefined ? {} : { phone }),
    ...(phoneTail === undefined ? {} : { phoneTail }),
    ...(date === undefined ? {} : { date }),
  };
}
