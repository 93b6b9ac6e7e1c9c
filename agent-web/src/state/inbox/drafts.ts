import type { Clock } from '@weft/proto';
import type { TextStore } from '../storage.ts';
import type { Draft } from '../types.ts';

const KEY = 'weft-drafts-';
/** Conversations with a draft; beyond, the one not touched for longest is forgotten. */
const MAX_DRAFTS = 100;
/** Characters of one draft that survive a reload. */
const MAX_TEXT = 8_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '');

const NONE: Draft = { mode: 'reply', reply: '', note: '' };

const hasText = ({ reply, note }: Draft): boolean => reply !== '' || note !== '';

/** A draft as it is kept here. */
interface Kept extends Draft {
  /** When it was written. */
  readonly atMs: number;
  /** The control plane has it, or has forgotten it as this browser did. */
  readonly there: boolean;
}

/** A draft as the control plane has it. */
export interface DraftThere extends Draft {
  readonly conversationId: string;
  readonly atMs: number;
}

/**
 * What stands unsent in the composer of each conversation, over reloads. One that was emptied is remembered until the
 * control plane has heard of it, so that it does not come back from there.
 */
export class Drafts {
  readonly #store: TextStore;
  readonly #owner: () => string;
  readonly #clock: Clock;
  #known: { readonly owner: string; readonly drafts: Map<string, Kept> } | undefined;

  /** @param owner whose they are: another person at the same browser has others */
  constructor(store: TextStore, owner: () => string, clock: Clock) {
    this.#store = store;
    this.#owner = owner;
    this.#clock = clock;
  }

  of(conversationId: string): Draft {
    const { mode, reply, note } = this.#drafts.get(conversationId) ?? NONE;
    return { mode, reply, note };
  }

  set(conversationId: string, draft: Draft): void {
    this.#put(conversationId, { ...draft, atMs: this.#clock.now(), there: false });
    this.#keep();
  }

  /** Those that the control plane has not heard of, oldest first. */
  get unheard(): readonly DraftThere[] {
    return [...this.#drafts]
      .filter(([, { there }]) => !there)
      .map(([conversationId, { there: _, ...draft }]) => ({ conversationId, ...draft }));
  }

  /** The control plane has what was written then. */
  heard({ conversationId, atMs }: DraftThere): void {
    const draft = this.#drafts.get(conversationId);
    if (draft?.atMs !== atMs) return;
    if (hasText(draft) || draft.mode === 'note') this.#drafts.set(conversationId, { ...draft, there: true });
    else this.#drafts.delete(conversationId);
    this.#keep();
  }

  /**
   * Takes over what was written, sent or emptied at another browser since: all that the control plane has. What was
   * written here and is newer stays. Gives the conversations whose drafts are others now.
   */
  merge(all: readonly DraftThere[]): readonly string[] {
    const theirs = new Map(all.map((draft) => [draft.conversationId, draft]));
    const gone = [...this.#drafts].filter(
      ([conversationId, draft]) => draft.there && hasText(draft) && !theirs.has(conversationId),
    );
    for (const [conversationId] of gone) this.#drafts.delete(conversationId);
    // Oldest first: the one touched last is at the end.
    const newer = all.toReversed().filter(({ conversationId, atMs }) => {
      const own = this.#drafts.get(conversationId);
      return own === undefined || own.atMs < atMs;
    });
    for (const { conversationId, ...draft } of newer) this.#put(conversationId, { ...draft, there: true });
    this.#keep();
    return [...gone.map(([conversationId]) => conversationId), ...newer.map((one) => one.conversationId)];
  }

  /** The agent leaves for good: the next person at this machine finds nothing. */
  clear(): void {
    this.#drafts.clear();
    this.#keep();
  }

  /** By conversation, the one touched last at the end. */
  get #drafts(): Map<string, Kept> {
    const owner = this.#owner();
    if (this.#known?.owner !== owner)
      this.#known = { owner, drafts: new Map(readAll(this.#store.get(KEY + owner))) };
    return this.#known.drafts;
  }

  #put(conversationId: string, draft: Kept): void {
    const drafts = this.#drafts;
    drafts.delete(conversationId);
    drafts.set(conversationId, draft);
    for (const oldest of drafts.keys()) {
      if (drafts.size <= MAX_DRAFTS) break;
      drafts.delete(oldest);
    }
  }

  #keep(): void {
    const entries = [...this.#drafts].map(([id, draft]) => [
      id,
      { ...draft, reply: text(draft.reply), note: text(draft.note) },
    ]);
    this.#store.set(KEY + this.#owner(), entries.length === 0 ? undefined : JSON.stringify(entries));
  }
}

function readAll(kept: string | undefined): readonly (readonly [string, Kept])[] {
  if (kept === undefined) return [];
  let entries: unknown;
  try {
    entries = JSON.parse(kept);
  } catch {
    return [];
  }
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown): readonly (readonly [string, Kept])[] => {
    if (!Array.isArray(entry)) return [];
    const [id, draft]: readonly unknown[] = entry;
    if (typeof id !== 'string' || !isObject(draft)) return [];
    const mode = draft.mode === 'note' ? 'note' : 'reply';
    const { atMs } = draft;
    return [
      [
        id,
        {
          ...{ mode, reply: text(draft.reply), note: text(draft.note) },
          atMs: typeof atMs === 'number' ? atMs : 0,
          there: draft.there === true,
        },
      ],
    ];
  });
}
