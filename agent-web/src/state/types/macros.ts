import type { Section } from './admin.ts';
import type { Problem, Readable } from './basics.ts';

/** One thing that a macro does with a conversation. */
export type MacroStep =
  | { readonly do: 'take' }
  | { readonly do: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  /** In points of the routing rules. */
  | { readonly do: 'prioritize'; readonly priority: number }
  | { readonly do: 'reply'; readonly templateId: string }
  | { readonly do: 'note'; readonly text: string }
  | { readonly do: 'transfer'; readonly queueId: string; readonly note: string }
  /** 0 = until the customer writes. */
  | { readonly do: 'snooze'; readonly minutes: number }
  | { readonly do: 'close'; readonly disposition: string };

export interface MacroDraft {
  readonly name: string;
  readonly steps: readonly MacroStep[];
}

/** Several steps by one press. */
export interface Macro extends MacroDraft {
  readonly macroId: string;
  readonly revision: number;
}

/** What became of a macro that was run. */
export interface MacroOutcome {
  readonly macro: Macro;
  /** Steps that are done. */
  readonly done: number;
  /** Why the next one is not; undefined = all are. */
  readonly problem: Problem | undefined;
}

export interface MacroListSnapshot {
  readonly macros: readonly Macro[];
  readonly step: 'none' | 'loading' | 'running';
  /** Why they are not there, or why nothing of one was done. */
  readonly problem: Problem | undefined;
  readonly outcome: MacroOutcome | undefined;
}

/** The macros as an agent uses them. */
export interface MacroList extends Readable<MacroListSnapshot> {
  /** As they are now; what became of the last one is forgotten. */
  renew(): void;
  /** One at a time. */
  run(macro: Macro, conversationId: string): void;
}

export interface MacrosSnapshot extends Section {
  readonly macros: readonly Macro[];
  /** What a reply may be: everybody's templates by id, with their shortcuts. */
  readonly templates: readonly (readonly [templateId: string, name: string])[];
  /** Whose change holds since a moment ago; empty = none. */
  readonly saved: string;
}

/** The macros as an administrator changes them. */
export interface MacrosEditor extends Readable<MacrosSnapshot> {
  load(): void;
  add(draft: MacroDraft): void;
  change(macro: Macro, draft: MacroDraft): void;
  remove(macroId: string): void;
}
