import type {
  AccountKind,
  AgentTraits,
  AuditEntry,
  CapacityPlan,
  ChannelAccount,
  CustomerImport,
  DeadLetter,
  EditedTemplate,
  Invitation,
  Look,
  Macro,
  MacroDraft,
  MenuEntry,
  OwnField,
  OwnFieldDraft,
  Person,
  PersonChange,
  PersonDraft,
  RuleChange,
  TemplateDraft,
  VersionHead,
  Webhook,
  WebhookAnswer,
  WebhookDelivery,
  WebhookDraft,
  WhatIfView,
} from '../types.ts';

/** What the compiler says of rules; a column from 1, 0 = not within an expression. */
export interface RuleProblem {
  readonly path: string;
  readonly column: number;
  readonly message: string;
}

/** What came of rules that were checked, or to be saved. */
export interface RulesOutcome {
  readonly ok: boolean;
  /** That holds now. */
  readonly version: number;
  readonly errors: readonly RuleProblem[];
  readonly warnings: readonly RuleProblem[];
}

/** The version of the rules that holds; `rules` as they are kept. */
export interface RulesNow {
  readonly head: VersionHead;
  readonly rules: unknown;
}

/** What an account is to be, as the server takes it. */
export interface AccountChange {
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly failoverTo: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** How widgets look, and which version of it that is. */
export interface KeptLook {
  readonly look: Look;
  readonly version: string;
}

/** The rules of invitation, and which version of them it is. */
export interface InvitationList {
  readonly rules: readonly Invitation[];
  readonly version: string;
}

/** The administrator's side of the control plane's HTTP API. A port. Rejects with WeftErrors, TypeErrors of the network. */
export interface AdminApi {
  rules(): Promise<RulesNow>;
  validate(rules: unknown): Promise<RulesOutcome>;
  /** Rejects with CONFLICT when another version than `basedOn` holds by now. */
  saveRules(rules: unknown, note: string, basedOn: number): Promise<RulesOutcome>;
  versions(): Promise<readonly VersionHead[]>;
  diff(version: number): Promise<readonly RuleChange[]>;
  restore(version: number, basedOn: number): Promise<RulesOutcome>;
  /** undefined = the rules are wrong. */
  whatIf(rules: unknown, sinceMs: number): Promise<WhatIfView | undefined>;

  people(): Promise<readonly Person[]>;
  /** Rejects with CONFLICT when the login is taken. */
  addPerson(draft: PersonDraft): Promise<{ readonly person: Person; readonly password: string }>;
  changePerson(agentId: string, change: PersonChange): Promise<Person>;
  renewPassword(agentId: string): Promise<string>;
  /** By agent, of those of whom it is said. */
  traits(): Promise<ReadonlyMap<string, AgentTraits>>;
  setTraits(agentId: string, traits: AgentTraits): Promise<void>;
  capacities(): Promise<readonly CapacityPlan[]>;

  invitations(): Promise<InvitationList>;
  /** Rejects with CONFLICT when others were saved since `version`. */
  setInvitations(list: InvitationList): Promise<InvitationList>;

  look(): Promise<KeptLook>;
  /** Rejects with CONFLICT when another was saved since `version`, with COLOUR_UNREADABLE. */
  setLook(look: KeptLook): Promise<KeptLook>;

  templates(): Promise<readonly EditedTemplate[]>;
  addTemplate(draft: TemplateDraft): Promise<EditedTemplate>;
  changeTemplate(templateId: string, revision: number, draft: TemplateDraft): Promise<EditedTemplate>;
  /** @param reason why it is rejected; empty = it is approved */
  judgeTemplate(templateId: string, revision: number, reason: string): Promise<EditedTemplate>;
  removeTemplate(templateId: string): Promise<void>;

  macros(): Promise<readonly Macro[]>;
  addMacro(draft: MacroDraft): Promise<Macro>;
  /** Rejects with CONFLICT when somebody else changed it since `revision`. */
  changeMacro(macroId: string, revision: number, draft: MacroDraft): Promise<Macro>;
  removeMacro(macroId: string): Promise<void>;

  ownFields(): Promise<readonly OwnField[]>;
  /** Rejects with CONFLICT when there is one, BAD_REQUEST when it was of another kind, NOT_AVAILABLE when there are enough. */
  addOwnField(draft: OwnFieldDraft): Promise<OwnField>;
  /** Rejects with CONFLICT when somebody else changed it since its revision. */
  changeOwnField(field: OwnField, draft: Pick<OwnFieldDraft, 'label' | 'choices'>): Promise<OwnField>;
  removeOwnField(field: OwnField): Promise<void>;

  webhooks(): Promise<readonly Webhook[]>;
  /** Rejects with BAD_REQUEST when nothing may be sent there, NOT_AVAILABLE when there are enough. */
  addWebhook(draft: WebhookDraft): Promise<{ readonly webhook: Webhook; readonly secret: string }>;
  /** Rejects with CONFLICT when somebody else changed it since its revision. */
  changeWebhook(webhook: Webhook, draft: WebhookDraft): Promise<Webhook>;
  removeWebhook(endpointId: string): Promise<void>;
  testWebhook(endpointId: string): Promise<WebhookAnswer>;
  webhookDeliveries(endpointId: string): Promise<readonly WebhookDelivery[]>;
  sendWebhookAgain(endpointId: string, delivery: number): Promise<void>;

  kinds(): Promise<readonly AccountKind[]>;
  accounts(): Promise<readonly ChannelAccount[]>;
  /** Makes it or changes it. Rejects with BAD_REQUEST "settings.NAME: why". */
  putAccount(accountId: string, change: AccountChange): Promise<void>;
  /** Why it does not come up; empty = it does. Rejects as `putAccount`. */
  tryAccount(accountId: string, change: AccountChange): Promise<string>;
  removeAccount(accountId: string): Promise<void>;

  /** Empty = the account has none. Rejects with BAD_REQUEST: it has what is not made here. */
  menu(accountId: string): Promise<readonly MenuEntry[]>;
  /** Empty takes it away. Rejects with BAD_REQUEST: the vendor refuses it. */
  putMenu(accountId: string, entries: readonly MenuEntry[]): Promise<void>;

  /** `before` 0 = the newest. */
  letters(before: number): Promise<{ readonly letters: readonly DeadLetter[]; readonly before: number }>;
  replayLetter(seq: number): Promise<void>;
  discardLetter(seq: number): Promise<void>;

  /** Takes a list of customers in. Rejects with BAD_REQUEST: it is none. */
  importCustomers(list: Blob): Promise<CustomerImport>;
  /** All customers as comma-separated values. */
  exportCustomers(): Promise<Blob>;

  /** `before` 0 = the newest. */
  audit(question: {
    readonly before: number;
    readonly actorId: string;
    readonly subjectId: string;
  }): Promise<{ readonly entries: readonly AuditEntry[]; readonly before: number }>;
}
