import type {
  AuthorKind,
  Channel,
  ConversationFilter,
  ConversationState,
  ConversationView,
  FieldValue,
  Follower,
  ItemStatus,
  PageVisit,
  Role,
} from '@weft/proto';
import type { ColumnType, GeneratedAlways, Selectable } from 'kysely';
import type {
  CarrierMessageTable,
  ChannelContactTable,
  ChannelThreadTable,
  DeliveryTable,
  InboundPartTable,
  InboundSourceTable,
} from './channel-tables.ts';
import type { DraftTable } from './drafts.ts';
import type { FieldTable } from './fields.ts';
import type { MacroTable } from './macros.ts';
import type { MatterTable, RatingTable } from './matter-tables.ts';
import { storable } from './storable.ts';
import type { WebhookDeliveryTable, WebhookEndpointTable } from './webhook-tables.ts';

/** A column of JSON: read as what it is, written as text, since the two clients disagree about arrays. */
export type Json<Value> = ColumnType<Value, string, string>;

/** How JSON writes what no text of PostgreSQL's may hold: the character 0, and halves of surrogate pairs. */
const NOT_STORABLE = /\\u(?:0000|d[89a-f])/;

/** A value as the text that PostgreSQL reads as JSON. */
export function json(value: unknown): string {
  const text = JSON.stringify(value);
  if (!NOT_STORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}

/** A list that agents work through. */
export type InboxView = Exclude<ConversationView, 'unspecified'>;

/** Whose an identity may be. */
export type IdentityKind = 'account' | 'visitor' | 'phone' | 'email' | 'wechat' | 'wechat-union' | 'weibo';

export interface ConversationTable {
  conversationId: string;
  /** The contact it was opened by; whom that is joined to is the contacts' business. */
  contactId: string;
  state: ConversationState;
  channel: Channel;
  agentId: string;
  agentName: string;
  queueId: string;
  lastSeq: number;
  revision: number;
  preview: string;
  previewAuthor: AuthorKind;
  openedAtMs: number;
  changedAtMs: number;
  waitingSinceMs: number;
  closedAtMs: number;
  customerReadSeq: number;
  agentReadSeq: number;
  customerDeliveredSeq: number;
  unread: number;
  callId: string;
  rating: number;
  tags: string[];
  priority: number;
  page: Json<PageVisit | null> | null;
  previewSeq: number;
  previousAgentId: string;
  heldUntilMs: number;
  askedSeq: number;
  agentDue: boolean;
  botSilent: boolean;
  dueAtMs: number;
  answeredAtMs: number;
  snoozedAtMs: number;
  snoozedUntilMs: number;
  routedQueueId: string;
  continuedIn: string;
  continuedBy: string;
  blockedAtMs: number;
  fields: ColumnType<readonly FieldValue[], string | undefined, string>;
  followers: ColumnType<readonly Follower[], string | undefined, string>;
  disposition: ColumnType<string, string | undefined, string>;
}

export interface ItemTable {
  conversationId: string;
  seq: number;
  revision: number;
  clientId: string;
  authorKind: AuthorKind;
  authorId: string;
  authorName: string;
  channel: Channel;
  atMs: number;
  status: ItemStatus;
  failure: string;
  note: boolean;
  editedAtMs: number;
  deleted: boolean;
  /** As the contract's JSON has it: `{"case": "text", "value": "…"}`. */
  body: Json<object | null> | null;
  mentions: string[];
  /** The attachment that its mail is kept as; empty = none. */
  originalId: string;
  /** What it is found by. */
  terms: string[];
  heldUntilMs: ColumnType<number, number | undefined, number>;
}

interface StreamPositionTable {
  stream: string;
  partition: number;
  position: number;
}

interface WatcherTable {
  sessionId: string;
  /** Empty = the session watches its lists. */
  conversationId: string;
  subjectId: string;
  role: Role;
  sinceMs: number;
  displayName: string;
  /** It has the conversation before it. */
  focused: boolean;
}

interface MentionTable {
  agentId: string;
  conversationId: string;
  seq: number;
  atMs: number;
  seenAtMs: ColumnType<number, number | undefined, number>;
}

interface ReadMarkTable {
  agentId: string;
  conversationId: string;
  seq: number;
}

export interface AttachmentTable {
  attachmentId: string;
  conversationId: string;
  authorKind: AuthorKind;
  authorId: string;
  fileName: string;
  mediaType: string;
  bytes: number;
  width: number;
  height: number;
  thumbnail: boolean;
  sha256: string;
  atMs: number;
  posted: boolean;
}

export interface ContactTable {
  contactId: string;
  joinedInto: string | null;
  rootId: string;
  displayName: string;
  /** The customer says so, and nobody else. */
  nameClaimed: ColumnType<boolean, boolean | undefined, boolean>;
  level: string;
  value: number;
  language: string;
  attributes: Json<Readonly<Record<string, string>>>;
  /** Of the company's own, by key; empty = taken away here, whatever a joined contact says. */
  fields: ColumnType<Readonly<Record<string, string>>, string | undefined, string>;
  terms: string[];
  createdAtMs: number;
  changedAtMs: number;
}

export interface IdentityTable {
  contactId: string;
  kind: IdentityKind;
  /** In the one form that is compared. */
  value: string;
  /** As it was given. */
  shown: string;
  verified: boolean;
  /** Where it is known from: "account-token", "session", "agent", a channel's name. */
  source: string;
  sinceMs: number;
}

/** Why two contacts are one. */
export type JoinCause = 'same-identity' | 'signed-in' | 'accepted' | 'by-hand';

export interface ContactJoinTable {
  joinId: string;
  contactId: string;
  intoId: string;
  cause: JoinCause;
  evidence: Json<readonly JoinReason[]>;
  /** An agent's id; empty = Weft itself. */
  byId: string;
  atMs: number;
  undoneAtMs: ColumnType<number, number | undefined, number>;
  undoneBy: ColumnType<string, string | undefined, string>;
  /** The conversations of the two were not looked at since it was made or taken back. */
  unsettled: ColumnType<boolean, boolean | undefined, boolean>;
}

/** That a conversation goes on in another of the same person. */
export interface ConversationJoinTable {
  joinId: string;
  conversationId: string;
  intoId: string;
  /** Since when its matter was open, and the messages of that. */
  sinceMs: number;
  messages: number;
  atMs: number;
  /** Decided, but the conversation has not heard it yet: "joining" and "parting". */
  state: 'joining' | 'joined' | 'parting' | 'parted';
}

/** One thing that speaks for two contacts being one person. */
export interface JoinReason {
  readonly what: 'identity' | 'claim' | 'name' | 'similar-email' | 'similar-phone' | 'agent';
  /** The identity's kind, where it is one. */
  readonly kind: IdentityKind | '';
  /** How much it says, 0 to 1. */
  readonly weight: number;
}

interface JoinProposalTable {
  /** The lesser id of the two. */
  contactId: string;
  otherId: string;
  score: number;
  reasons: Json<readonly JoinReason[]>;
  state: 'open' | 'accepted' | 'dismissed';
  atMs: number;
  settledAtMs: ColumnType<number, number | undefined, number>;
  settledBy: ColumnType<string, string | undefined, string>;
}

interface ContactNoteTable {
  noteId: string;
  contactId: string;
  authorId: string;
  authorName: string;
  text: string;
  atMs: number;
  editedAtMs: ColumnType<number, number | undefined, number>;
}

export type TicketState = 'open' | 'pending' | 'solved' | 'closed';
export type TicketPriority = 'low' | 'normal' | 'high' | 'urgent';

interface TicketTable {
  ticketId: string;
  /** What people call it by. */
  number: GeneratedAlways<number>;
  revision: number;
  contactId: string | null;
  conversationId: string | null;
  subject: string;
  description: string;
  state: TicketState;
  priority: TicketPriority;
  /** An agent's id; empty = nobody's. */
  ownerId: string;
  queueId: string;
  tags: string[];
  /** 0 = no time is set. */
  dueAtMs: number;
  createdBy: string;
  createdAtMs: number;
  changedAtMs: number;
  /** When it was solved or closed; 0 = is not. */
  settledAtMs: number;
}

/** Whether a template's words may be sent to customers. */
export type Approval = 'pending' | 'approved' | 'rejected';

interface TemplateTable {
  templateId: string;
  revision: number;
  /** What is typed after "/". */
  shortcut: string;
  title: string;
  language: string;
  text: string;
  /** Empty = any. */
  channels: string[];
  /** The agent whose own it is; empty = everybody's. */
  ownerId: string;
  changedBy: string;
  changedAtMs: number;
  /** One's own is approved: who uses it could type the same. */
  approval: Approval;
  /** The administrator who approved or rejected these words; empty = nobody has yet. */
  judgedBy: string;
  /** 0 = not judged yet. */
  judgedAtMs: number;
  /** Why it was rejected; empty = it was not. */
  reason: string;
}

interface SavedFilterTable {
  filterId: string;
  /** The agent whose own it is; empty = everybody's. */
  ownerId: string;
  name: string;
  view: InboxView;
  filter: Json<ConversationFilter>;
  changedBy: string;
  changedAtMs: number;
}

interface DispositionTable {
  code: string;
  labelZh: string;
  labelEn: string;
  place: number;
  active: boolean;
}

interface AuditTable {
  entry: GeneratedAlways<number>;
  atMs: number;
  actorId: string;
  /** "contact.joined": what was done, in the past tense. */
  action: string;
  subjectKind: string;
  subjectId: string;
  detail: Json<Readonly<Record<string, unknown>>>;
}

/** Every table, with columns as the code names them; in SQL they have underscores. */
export interface Tables {
  conversations: ConversationTable;
  items: ItemTable;
  streamPositions: StreamPositionTable;
  watchers: WatcherTable;
  mentions: MentionTable;
  readMarks: ReadMarkTable;
  attachments: AttachmentTable;
  contacts: ContactTable;
  identities: IdentityTable;
  contactJoins: ContactJoinTable;
  conversationJoins: ConversationJoinTable;
  joinProposals: JoinProposalTable;
  contactNotes: ContactNoteTable;
  tickets: TicketTable;
  templates: TemplateTable;
  dispositions: DispositionTable;
  matters: MatterTable;
  ratings: RatingTable;
  drafts: DraftTable;
  auditLog: AuditTable;
  inboundSources: InboundSourceTable;
  channelContacts: ChannelContactTable;
  inboundParts: InboundPartTable;
  channelThreads: ChannelThreadTable;
  deliveries: DeliveryTable;
  carrierMessages: CarrierMessageTable;
  savedFilters: SavedFilterTable;
  fields: FieldTable;
  macros: MacroTable;
  webhookEndpoints: WebhookEndpointTable;
  webhookDeliveries: WebhookDeliveryTable;
  erasures: { contactId: string; atMs: number };
}

export type Contact = Selectable<ContactTable>;
export type Identity = Selectable<IdentityTable>;
export type ContactJoin = Selectable<ContactJoinTable>;
export type ConversationJoin = Selectable<ConversationJoinTable>;
export type JoinProposal = Selectable<JoinProposalTable>;
export type ContactNote = Selectable<ContactNoteTable>;
export type StoredAttachment = Selectable<AttachmentTable>;
export type Ticket = Selectable<TicketTable>;
export type Template = Selectable<TemplateTable>;
export type SavedFilter = Selectable<SavedFilterTable>;
export type Disposition = Selectable<DispositionTable>;
export type Draft = Selectable<DraftTable>;
export type AuditEntry = Selectable<AuditTable>;
export type Watcher = Selectable<WatcherTable>;
export type InboundSource = Selectable<InboundSourceTable>;
export type ChannelContactRow = Selectable<ChannelContactTable>;
export type InboundPart = Selectable<InboundPartTable>;
export type ChannelThread = Selectable<ChannelThreadTable>;
export type Delivery = Selectable<DeliveryTable>;
