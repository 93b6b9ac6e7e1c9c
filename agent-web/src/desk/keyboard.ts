/** What a key asks of the desk. */
export type Shortcut = { readonly name: 'view'; readonly place: number } | { readonly name: SimpleShortcut };

export type SimpleShortcut =
  | 'help'
  | 'next'
  | 'previous'
  | 'search'
  | 'filter'
  | 'select'
  | 'reply'
  | 'note'
  | 'take'
  | 'macro'
  | 'transfer'
  | 'snooze'
  | 'follow'
  | 'close'
  | 'context'
  | 'accept'
  | 'mute';

/** The single keys, in the order that the sheet lists them. */
export const KEYS: readonly (readonly [key: string, name: SimpleShortcut])[] = [
  ['?', 'help'],
  ['j', 'next'],
  ['k', 'previous'],
  ['s', 'search'],
  ['f', 'filter'],
  ['x', 'select'],
  ['r', 'reply'],
  ['n', 'note'],
  ['t', 'take'],
  ['p', 'macro'],
  ['g', 'transfer'],
  ['z', 'snooze'],
  ['w', 'follow'],
  ['e', 'close'],
  ['i', 'context'],
  ['a', 'accept'],
  ['m', 'mute'],
];

const BY_KEY = new Map(KEYS);

/** A key press, as far as it matters here. */
export interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** Somebody is writing where the focus is. */
  readonly writing: boolean;
  /** A dialog lies over the desk. */
  readonly covered: boolean;
}

/**
 * What a key press means. Single keys count only where nobody writes, and only when `single` allows them: they
 * can be struck by mistake and by speech (WCAG 2.2, 2.1.4). Alt with an arrow works from the composer too. Under a
 * dialog nothing is done but to accept: offers stand over dialogs.
 */
export function shortcutOf(press: KeyPress, single: boolean): Shortcut | undefined {
  const { key, altKey, ctrlKey, metaKey, writing, covered } = press;
  if (ctrlKey || metaKey) return undefined;
  if (covered && (altKey || BY_KEY.get(key.toLowerCase()) !== 'accept')) return undefined;
  if (altKey) {
    if (key === 'ArrowDown') return { name: 'next' };
    return key === 'ArrowUp' ? { name: 'previous' } : undefined;
  }
  if (writing || !single) return undefined;
  if (/^[1-8]$/.test(key)) return { name: 'view', place: Number(key) - 1 };
  const name = BY_KEY.get(key.toLowerCase());
  return name === undefined ? undefined : { name };
}

/** Whether typing goes into this element. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}
