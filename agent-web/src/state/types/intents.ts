import type { Problem, Readable } from './basics.ts';
import type { VersionHead } from './rules.ts';

export type IntentLanguage = 'zh' | 'en';

/** An intent as it is kept. */
export interface IntentPolicy {
  /** Whether the virtual agent answers by itself. */
  readonly on: boolean;
  readonly answer:
    | { readonly by: 'agent' }
    | { readonly by: 'orders' }
    | { readonly by: 'text'; readonly zh: string; readonly en: string };
  readonly examples: Readonly<Record<IntentLanguage, readonly string[]>>;
}

export interface NamedIntent extends IntentPolicy {
  readonly intent: string;
}

/** What holds. */
export interface IntentsNow {
  readonly head: VersionHead;
  /** What sentences are decided by; -1 = nothing is learnt yet. Another than the head's = learning. */
  readonly learntVersion: number;
  /** From this confidence on it is sure. */
  readonly threshold: number;
  /** Whether customers are answered at all. */
  readonly virtualAgent: boolean;
  readonly intents: readonly NamedIntent[];
}

/** Something about a line of examples. Lines from 1. */
export type ExampleMark =
  /** Not saved, nothing is lost. */
  | { readonly kind: 'empty'; readonly line: number }
  | { readonly kind: 'twice'; readonly line: number; readonly first: number }
  /** Has to be put right. */
  | { readonly kind: 'elsewhere'; readonly line: number; readonly intent: string }
  | { readonly kind: 'wordless'; readonly line: number }
  | { readonly kind: 'long'; readonly line: number }
  | { readonly kind: 'many'; readonly line: number };

/** An intent as it is edited. */
export interface IntentDraft {
  readonly intent: string;
  /** It is not there yet. */
  readonly isNew: boolean;
  readonly on: boolean;
  readonly by: IntentPolicy['answer']['by'];
  /** What is said when `by` is "text". */
  readonly words: Readonly<Record<IntentLanguage, string>>;
  /** One example a line. */
  readonly lines: Readonly<Record<IntentLanguage, string>>;
  readonly marks: Readonly<Record<IntentLanguage, readonly ExampleMark[]>>;
  /** Examples that would be saved. */
  readonly counts: Readonly<Record<IntentLanguage, number>>;
  readonly changed: boolean;
  /** Somebody else changed this intent meanwhile. */
  readonly overtaken: boolean;
  /** Nothing has to be put right. */
  readonly good: boolean;
}

export type DraftChange = Partial<Pick<IntentDraft, 'on' | 'by' | 'words' | 'lines'>>;

/** What a sentence seems to want. */
export interface IntentTrial {
  readonly text: string;
  /** Empty = none. */
  readonly intent: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly runnerUp: { readonly intent: string; readonly confidence: number };
  readonly language: string;
  /** What it names, such as ["orderNumber", "20261101"]. */
  readonly slots: readonly (readonly [name: string, value: string])[];
  /** Words that spoke most for it. */
  readonly because: readonly string[];
  readonly does: 'answers' | 'hands-over';
  /** A reason of the server's: "words", "unsure", "off" ... */
  readonly why: string;
  /** What would be said, or shown to an agent; empty = none. */
  readonly says: string;
  /** By which version it was decided. */
  readonly version: number;
}

export type IntentsStep = 'none' | 'loading' | 'saving' | 'trying';

export interface IntentsSnapshot {
  readonly step: IntentsStep;
  readonly problem: Problem | undefined;
  /** undefined = not known yet. */
  readonly now: IntentsNow | undefined;
  /** What holds is still being learnt: the version before decides. */
  readonly learning: boolean;
  /** The newest first. */
  readonly versions: readonly VersionHead[];
  /** The intent that is looked at. */
  readonly draft: IntentDraft | undefined;
  /** Intents with changes that are not saved. */
  readonly changed: readonly string[];
  /** What the server refused, in its words. */
  readonly refusals: readonly string[];
  readonly trial: IntentTrial | undefined;
  /** The version that was saved a moment ago; 0 = none. */
  readonly saved: number;
}

/** What the virtual agent understands: edited, learnt by the server, tried. */
export interface IntentsEditor extends Readable<IntentsSnapshot> {
  /** Asks, and asks again while something is learnt, until `rest`. */
  load(): void;
  rest(): void;
  choose(intent: string): void;
  /** Begins a new intent; one that is there is chosen. */
  add(intent: string): void;
  edit(change: DraftChange): void;
  /** Back to what holds of the intent that is looked at. */
  reset(): void;
  /** The intent that is looked at, as a new version. */
  save(note: string): void;
  remove(note: string): void;
  /** 0 = those that come with Weft. */
  restore(version: number): void;
  attempt(text: string): void;
}
