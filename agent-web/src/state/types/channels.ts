import type { Problem, Readable } from './basics.ts';

/** The same in the pages' languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

export type FieldType = 'text' | 'lines' | 'number' | 'flag' | 'choice' | 'list';

/** A setting of a kind of account, as the server asks for it. */
export interface SettingField {
  readonly name: string;
  readonly label: Words;
  readonly hint: Words;
  readonly type: FieldType;
  readonly required: boolean;
  /** Only taken, never told. */
  readonly secret: boolean;
  readonly initial: string | number | boolean;
  readonly choices: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly maxLength: number;
  /** What the rows of a list consist of. */
  readonly columns: readonly SettingField[];
}

export interface AccountKind {
  readonly kind: string;
  readonly channel: string;
  /** Its accounts have a menu to be edited. */
  readonly hasMenu: boolean;
  readonly fields: readonly SettingField[];
}

export interface AccountHealth {
  /** "up", "connecting", "down", "off". */
  readonly state: string;
  readonly sinceMs: number;
  /** In the words of whoever said it; empty = none. */
  readonly reason: string;
  readonly instanceId: string;
}

/** A channel's account as it is. */
export interface ChannelAccount {
  readonly accountId: string;
  readonly name: string;
  readonly kind: string;
  readonly channel: string;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretsSet: readonly string[];
  readonly failoverTo: string;
  readonly changedAtMs: number;
  /** Empty = the kind has no webhook. */
  readonly webhookUrl: string;
  readonly health: AccountHealth;
}

/** A row of a list that is edited: a text for every column. */
export type RowDraft = Readonly<Record<string, string>>;
/** A setting while it is edited: numbers are text until they are sent. */
export type SettingDraft = string | boolean | readonly RowDraft[];

/** An account as it is edited. */
export interface AccountDraft {
  readonly accountId: string;
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly failoverTo: string;
  readonly settings: Readonly<Record<string, SettingDraft>>;
}

/** All accounts, asked again every few seconds while somebody looks. */
export interface LiveAccounts {
  /** False until the first answer. */
  readonly known: boolean;
  readonly kinds: readonly AccountKind[];
  readonly accounts: readonly ChannelAccount[];
  /** Why the last question had no answer: what is shown is of before. */
  readonly problem: Problem | undefined;
}

export type AccountStep = 'none' | 'saving' | 'testing' | 'removing';

/** What the server says of a draft. */
export interface Complaint {
  /** A setting's name; empty = the account as a whole. */
  readonly setting: string;
  readonly reason: string;
}

export interface AccountsSnapshot {
  readonly step: AccountStep;
  readonly problem: Problem | undefined;
  readonly wrong: Complaint | undefined;
  /** What came of the last try; an empty reason = it came up. */
  readonly tried: { readonly reason: string } | undefined;
  /** The accounts whose change, or removal, holds since a moment ago; empty = none. */
  readonly saved: string;
  readonly removed: string;
}

export interface AccountsEditor extends Readable<AccountsSnapshot> {
  readonly live: Readable<LiveAccounts> & {
    /** Asks until the returned function is called. */
    watch(): () => void;
  };
  /** What was said of the draft is no longer about it. */
  edited(): void;
  save(draft: AccountDraft): void;
  /** Opens the account as it would be; nothing is kept. */
  tryOut(draft: AccountDraft): void;
  remove(accountId: string): void;
}

/** Something that could not be brought in or sent. */
export interface DeadLetter {
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly accountId: string;
  readonly conversationId: string;
  readonly itemSeq: number;
  readonly sourceId: string;
  /** Who wrote what came in, and how it begins; empty where it was to go out. */
  readonly from: string;
  readonly text: string;
  readonly reason: string;
  readonly atMs: number;
  readonly tries: number;
}

export interface LettersSnapshot {
  readonly step: 'none' | 'loading' | 'saving';
  readonly problem: Problem | undefined;
  /** False until the first answer. */
  readonly known: boolean;
  readonly letters: readonly DeadLetter[];
  /** There are earlier ones. */
  readonly more: boolean;
}

export interface DeadLetters extends Readable<LettersSnapshot> {
  /** Keeps them up to date until the returned function is called. */
  watch(): () => void;
  load(): void;
  loadMore(): void;
  /** Does it again; the letter goes. */
  replay(seq: number): void;
  discard(seq: number): void;
}

/** What an entry of a menu does: it tells Weft that it was pressed, or opens a page. */
export interface MenuLeaf {
  readonly name: string;
  readonly does: 'tells' | 'opens';
  /** Of what it tells: that it opens a ticket. */
  readonly ticket: boolean;
  /** The key that it tells, or the page's address. */
  readonly value: string;
}

/** An entry at the first level; those below it are shown instead of what it does itself. */
export interface MenuEntry extends MenuLeaf {
  readonly below: readonly MenuLeaf[];
}

export interface MenuSnapshot {
  readonly step: 'none' | 'loading' | 'saving';
  readonly problem: Problem | undefined;
  /** Whose menu it is; empty = none was asked for. */
  readonly accountId: string;
  /** The vendor has told what there is. */
  readonly known: boolean;
  readonly entries: readonly MenuEntry[];
  /** What the vendor or the server says of it; empty = nothing. */
  readonly wrong: string;
  readonly saved: boolean;
}

/** The menu of one account at a time, kept by its vendor. */
export interface MenuEditor extends Readable<MenuSnapshot> {
  load(accountId: string): void;
  change(entries: readonly MenuEntry[]): void;
  /** Without entries it takes the menu away. */
  save(): void;
}
