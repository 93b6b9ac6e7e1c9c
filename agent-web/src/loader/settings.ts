/** Languages that the launcher speaks. */
export type Language = 'zh' | 'en';

/** What the one script line says, with every gap filled. */
export interface Settings {
  /** Where Weft's pages are served: the origin that loader.js came from. */
  readonly origin: string;
  /** The queue of the routing rules that calls and chats of this page go to. Attribute `data-weft-queue`; "default" when not given: where the rules put them. */
  readonly queueId: string;
  /** What the page calls the customer. Attribute `data-weft-name`; empty = unknown. */
  readonly customerName: string;
  /**
   * A token signed by the page's server that says whose customer this is. Attribute `data-weft-account`; empty =
   * nobody's.
   */
  readonly account: string;
  /**
   * What the widget's address carries on: the region of `data-weft-region`; on Weft's own pages also their
   * `?region=`, `?video=` and `?codec=`.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /** The corner it floats in. Attribute `data-weft-side`: "left" or "right"; empty = as the administrator says. */
  readonly side: 'left' | 'right' | '';
  /**
   * When the widget is loaded: as soon as the page is idle, or only when the pointer or the focus comes near.
   * Attribute `data-weft-preload`: "idle" (default) or "intent".
   */
  readonly preload: 'idle' | 'intent';
}

/** An id of the mesh: the same shape that the server accepts. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_NAME_CHARACTERS = 80;
const MAX_ACCOUNT_CHARACTERS = 4_096;
const PASSED_ON = ['region', 'video', 'codec'] as const;

const idOr = (text: string | undefined, otherwise: string): string =>
  text !== undefined && ID.test(text) ? text : otherwise;

/** An account's token; what cannot be one counts as none. */
export const readAccount = (value: unknown): string =>
  typeof value === 'string' && /^[\w.-]+$/.test(value) && value.length <= MAX_ACCOUNT_CHARACTERS ? value : '';

/**
 * Settings from the script element's `src` and `data-weft-*` attributes.
 * A value that cannot be used counts as not given: a typing error must not take a shop's page down.
 */
export function readSettings(src: string, attributes: Readonly<DOMStringMap>, page: URL): Settings {
  const { origin } = new URL(src, page);
  const parameters: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = idOr(origin === page.origin ? (page.searchParams.get(name) ?? '') : '', '');
    if (value !== '') parameters[name] = value;
  }
  const region = idOr(attributes.weftRegion, '');
  if (region !== '') parameters.region = region;
  return {
    origin,
    queueId: idOr(attributes.weftQueue, 'default'),
    customerName: (attributes.weftName ?? '').trim().slice(0, MAX_NAME_CHARACTERS),
    account: readAccount(attributes.weftAccount),
    parameters,
    side: attributes.weftSide === 'left' || attributes.weftSide === 'right' ? attributes.weftSide : '',
    preload: attributes.weftPreload === 'intent' ? 'intent' : 'idle',
  };
}

/**
 * The language to speak: `data-weft-lang`, else the page's own `<html lang>`, else the browser's first
 * preference among the two, else English.
 */
export function chooseLanguage(
  attribute: string | undefined,
  pageLanguage: string,
  preferred: readonly string[],
): Language {
  for (const tag of [attribute ?? '', pageLanguage, ...preferred]) {
    if (/^zh\b/i.test(tag)) return 'zh';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
