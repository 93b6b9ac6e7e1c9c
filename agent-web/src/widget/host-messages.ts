/**
 * What the host page's loader and this widget say to each other through postMessage. The loader keeps the other end
 * in loader/messages.ts, since it shares no file with anyone; loader/messages.test.ts holds the two together.
 */

import type { PageContext } from '@weft/proto';
import type { Look } from '../state/types.ts';

export type CallChoice = 'voice' | 'video';

/** What the customer does on the page. `scrolled` 0 to 1. */
export interface Visit {
  readonly dwellMs: number;
  readonly scrolled: number;
  readonly cartItems: number;
}

/** Host → widget. */
export type HostMessage =
  | {
      readonly type: 'hello';
      readonly queueId: string;
      readonly customerName: string;
      readonly account: string;
      readonly language: 'zh' | 'en';
      readonly page: PageContext;
    }
  | { readonly type: 'start'; readonly kind: CallChoice; readonly page: PageContext }
  | { readonly type: 'chat'; readonly page: PageContext }
  | { readonly type: 'visit'; readonly page: PageContext; readonly visit: Visit }
  | { readonly type: 'invited'; readonly taken: boolean }
  | { readonly type: 'language'; readonly language: 'zh' | 'en' }
  | { readonly type: 'shown' }
  | { readonly type: 'hidden' };

/** How far the call is, as the launcher shows it. */
export type CallState = 'none' | 'waiting' | 'talking' | 'callback' | 'calling';

/** What of the company's look stands on the host page. */
export type LauncherLook = Pick<Look, 'side' | 'colour' | 'calls' | 'launcher' | 'company'>;

/** Widget → host. */
export type WidgetMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'minimise' }
  | { readonly type: 'resize'; readonly large: boolean }
  | { readonly type: 'call'; readonly state: CallState }
  | { readonly type: 'unread'; readonly count: number }
  | { readonly type: 'invite'; readonly text: string }
  | { readonly type: 'look'; readonly look: LauncherLook };

const MAX_NAME_CHARACTERS = 80;
const MAX_URL_CHARACTERS = 1000;
const MAX_TITLE_CHARACTERS = 500;
const MAX_LOCALE_CHARACTERS = 35;
const MAX_ACCOUNT_CHARACTERS = 4_096;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (data: unknown): Fields | undefined =>
  typeof data === 'object' && data !== null ? (data as Fields) : undefined;

const text = (value: unknown, maxCharacters: number): string =>
  typeof value === 'string' ? value.slice(0, maxCharacters) : '';

const number = (value: unknown, most: number): number =>
  typeof value === 'number' && value > 0 ? Math.min(most, value) : 0;

function readVisit(data: unknown): Visit {
  const { dwellMs, scrolled, cartItems } = fieldsOf(data) ?? {};
  return {
    dwellMs: number(dwellMs, Number.MAX_SAFE_INTEGER),
    scrolled: number(scrolled, 1),
    cartItems: number(cartItems, Number.MAX_SAFE_INTEGER),
  };
}

function readPage(data: unknown): PageContext {
  const fields = fieldsOf(data) ?? {};
  return {
    url: text(fields.url, MAX_URL_CHARACTERS),
    title: text(fields.title, MAX_TITLE_CHARACTERS),
    locale: text(fields.locale, MAX_LOCALE_CHARACTERS),
  };
}

/** The message as it is posted: `weft: 1` is the version of this little protocol. */
export const seal = (message: WidgetMessage): object => ({ weft: 1, ...message });

/** A message of the loader, or undefined for whatever else may be posted here. The sender is checked elsewhere. */
export function readHostMessage(data: unknown): HostMessage | undefined {
  const fields = fieldsOf(data);
  if (fields?.weft !== 1) return undefined;
  const language = fields.language === 'zh' ? 'zh' : 'en';
  switch (fields.type) {
    case 'hello': {
      const { queueId, customerName, account, page } = fields;
      return {
        type: 'hello',
        queueId: text(queueId, MAX_NAME_CHARACTERS),
        customerName: text(customerName, MAX_NAME_CHARACTERS),
        account: text(account, MAX_ACCOUNT_CHARACTERS),
        language,
        page: readPage(page),
      };
    }
    case 'start': {
      const { kind, page } = fields;
      return kind === 'voice' || kind === 'video' ? { type: 'start', kind, page: readPage(page) } : undefined;
    }
    case 'chat':
      return { type: 'chat', page: readPage(fields.page) };
    case 'visit':
      return { type: 'visit', page: readPage(fields.page), visit: readVisit(fields.visit) };
    case 'invited':
      return { type: 'invited', taken: fields.taken === true };
    case 'language':
      return { type: 'language', language };
    case 'shown':
    case 'hidden':
      return { type: fields.type };
    default:
      return undefined;
  }
}
