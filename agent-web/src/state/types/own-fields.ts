import type { Section } from './admin.ts';
import type { Problem, Readable } from './basics.ts';

/** What a field is said of. */
export type FieldSubject = 'contact' | 'conversation';

export type FieldKind = 'text' | 'number' | 'yes-no' | 'date' | 'choice';

/** Something that the company wants to know of customers or conversations. */
export interface OwnFieldDraft {
  readonly subject: FieldSubject;
  /** What values are kept under. */
  readonly key: string;
  readonly kind: FieldKind;
  readonly label: string;
  /** Of a choice. */
  readonly choices: readonly string[];
}

export interface OwnField extends OwnFieldDraft {
  readonly revision: number;
}

/** What a field is to say. */
export interface FieldWish {
  readonly key: string;
  /** Empty = nothing. */
  readonly value: string;
  /** What it says as the agent sees it. */
  readonly seen: string;
}

/** Keeps what a field is to say. Resolves with what stood in the way, undefined = nothing. */
export type SetField = (wish: FieldWish) => Promise<Problem | undefined>;

export interface OwnFieldsSnapshot extends Section {
  readonly fields: readonly OwnField[];
  /** Whose change holds since a moment ago, as "contact plan"; empty = none. */
  readonly saved: string;
}

/** The fields as an administrator changes them. */
export interface OwnFieldsEditor extends Readable<OwnFieldsSnapshot> {
  load(): void;
  add(draft: OwnFieldDraft): void;
  change(field: OwnField, draft: Pick<OwnFieldDraft, 'label' | 'choices'>): void;
  remove(field: OwnField): void;
}
