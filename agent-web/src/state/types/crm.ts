import type { Channel, FieldValue, Presence } from '@weft/proto';
import type { Problem, Readable } from './basics.ts';
import type { ContactOrders } from './orders.ts';
import type { SetField } from './own-fields.ts';

/** A text to be sent often; "{{contact.name}}" and the like are filled in. */
export interface Template {
  readonly templateId: string;
  /** What is typed after "/". */
  readonly shortcut: string;
  readonly title: string;
  readonly text: string;
  /** "zh", "en"; empty = any. */
  readonly language: string;
  /** Which it may go by; empty = all. */
  readonly channels: readonly string[];
}

/** An agent, as others see them. */
/** How the customer of a call that is over is called today. */
export interface CalledCustomer {
  readonly callId: string;
  readonly customerName: string;
  /** Only the customer gave it. */
  readonly customerNameClaimed: boolean;
}

export interface Colleague {
  readonly agentId: string;
  readonly displayName: string;
  readonly presence: Presence;
  /** Since when so; in a call, since it was answered. 0 = not known. */
  readonly sinceMs: number;
  readonly region: string;
  /** Their live call; empty = none. */
  readonly callId: string;
  /** What for they are busy or away; empty = not said. */
  readonly pause: string;
}

/** A queue, now. */
export interface QueueNow {
  readonly queueId: string;
  readonly waiting: number;
  /** Since when the one who waits longest waits; 0 = nobody waits. */
  readonly oldestSinceMs: number;
}

/** How a queue of the routing rules has served its customers today. */
export interface QueueService {
  readonly queueId: string;
  readonly title: string;
  readonly answered: number;
  /** Calls given up before they had an agent. */
  readonly abandoned: number;
  /** Of answered calls. */
  readonly averageWaitMs: number;
  /** Of calls answered within `goalSeconds`; undefined = there was no call. */
  readonly percent: number | undefined;
  readonly goalPercent: number;
  readonly goalSeconds: number;
  /** Answers to those who wrote that were promised, and how many of them came late. */
  readonly promised: number;
  readonly late: number;
}

/** The agents and queues of the contact centre, now. */
export interface FloorSnapshot {
  /** By the server's clock; 0 = not known yet. */
  readonly atMs: number;
  /** When it was told, by this page's clock, which need not agree with the server's. */
  readonly heardAtMs: number;
  readonly agents: readonly Colleague[];
  readonly queues: readonly QueueNow[];
  /** Answered and not over. */
  readonly calls: number;
  /** The busiest first. */
  readonly service: readonly QueueService[];
  /** Customers who wait for longer than was promised; undefined = not known. */
  readonly overdue: number | undefined;
  readonly problem: Problem | undefined;
}

/** Kept up while somebody looks. */
export interface Floor extends Readable<FloorSnapshot> {
  /** Until the returned function is called. */
  watch(): () => void;
}

/** One way to reach or recognise a contact. */
export interface ContactIdentity {
  /** Which of the joined contacts has it. */
  readonly contactId: string;
  readonly kind: string;
  /** As it is compared. */
  readonly value: string;
  readonly shown: string;
  /** Proven, and not only said. */
  readonly verified: boolean;
  readonly source: string;
  readonly sinceMs: number;
}

/** One thing that speaks for two contacts being one person; `other` = this page is too old to know it. */
export interface JoinReason {
  readonly what: 'identity' | 'claim' | 'name' | 'similar-email' | 'similar-phone' | 'agent' | 'other';
  /** The identity's kind, where it is one. */
  readonly kind: string;
}

/** Another contact that was found to be the same person. */
export interface ContactJoin {
  readonly joinId: string;
  readonly name: string;
  /** Why: what both have in common. */
  readonly reasons: readonly JoinReason[];
  readonly atMs: number;
}

/** A contact that may be the same person. */
export interface JoinProposal {
  readonly contactId: string;
  readonly name: string;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly JoinReason[];
}

/** What an agent wrote about a contact. */
export interface ContactNote {
  readonly noteId: string;
  readonly authorName: string;
  readonly text: string;
  readonly atMs: number;
}

/** What agents may change of a contact; what is absent stays. */
export type ContactChange = Partial<Pick<ContactCard, 'displayName' | 'level' | 'language'>>;

export interface ContactCard {
  readonly contactId: string;
  readonly displayName: string;
  /** The customer says that they are called so, and nobody else. */
  readonly nameClaimed: boolean;
  /** "gold", "vip"; empty = none. */
  readonly level: string;
  readonly language: string;
  readonly identities: readonly ContactIdentity[];
  readonly joins: readonly ContactJoin[];
  readonly proposals: readonly JoinProposal[];
  readonly attributes: readonly (readonly [string, string])[];
  /** What the company's own fields say. */
  readonly fields: readonly FieldValue[];
  /** Newest first. */
  readonly notes: readonly ContactNote[];
}

