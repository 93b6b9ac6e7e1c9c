import type { TextStore } from '../storage.ts';
import type { Draft } from '../types.ts';

const KEY = 'weft-drafts-';
/** Conversations with a draft; beyond, the one not touched for longest is forgotten. */
const MAX_DRAFTS = 100;
/** Characters of one draft that survive a reload. */
const MAX_TEXT = 8_000;

const NONE: Draft = { mode: 'reply', reply: '', note: '' };

const isEmpty = ({ mode, reply, note }: Draft): boolean => mode === 'reply' && reply === '' && note === '';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '');

/** What stands unsent in the composer of each conversation, over reloads. */
export class Drafts {
  readonly #store: TextStore;
  readonly #owner: () => string;
  #known: { readonly owner: string; readonly drafts: Map<string, Draft> } | undefined;

  /** @param owner whose they are: another person at the same browser has others */
  constructor(store: TextStore, owner: () => string) {
    this.#store = store;
    this.#owner = owner;
  }

  of(conversationId: string): Draft {
    return this.#drafts.get(conversationId) ?? NONE;
  }

  set(conversationId: string, draft: Draft): void {
    const drafts = this.#drafts;
    drafts.delete(conversationId);
    if (!isEmpty(draft)) drafts.set(conversationId, draft);
    for (const oldest of drafts.keys()) {
      if (drafts.size <= MAX_DRAFTS) break;
      drafts.delete(oldest);
    }
    this.#keep();
  }

  /** The agent leaves for good: the next person at this machine finds nothing. */
  clear(): void {
    this.#drafts.clear();
    this.#keep();
  }

  /** By conversation, the one touched last at the end. */
  get #drafts(): Map<string, Draft> {
    const owner = this.#owner();
    if (this.#known?.owner !== owner)
      this.#known = { owner, drafts: new Map(readAll(this.#store.get(KEY + owner))) };
    return this.#known.drafts;
  }

  #keep(): void {
    const entries = [...this.#drafts].map(([id, { mode, reply, note }]) => [
      id,
      { mode, reply: text(reply), note: text(note) },
    ]);
    this.#store.set(KEY + this.#owner(), entries.length === 0 ? undefined : JSON.stringify(entries));
  }
}

function readAll(kept: string | undefined): readonly (readonly [string, Draft])[] {
  if (kept === undefined) return [];
  let entries: unknown;
  try {
    entries = JSON.parse(kept);
  } catch {
    return [];
  }
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown): readonly (readonly [string, Draft])[] => {
    if (!Array.isArray(entry)) return [];
    const [id, draft]: readonly unknown[] = entry;
    if (typeof id !== 'string' || !isObject(draft)) return [];
    const mode = draft.mode === 'note' ? 'note' : 'reply';
    return [[id, { mode, reply: text(draft.reply), note: text(draft.note) }]];
  });
}
