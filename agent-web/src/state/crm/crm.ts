import type { DraftThere } from '../inbox/drafts.ts';
import type {
  AnswerChannel,
  BeginningAccount,
  CalledCustomer,
  Colleague,
  ContactCard,
  ContactChange,
  ContactIdentity,
  ContactOrders,
  CustomerNarrowing,
  CustomerRow,
  Episode,
  FieldWish,
  FirstWords,
  LiveCallNow,
  NewCustomer,
  OriginalView,
  OwnField,
  QueueNow,
  QueueService,
  SavedFilter,
  Template,
  TemplateDraft,
  Ticket,
  TicketRow,
  TicketState,
  TicketWish,
  WaitingReason,
} from '../types.ts';

/** What the floor is at one moment. */
export interface FloorNow {
  readonly atMs: number;
  readonly agents: readonly Colleague[];
  readonly queues: readonly QueueNow[];
  readonly calls: number;
  readonly service: readonly QueueService[];
  readonly overdue: number | undefined;
}

/** A page of the list of customers. */
export interface CustomerPage {
  readonly rows: readonly CustomerRow[];
  /** Empty = nothing follows. */
  readonly cursor: string;
  /** What levels there are; empty with pages after the first. */
  readonly levels: readonly string[];
}

/** The control plane's records of people and matters, over HTTP. A port. Rejects with WeftErrors, TypeErrors of the network. */
export interface Crm {
  /** One page of those found by words; all, where there are none. @param cursor of the page before; empty = the first */
  contacts(words: string, cursor: string, narrowing: CustomerNarrowing): Promise<CustomerPage>;
  /** Figures of a time, as they came; who shows them reads them, since few pages ever do. */
  report(question: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly timeZone: string;
  }): Promise<unknown>;
  /** A page of ratings, as it came. @param question.below only those with fewer stars */
  ratings(question: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly below: number;
    readonly cursor: string;
  }): Promise<unknown>;
  createContact(customer: NewCustomer): Promise<ContactCard>;
  joinContacts(contactId: string, otherId: string): Promise<ContactCard>;
  contact(contactId: string): Promise<ContactCard>;
  /** The next four give the contact as it is then. */
  changeContact(contactId: string, change: ContactChange): Promise<ContactCard>;
  addIdentity(contactId: string, kind: 'phone' | 'email', value: string): Promise<ContactCard>;
  removeIdentity(identity: ContactIdentity): Promise<ContactCard>;
  addContactNote(contactId: string, text: string): Promise<ContactCard>;
  /** Takes a join back; gives the contact as it is then. */
  part(contactId: string, joinId: string): Promise<ContactCard>;
  /** Settles a proposal; gives the contact as it is then. */
  settle(contactId: string, otherId: string, same: boolean): Promise<ContactCard>;
  /** What they wrote and called about, newest first. */
  episodes(contactId: string): Promise<readonly Episode[]>;
  orders(contactId: string): Promise<ContactOrders>;
  tickets(contactId: string): Promise<readonly Ticket[]>;
  /** One page of everybody's. @param beyond the number that the page before ended with; 0 = from the start */
  allTickets(
    wish: TicketWish,
    agentId: string,
    beyond: number,
  ): Promise<{ readonly rows: readonly TicketRow[]; readonly beyond: number }>;
  createTicket(ticket: {
    readonly contactId: string;
    readonly conversationId: string;
    readonly subject: string;
  }): Promise<Ticket>;
  /** Rejects with CONFLICT when somebody else changed it since `revision`. */
  changeTicket(
    ticketId: string,
    revision: number,
    changes: { readonly state?: TicketState; readonly ownerId?: string },
  ): Promise<Ticket>;
  /** The company's own fields, by label. */
  ownFields(): Promise<readonly OwnField[]>;
  /** Gives the contact as it is then. Rejects with CONFLICT when somebody else set the field first. So does the next. */
  setContactField(contactId: string, wish: FieldWish): Promise<ContactCard>;
  setConversationField(conversationId: string, wish: FieldWish): Promise<void>;
  /** All of them, as they came; who uses them reads them. */
  macros(): Promise<unknown>;
  /** Does it with a conversation; gives what became of it, as it came. Rejects with CONFLICT when it is another one by now. */
  runMacro(
    macroId: string,
    run: { readonly conversationId: string; readonly revision: number; readonly runId: string },
  ): Promise<unknown>;
  templates(): Promise<readonly Template[]>;
  /** Everybody's and one's own with all that is known of them, as they came; who edits them reads them. So do the next two. */
  templateTexts(): Promise<unknown>;
  addTemplate(template: TemplateDraft & { readonly shared: boolean }): Promise<unknown>;
  changeTemplate(templateId: string, change: TemplateDraft & { readonly revision: number }): Promise<unknown>;
  removeTemplate(templateId: string): Promise<void>;
  /** One's unsent texts, last written first. */
  drafts(): Promise<readonly DraftThere[]>;
  /** Keeps one, or forgets it where it has no text; an older one changes nothing. */
  putDraft(draft: DraftThere): Promise<void>;
  /** Everybody's, then the agent's own. */
  filters(): Promise<readonly SavedFilter[]>;
  saveFilter(saved: Omit<SavedFilter, 'filterId' | 'count'>): Promise<void>;
  renameFilter(filterId: string, name: string): Promise<void>;
  removeFilter(filterId: string): Promise<void>;
  beginnings(): Promise<readonly BeginningAccount[]>;
  /** Gives the id of the conversation. Of the same `clientId` it is written once. */
  begin(words: FirstWords & { readonly clientId: string }): Promise<string>;
  /** What conversations are tagged with lately, most often first. */
  tags(): Promise<readonly string[]>;
  answerChannels(conversationId: string): Promise<readonly AnswerChannel[]>;
  resendItem(conversationId: string, seq: number): Promise<void>;
  viewOriginal(originalId: string, remotePictures: boolean): Promise<OriginalView>;
  floor(): Promise<FloorNow>;
  /** The answered calls; for supervisors. */
  liveCalls(): Promise<readonly LiveCallNow[]>;
  /** The agent's own calls of the day whose customer has a name. */
  ownCalls(): Promise<readonly CalledCustomer[]>;
  /** What waits, and why nobody has it. */
  waiting(): Promise<readonly WaitingReason[]>;
}
