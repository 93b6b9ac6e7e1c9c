import type { FieldValue, Presence } from '@weft/proto';
import { each, entriesOf, type Fields, fieldsOf, isObject, number, text, texts } from '../fields.ts';
import type {
  Colleague,
  ContactCard,
  ContactIdentity,
  ContactJoin,
  ContactNote,
  JoinProposal,
  JoinReason,
  QueueNow,
  QueueService,
  Template,
  Ticket,
  TicketRow,
  TicketState,
} from '../types.ts';
import type { FloorNow } from './crm.ts';

/** The named list of an answer. */
export const listOf = <Value>(
  answer: unknown,
  name: string,
  read: (entry: unknown) => Value,
): readonly Value[] => each(fieldsOf(answer)[name], read);

const PRESENCES = ['available', 'busy', 'away', 'offline'] as const satisfies readonly Presence[];
const STATES = ['open', 'pending', 'solved', 'closed'] as const satisfies readonly TicketState[];

const colleagueOf = (one: Fields): Colleague => ({
  agentId: text(one.agentId),
  displayName: text(one.displayName),
  presence: PRESENCES.find((presence) => presence === one.presence) ?? 'unspecified',
  sinceMs: number(one.sinceMs),
  region: text(one.region),
  callId: text(one.callId),
  pause: text(one.pause),
});

const queueOf = (one: Fields): QueueNow => ({
  queueId: text(one.queueId),
  waiting: number(one.waiting),
  oldestSinceMs: number(one.oldestSinceMs),
});

const known = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const serviceOf = (one: Fields): QueueService => ({
  ...{ queueId: text(one.queueId), title: text(one.title) },
  ...{ answered: number(one.answered), abandoned: number(one.abandoned) },
  ...{ averageWaitMs: number(one.averageWaitMs), percent: known(one.percent) },
  ...{ goalPercent: number(one.goalPercent), goalSeconds: number(one.goalSeconds) },
  ...{ promised: number(one.promised), late: number(one.late) },
});

export function floorOf(answer: unknown): FloorNow {
  const { atMs, agents, queues, calls, service, overdue } = fieldsOf(answer);
  return {
    atMs: number(atMs),
    agents: each(agents, colleagueOf),
    queues: each(queues, queueOf),
    calls: number(calls),
    service: each(service, serviceOf),
    overdue: known(overdue),
  };
}

/** Those that may be sent: supervisors are told of the rest as well. */
export const approvedOf = (answer: unknown): readonly Template[] =>
  each(fieldsOf(answer).templates, (one) => one)
    .filter(({ approval }) => approval === 'approved')
    .map(templateOf);

function templateOf(entry: unknown): Template {
  const one = fieldsOf(entry);
  return {
    templateId: text(one.templateId),
    shortcut: text(one.shortcut),
    title: text(one.title),
    text: text(one.text),
    language: text(one.language),
    channels: texts(one.channels),
  };
}

export const ticketRowsOf = (answer: unknown): readonly TicketRow[] =>
  each(fieldsOf(answer).tickets, (one) => ({
    ...ticketOf(one),
    ...{ contactId: text(one.contactId), contactName: text(one.contactName) },
    createdAtMs: number(one.createdAtMs),
  }));

export function ticketOf(entry: unknown): Ticket {
  const one = fieldsOf(entry);
  return {
    ticketId: text(one.ticketId),
    number: number(one.number),
    revision: number(one.revision),
    subject: text(one.subject),
    state: STATES.find((state) => state === one.state) ?? 'open',
    ownerId: text(one.ownerId),
    changedAtMs: number(one.changedAtMs),
  };
}

const identityOf = (one: Fields): ContactIdentity => ({
  contactId: text(one.contactId),
  kind: text(one.kind),
  value: text(one.value),
  shown: text(one.shown) || text(one.value),
  verified: one.verified === true,
  source: text(one.source),
  sinceMs: number(one.sinceMs),
});

const noteOf = (one: Fields): ContactNote => ({
  noteId: text(one.noteId),
  authorName: text(one.authorName),
  text: text(one.text),
  atMs: number(one.atMs),
});

const REASONS = ['identity', 'claim', 'name', 'similar-email', 'similar-phone', 'agent'] as const;

const reasonOf = (one: Fields): JoinReason => ({
  what: REASONS.find((what) => what === one.what) ?? 'other',
  kind: text(one.kind),
});

const joinOf = (one: Fields): ContactJoin => ({
  joinId: text(one.joinId),
  name: text(one.name),
  reasons: each(one.reasons, reasonOf),
  atMs: number(one.atMs),
});

const proposalOf = (one: Fields): JoinProposal => ({
  contactId: text(one.contactId),
  name: text(one.name),
  score: number(one.score),
  reasons: each(one.reasons, reasonOf),
});

const valuesOf = (value: unknown): readonly FieldValue[] =>
  entriesOf(value).map(([key, said]) => ({ key, value: text(said) }));

export function contactOf(answer: unknown): ContactCard {
  const one = fieldsOf(answer);
  return {
    contactId: text(one.contactId),
    displayName: text(one.displayName),
    nameClaimed: one.nameClaimed === true,
    level: text(one.level),
    language: text(one.language),
    identities: each(one.identities, identityOf),
    joins: each(one.joins, joinOf),
    proposals: each(one.proposals, proposalOf),
    attributes: isObject(one.attributes)
      ? Object.entries(one.attributes).map(([key, value]) => [key, String(value)] as const)
      : [],
    fields: valuesOf(one.fields),
    notes: each(one.notes, noteOf).toSorted((a, b) => b.atMs - a.atMs),
  };
}
