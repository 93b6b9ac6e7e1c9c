import type { Section } from './admin.ts';
import type { Readable } from './basics.ts';

/** What is said in both languages; empty = what Weft says by itself. */
export interface BothWords {
  readonly en: string;
  readonly zh: string;
}

/** How widgets look and what they say. */
export interface Look {
  readonly company: BothWords;
  readonly greeting: BothWords;
  /** On the button that opens the chat. */
  readonly launcher: BothWords;
  /** In the chat outside the business hours. */
  readonly away: BothWords;
  /** #rrggbb; empty = Weft's own. */
  readonly colour: string;
  /** The launcher's corner, where the page says none. */
  readonly side: 'left' | 'right';
  /** Whether calls are offered. */
  readonly calls: boolean;
  /** Whether files are offered in the chat. */
  readonly files: boolean;
}

export interface LookSnapshot extends Section {
  /** As it is edited: its colour may be none yet. */
  readonly look: Look;
  /** Something is changed and not saved. */
  readonly changed: boolean;
  /** Somebody saved another meanwhile: that is to be loaded first. */
  readonly overtaken: boolean;
  readonly saved: boolean;
}

/** How widgets look, as an administrator changes it. */
export interface LookEditor extends Readable<LookSnapshot> {
  load(): void;
  change(change: Partial<Look>): void;
  save(): void;
}
