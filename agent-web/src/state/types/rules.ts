import type { Problem, Readable } from './basics.ts';

/** Something wrong in the rules as they are written, or worth a thought, where it stands. */
export interface RuleMark {
  readonly kind: 'error' | 'warning';
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The stretch of the text, from 0. */
  readonly offset: number;
  readonly end: number;
  /** Such as "queues.sales.steps.0.when"; empty = of the whole. */
  readonly path: string;
  /** The compiler's words, or which part of JSON is missing. */
  readonly says:
    | { readonly name: 'compiler'; readonly message: string }
    | { readonly name: 'json'; readonly fault: string };
}

/** A version of rules or intents, without them. */
export interface VersionHead {
  readonly version: number;
  readonly savedAtMs: number;
  readonly author: string;
  readonly note: string;
  /** 0 = of none. */
  readonly copyOf: number;
}

/** One place in which two versions differ. */
export interface RuleChange {
  readonly path: string;
  /** undefined = it was not there; is not there. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface ReplayFigures {
  readonly arrived: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly refused: number;
  readonly waitMs: { readonly p50: number; readonly p95: number; readonly max: number };
  readonly byQueue: readonly (readonly [queueId: string, answered: number])[];
}

/** A recorded day under the present rules and under the edited ones. */
export interface WhatIfView {
  readonly present: ReplayFigures;
  readonly other: ReplayFigures;
  readonly otherAgent: number;
  readonly otherQueue: number;
  readonly longer: number;
  readonly shorter: number;
  readonly lost: number;
  readonly won: number;
}

export type RulesStep = 'none' | 'loading' | 'saving' | 'replaying';

export interface RulesSnapshot {
  readonly step: RulesStep;
  readonly problem: Problem | undefined;
  /** The document as it is edited. */
  readonly text: string;
  /** What `text` says, while it is JSON. */
  readonly value: unknown;
  readonly changed: boolean;
  /** The version that `text` is based on, and whether another holds by now. */
  readonly basedOn: VersionHead | undefined;
  readonly overtaken: boolean;
  /** Whether the server's compiler has looked at `text` as it is. */
  readonly check: 'none' | 'checking' | 'good' | 'wrong';
  readonly marks: readonly RuleMark[];
  /** The newest first. */
  readonly versions: readonly VersionHead[];
  /** Where a version differs from the one before; undefined = none is looked at. */
  readonly diff: { readonly version: number; readonly changes: readonly RuleChange[] } | undefined;
  readonly whatIf: WhatIfView | undefined;
  /** The version that was saved a moment ago; 0 = none. */
  readonly saved: number;
}

/** The routing rules as they are edited: checked by the server as one types. */
export interface RulesEditor extends Readable<RulesSnapshot> {
  load(): void;
  edit(text: string): void;
  /** Back to the rules that hold. */
  reset(): void;
  save(note: string): void;
  showDiff(version: number): void;
  hideDiff(): void;
  restore(version: number): void;
  /** The last so many hours under the edited rules. */
  askWhatIf(hours: number): void;
}
