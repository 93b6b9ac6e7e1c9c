import type { Language } from './settings.ts';

/** What is said in both languages; empty = what the launcher says by itself. */
type Words = Readonly<Record<Language, string>>;

/** How the company wants what stands on the host page. The widget knows more of it. */
export interface Look {
  readonly side: 'left' | 'right';
  /** #rrggbb; empty = the launcher's own. */
  readonly colour: string;
  /** Whether calls are offered. */
  readonly calls: boolean;
  /** On the button that opens the chat. */
  readonly launcher: Words;
  /** Who it is: the panel's name. */
  readonly company: Words;
}

// Not a name that the widget uses: on Weft's own pages both share one storage.
const KEY = 'weft-launcher-look';
const COLOUR = /^#[0-9a-f]{6}$/;
const MAX_CHARACTERS = 40;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (data: unknown): Fields =>
  typeof data === 'object' && data !== null ? (data as Fields) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_CHARACTERS) : '');

function wordsOf(value: unknown): Words {
  const { en, zh } = fieldsOf(value);
  return { en: text(en), zh: text(zh) };
}

/** A look from wherever it may come: words with an end, a colour of six digits, and nothing else. */
export function readLook(data: unknown): Look {
  const { side, colour, calls, launcher, company } = fieldsOf(data);
  return {
    side: side === 'left' ? side : 'right',
    colour: typeof colour === 'string' && COLOUR.test(colour) ? colour : '',
    calls: calls !== false,
    launcher: wordsOf(launcher),
    company: wordsOf(company),
  };
}

/** Puts the company's colour on what has the launcher in it: six digits, or none. */
export function paint(root: HTMLElement, colour: string): void {
  root.toggleAttribute('data-own', colour !== '');
  if (colour === '') root.style.removeProperty('--ink');
  else root.style.setProperty('--ink', colour);
}

/** The look that this browser had last, so that the launcher begins with it. */
export interface LookMark {
  read(): Look;
  write(look: Look): void;
}

/** It, in a storage that may be blocked: then every page begins as Weft's own. */
export function lookMark(storage: () => Storage): LookMark {
  return {
    read: () => {
      try {
        return readLook(JSON.parse(storage().getItem(KEY) ?? ''));
      } catch {
        return readLook(undefined);
      }
    },
    write: (look) => {
      try {
        storage().setItem(KEY, JSON.stringify(look));
      } catch {
        // Nothing depends on it.
      }
    },
  };
}

/** The look that holds; undefined where the service, or the page's own policy, gives none. Never rejects. */
export const fetchLook = (origin: string): Promise<Look | undefined> =>
  fetch(`${origin}/v1/look`, { credentials: 'omit' })
    .then(async (response) => (response.ok ? readLook(await response.json()) : undefined))
    .catch(() => undefined);
