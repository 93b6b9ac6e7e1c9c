import type { Problem, Readable } from './basics.ts';
import type { AccountsEditor, DeadLetters, MenuEditor } from './channels.ts';
import type { IntentsEditor } from './intents.ts';
import type { LookEditor } from './look.ts';
import type { MacrosEditor } from './macros.ts';
import type { OwnFieldsEditor } from './own-fields.ts';
import type { RulesEditor } from './rules.ts';
import type { WebhooksEditor } from './webhooks.ts';

/** Who works here. */
export interface Person {
  readonly agentId: string;
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly grants: readonly string[];
  /** Not shut out. */
  readonly active: boolean;
  /** Kept in a file, and changed there only. */
  readonly fromFile: boolean;
}

/** What somebody who can sign in is. */
export type StaffRole = 'agent' | 'supervisor' | 'admin' | 'operator';

/** Somebody who is to sign in from now on. */
export interface PersonDraft {
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
}

/** What is to be different about somebody. */
export interface PersonChange {
  readonly name?: string;
  readonly role?: StaffRole;
  readonly active?: boolean;
}

/** A password to begin with, told this once. */
export interface ToldPassword {
  readonly agentId: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
}

export type TraitValue = string | number | boolean | readonly (string | number | boolean)[];

/** What an agent can do. */
export interface AgentTraits {
  readonly skills: Readonly<Record<string, number>>;
  readonly languages: readonly string[];
  readonly attributes: Readonly<Record<string, TraitValue>>;
  /** Name of a capacity. */
  readonly capacity: string;
}

/** What one channel takes of an agent. */
export interface ChannelCapacity {
  readonly cost: number;
  readonly most: number;
  readonly exclusive: boolean;
  readonly interrupts: readonly string[];
}

/** How much an agent can have in hand. */
export interface CapacityPlan {
  readonly name: string;
  /** Nobody has changed it: it is part of Weft. */
  readonly builtIn: boolean;
  readonly units: number;
  readonly channels: Readonly<Record<string, ChannelCapacity>>;
}

/** What is under way in a part of the page. */
export type SectionStep = 'none' | 'loading' | 'saving';

export interface Section {
  readonly step: SectionStep;
  /** Why it could not be had, or not be done. */
  readonly problem: Problem | undefined;
}

export interface SkilledPerson extends Person {
  readonly traits: AgentTraits;
}

export interface PeopleSnapshot extends Section {
  /** Everybody who can sign in or could, by name; operators get no work, whatever they can do. */
  readonly people: readonly SkilledPerson[];
  readonly capacities: readonly CapacityPlan[];
  /** Every skill that anybody has, by name: to choose from. */
  readonly skills: readonly string[];
  /** Whose change holds since a moment ago; empty = none. */
  readonly saved: string;
  /** Whose account is as it was just saved; empty = nobody's. */
  readonly savedAccount: string;
  /** The password that was just made. */
  readonly told: ToldPassword | undefined;
}

export interface PeopleEditor extends Readable<PeopleSnapshot> {
  load(): void;
  add(person: PersonDraft): void;
  change(agentId: string, change: PersonChange): void;
  /** The one before and its sessions are over. */
  renewPassword(agentId: string): void;
  /** The password that was made has been passed on. */
  forgetPassword(): void;
  save(agentId: string, traits: AgentTraits): void;
  /** As the next version of the rules, which capacities are part of. */
  saveCapacity(plan: Omit<CapacityPlan, 'builtIn'>, note: string): void;
}

/** When a visitor is invited to write. */
export interface Invitation {
  readonly ruleId: string;
  readonly on: boolean;
  readonly text: { readonly en: string; readonly zh: string };
  readonly address: string;
  readonly dwellMs: number;
  /** 0 to 1. */
  readonly scrolled: number;
  readonly cartItems: number;
  readonly pauseMs: number;
  readonly times: number;
}

export interface InvitationsSnapshot extends Section {
  readonly rules: readonly Invitation[];
  /** Something is changed and not saved. */
  readonly changed: boolean;
  /** Somebody saved others meanwhile: these are to be loaded first. */
  readonly overtaken: boolean;
  readonly saved: boolean;
}

export interface InvitationsEditor extends Readable<InvitationsSnapshot> {
  load(): void;
  add(): void;
  change(ruleId: string, change: Partial<Invitation>): void;
  remove(ruleId: string): void;
  /** The first rule that holds invites, so their order counts. */
  move(ruleId: string, by: -1 | 1): void;
  save(): void;
}