/** A customer in the list of all. */
export type CustomerRow = Pick<
  ContactCard,
  'contactId' | 'displayName' | 'nameClaimed' | 'level' | 'identities'
>;

/** Somebody whom an agent writes down; empty = not known. */
export interface NewCustomer {
  readonly displayName: string;
  readonly phone: string;
  readonly email: string;
}

/** What the list of customers is narrowed to and ordered by. */
export interface CustomerNarrowing {
  readonly order: 'recent' | 'newest' | 'name';
  /** Empty = whichever. */
  readonly level: string;
  /** Only who is known so. */
  readonly kind: 'any' | 'phone' | 'email' | 'account' | 'wechat' | 'weibo';
}

export interface CustomersSnapshot extends CustomerNarrowing {
  readonly search: string;
  /** What levels there are, by name. */
  readonly levels: readonly string[];
  /** In their order. */
  readonly rows: readonly CustomerRow[];
  /** "first" = nothing to show yet. */
  readonly loading: 'none' | 'first' | 'more';
  /** More can be asked for. */
  readonly more: boolean;
  readonly problem: Problem | undefined;
  /** Whose file is open; empty = nobody's. */
  readonly openId: string;
}

/** Everybody the company knows. */
export interface Customers extends Readable<CustomersSnapshot> {
  /** Of the one that is open. */
  readonly file: ContactFile;
  /** By words of a name, a number, an address; empty = everybody. */
  search(words: string): void;
  /** What is absent stays. */
  narrow(changes: Partial<CustomerNarrowing>): void;
  more(): void;
  /** After a failure, and for what has come since. */
  renew(): void;
  /** Empty = nobody's. */
  open(contactId: string): void;
  /** Writes somebody down and opens their file. Resolves with what stood in the way, undefined = nothing. */
  create(customer: NewCustomer): Promise<Problem | undefined>;
  /** Others by words, to be told that they are the one who is open. Rejects with a WeftError. */
  others(words: string): Promise<readonly CustomerRow[]>;
  /** The open one and this one are one person, the agent says. Resolves likewise. */
  join(contactId: string): Promise<Problem | undefined>;
}

/** A ticket's life. */
export type TicketState = 'open' | 'pending' | 'solved' | 'closed';

export interface Ticket {
  readonly ticketId: string;
  readonly number: number;
  /** Told with every change, so that none overwrites another's. */
  readonly revision: number;
  readonly subject: string;
  readonly state: TicketState;
  /** Empty = nobody's. */
  readonly ownerId: string;
  readonly changedAtMs: number;
}

/** One matter that the customer had with the company: a stretch of a conversation's timeline. */
export interface Episode {
  readonly conversationId: string;
  /** Where it begins in the timeline. */
  readonly fromSeq: number;
  readonly openedAtMs: number;
  /** 0 = it goes on. */
  readonly closedAtMs: number;
  /** What the customer used. */
  readonly channels: readonly Channel[];
  /** Who had it last; empty = nobody. */
  readonly agentName: string;
  readonly disposition: string;
  /** 1 to 5; 0 = not rated. */
  readonly rating: number;
  /** What the customer wrote first; empty = nothing. */
  readonly firstLine: string;
  readonly calls: number;
  /** Numbers of the tickets that were opened meanwhile. */
  readonly tickets: readonly number[];
}

/** What is known of the customer beside the conversation that is open. */
export interface ContactFileSnapshot {
  /** Empty = nobody's file is open. */
  readonly contactId: string;
  readonly contact: ContactCard | undefined;
  /** Undefined = not known, or nobody keeps tickets here. */
  readonly tickets: readonly Ticket[] | undefined;
  /** Undefined = not known yet, or nobody is asked for orders here. */
  readonly orders: ContactOrders | undefined;
  /** What they wrote and called about, newest first; undefined = not known yet. */
  readonly episodes: readonly Episode[] | undefined;
  readonly loading: boolean;
  /** What could not be had or done. */
  readonly problem: Problem | undefined;
}

/** The file of the customer whose conversation is open. */
export interface ContactFile extends Readable<ContactFileSnapshot> {
  /** Puts two contacts that were joined apart again. */
  part(joinId: string): void;
  /** Resolves with whether it was done; `problem` says why not. */
  change(change: ContactChange): Promise<boolean>;
  /** What the customer said of themselves: it is claimed, and joins nobody by itself. Resolves likewise. */
  addIdentity(kind: 'phone' | 'email', value: string): Promise<boolean>;
  removeIdentity(identity: ContactIdentity): void;
  addNote(text: string): Promise<boolean>;
  /** One of the company's own. */
  readonly setField: SetField;
  /** They are the same person, or are not. */
  settle(proposal: JoinProposal, same: boolean): void;
  /** Asks the shop for the orders again. */
  askOrders(): void;
  /** Resolves with whether it was made. */
  createTicket(subject: string, conversationId: string): Promise<boolean>;
  changeTicket(ticket: Ticket, changes: Partial<Pick<Ticket, 'state' | 'ownerId'>>): void;
}
