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

/** Host → widget. Every message carries `weft: 1`, the version of this little protocol. */
export type HostMessage =
  | {
      readonly type: 'hello';
      readonly queueId: string;
      readonly customerName: string;
      readonly language: 'zh' | 'en';
      readonly page: Page;
    }
  | { readonly type: 'start'; readonly kind: CallKind; readonly page: Page }
  | { readonly type: 'language'; readonly language: 'zh' | 'en' }
  /** The panel became visible, or went out of sight. */
  | { readonly type: 'shown' }
  | { readonly type: 'hidden' };

/** How far the customer's call is, as the launcher shows it. */
export type CallState = 'none' | 'waiting' | 'talking';

/** Widget → host. */
export type WidgetMessage =
  /** The widget runs and has understood the hello. */
  | { readonly type: 'ready' }
  /** The customer asked for the panel to be put away. */
  | { readonly type: 'minimise' }
  /** The customer wants the panel larger, or small again. */
  | { readonly type: 'resize'; readonly large: boolean }
  | { readonly type: 'call'; readonly state: CallState };

/** The message as it is posted. */
export const seal = (message: HostMessage): object => ({ weft: 1, ...message });

const CALL_STATES: readonly unknown[] = ['none', 'waiting', 'talking'] satisfies CallState[];
const isCallState = (value: unknown): value is CallState => CALL_STATES.includes(value);

/** A message of the widget, or undefined for whatever else a page may post. The sender is checked elsewhere. */
export function readWidgetMessage(data: unknown): WidgetMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { weft, type, state, large } = data as Readonly<Record<string, unknown>>;
  if (weft !== 1) return undefined;
  switch (type) {
    case 'ready':
    case 'minimise':
      return { type };
    case 'resize':
      return { type, large: large === true };
    case 'call':
      return isCallState(state) ? { type, state } : undefined;
    default:
      return undefined;
  }
}