/** Whether a template's words may be sent to customers. */
export type Approval = 'pending' | 'approved' | 'rejected';

/** A template as it is edited. */
export interface TemplateDraft {
  readonly shortcut: string;
  readonly title: string;
  /** "zh", "en"; empty = any. */
  readonly language: string;
  readonly text: string;
  /** Empty = all. */
  readonly channels: readonly string[];
}

export interface EditedTemplate extends TemplateDraft {
  readonly templateId: string;
  readonly revision: number;
  /** Empty = everybody's. */
  readonly ownerId: string;
  readonly changedBy: string;
  readonly changedAtMs: number;
  /** Only what is approved is offered to agents. */
  readonly approval: Approval;
  /** Who approved or rejected these words; empty = nobody has yet. */
  readonly judgedBy: string;
  /** 0 = not judged yet. */
  readonly judgedAtMs: number;
  /** Why it was rejected; empty = it was not. */
  readonly reason: string;
}

export interface TemplatesSnapshot extends Section {
  readonly templates: readonly EditedTemplate[];
  /** Whose change holds since a moment ago; empty = none. */
  readonly saved: string;
}

/** Templates at the desk: everybody's, and the agent's own. */
export type TemplateListSnapshot = TemplatesSnapshot;

export interface TemplateList extends Readable<TemplateListSnapshot> {
  renew(): void;
  /** @param shared everybody's, which supervisors add; else the agent's own */
  add(draft: TemplateDraft, shared: boolean): void;
  change(template: EditedTemplate, draft: TemplateDraft): void;
  remove(templateId: string): void;
}

export interface TemplatesEditor extends Readable<TemplatesSnapshot> {
  load(): void;
  add(draft: TemplateDraft): void;
  change(template: EditedTemplate, draft: TemplateDraft): void;
  /** Lets these words be sent; a reason says why they may not be, empty = they may. */
  judge(template: EditedTemplate, reason: string): void;
  remove(templateId: string): void;
}

/** What became of a list of customers. */
export interface CustomerImport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Lines that were not taken in, the headings being line 1. */
  readonly refused: readonly {
    readonly line: number;
    readonly fault: 'nothing-known' | 'bad-phone' | 'bad-email' | 'too-long' | 'two-customers';
  }[];
  /** Columns that mean nothing here. */
  readonly ignored: readonly string[];
}

export interface CustomerListsSnapshot extends Section {
  /** What became of the last list; undefined = none was taken in. */
  readonly taken: CustomerImport | undefined;
}

/** Customers from lists, and as one. */
export interface CustomerLists extends Readable<CustomerListsSnapshot> {
  takeIn(list: Blob): void;
  /** All customers, as comma-separated values; `hand` is given the file when it is there. */
  writeOut(hand: (file: Blob) => void): void;
}

/** Something that somebody did or saw. */
export interface AuditEntry {
  readonly entry: number;
  readonly atMs: number;
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** What it is called today; empty = it has no name, or none any more. */
  readonly subjectName: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditSnapshot extends Section {
  readonly entries: readonly AuditEntry[];
  /** There are earlier ones. */
  readonly more: boolean;
  readonly actorId: string;
  readonly subjectId: string;
  readonly people: readonly Person[];
}

export interface AuditLog extends Readable<AuditSnapshot> {
  /** Anew from the newest, of one person and one subject; empty = of all. */
  load(filter: { readonly actorId: string; readonly subjectId: string }): void;
  loadMore(): void;
}

export type AdminState =
  | { readonly name: 'restoring' }
  | { readonly name: 'signed-out'; readonly problem: Problem | undefined }
  | { readonly name: 'signing-in' }
  | { readonly name: 'signed-in'; readonly agentId: string; readonly displayName: string };

/** Made by `createAdmin(options)` of state/admin-page.ts. */
export interface Admin extends Readable<AdminState> {
  readonly rules: RulesEditor;
  readonly people: PeopleEditor;
  readonly invitations: InvitationsEditor;
  readonly look: LookEditor;
  readonly templates: TemplatesEditor;
  readonly macros: MacrosEditor;
  readonly fields: OwnFieldsEditor;
  readonly webhooks: WebhooksEditor;
  readonly channels: AccountsEditor;
  readonly menu: MenuEditor;
  readonly letters: DeadLetters;
  readonly intents: IntentsEditor;
  readonly customers: CustomerLists;
  readonly audit: AuditLog;
  open(): void;
  signIn(login: string, password: string): void;
  signOut(): void;
}
