import { type Look, readLook } from './look.ts';

/**
 * What the host page and the widget in its iframe say to each other through postMessage. The widget keeps the
 * other end in widget/host-messages.ts, since the loader shares no file with anyone; a test holds the two together.
 */

export type CallKind = 'voice' | 'video';

/** Where the customer is, for the agent's eyes. */
export interface Page {
  readonly url: string;
  readonly title: string;
  readonly locale: string;
}

/** What the customer does on the page, as far as invitations go by it. */
export interface Visit {
  /** How long the page has been looked at. */
  readonly dwellMs: number;
  /** The furthest that was scrolled to, 0 to 1. */
  readonly scrolled: number;
  /** What lies in the cart, as the page told last. */
  readonly cartItems: number;
}

/** Host → widget. Every message carries `weft: 1`, the version of this little protocol. */
export type HostMessage =
  | {
      readonly type: 'hello';
      readonly queueId: string;
      readonly customerName: string;
      /** Signed by the page's server: whose customer this is; empty = nobody's. */
      readonly account: string;
      readonly language: 'zh' | 'en';
      readonly page: Page;
    }
  | { readonly type: 'start'; readonly kind: CallKind; readonly page: Page }
  /** Show the chat. */
  | { readonly type: 'chat'; readonly page: Page }
  /** Where the customer is now and what they do there: for invitations, and for the agent's eyes. */
  | { readonly type: 'visit'; readonly page: Page; readonly visit: Visit }
  /** The customer took the invitation, or put it away. */
  | { readonly type: 'invited'; readonly taken: boolean }
  | { readonly type: 'language'; readonly language: 'zh' | 'en' }
  /** The panel became visible, or went out of sight. */
  | { readonly type: 'shown' }
  | { readonly type: 'hidden' };

/** How far the customer's call is, as the launcher shows it: `callback` = they will be called, `calling` = they are. */
export type CallState = 'none' | 'waiting' | 'talking' | 'callback' | 'calling';

/** Widget → host. */
export type WidgetMessage =
  /** The widget runs and has understood the hello. */
  | { readonly type: 'ready' }
  /** The customer asked for the panel to be put away. */
  | { readonly type: 'minimise' }
  /** The customer wants the panel larger, or small again. */
  | { readonly type: 'resize'; readonly large: boolean }
  | { readonly type: 'call'; readonly state: CallState }
  /** Messages of the agent that have not been read. */
  | { readonly type: 'unread'; readonly count: number }
  /** Words that invite the customer to write; empty = no more. */
  | { readonly type: 'invite'; readonly text: string }
  /** How the company wants the launcher, as the widget has just heard. */
  | { readonly type: 'look'; readonly look: Look };

const MAX_UNREAD = 999;
const MAX_INVITATION_CHARACTERS = 300;

/** The message as it is posted. */
export const seal = (message: HostMessage): object => ({ weft: 1, ...message });

const CALL_STATES: readonly unknown[] = [
  'none',
  'waiting',
  'talking',
  'callback',
  'calling',
] satisfies CallState[];
const isCallState = (value: unknown): value is CallState => CALL_STATES.includes(value);

/** A message of the widget, or undefined for whatever else a page may post. The sender is checked elsewhere. */
export function readWidgetMessage(data: unknown): WidgetMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { weft, type, state, large, count, text, look } = data as Readonly<Record<string, unknown>>;
  if (weft !== 1) return undefined;
  switch (type) {
    case 'ready':
    case 'minimise':
      return { type };
    case 'resize':
      return { type, large: large === true };
    case 'unread':
      return typeof count === 'number' && count >= 0
        ? { type, count: Math.min(MAX_UNREAD, Math.floor(count)) }
        : undefined;
    case 'invite':
      return typeof text === 'string' ? { type, text: text.slice(0, MAX_INVITATION_CHARACTERS) } : undefined;
    case 'look':
      return { type, look: readLook(look) };
    case 'call':
      return isCallState(state) ? { type, state } : undefined;
    default:
      return undefined;
  }
}
