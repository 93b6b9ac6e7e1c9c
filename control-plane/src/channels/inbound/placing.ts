import { type Channel, DEFAULT_QUEUE, type Ids, type InboundArrival, type OpenerInit } from '@weft/proto';
import { contactOf } from '../../contacts/contact-id.ts';
import { identify } from '../../contacts/identify.ts';
import { conversationOf } from '../../own-conversation.ts';
import { putAttachmentOnce } from '../../store/attachments.ts';
import { audit, auditedBefore } from '../../store/audit.ts';
import {
  channelContacts,
  clearOptOuts,
  contactText,
  identityText,
  optOuts,
  putChannelContacts,
  putThreads,
} from '../../store/channel-contacts.ts';
import { statesOf } from '../../store/heads.ts';
import { knownSources, putSources, sourceText } from '../../store/inbound-sources.ts';
import { conversationOfReply } from '../../store/person-conversations.ts';
import type { Sql } from '../../store/store.ts';
import type { ChannelContactRow, ChannelThread, InboundSource } from '../../store/tables.ts';
import type { ChannelContact, ContactEvent } from '../channel.ts';
import { withArrival } from '../record.ts';
import { type Confirmations, confirmationFor } from './confirming.ts';
import { type Consent, consentIn } from './consent.ts';
import { forgetWhoUnfollowed } from './forgetting.ts';
import { answeredBy } from './mail-source.ts';
import { openMenuTickets } from './menu-tickets.ts';
import { Whereabouts } from './whereabouts.ts';
import { contactOfPerson } from './wire.ts';

/** Where an arrival goes. */
export interface Placed {
  readonly arrival: InboundArrival;
  readonly from: ChannelContact;
  readonly contactId: string;
  readonly conversationId: string;
  /** For a conversation that does not exist yet. */
  readonly opener: OpenerInit | undefined;
  /** It was so placed before: whatever it did is done, or is done again without effect. */
  readonly again: boolean;
  readonly consent: Consent | undefined;
  /** What they are told at once; undefined = nothing. */
  readonly confirmation: string | undefined;
}

/** What channels said of those who write, by `keyOf`. */
export interface Acquaintances {
  readonly known: ReadonlyMap<string, ChannelContact>;
  /** Those whose channel did not answer: it is asked again when they write again. */
  readonly unasked: ReadonlySet<string>;
}

const CONSENT_CHANNELS: ReadonlySet<Channel> = new Set(['sms']);
const CONSENT_ACTIONS = { out: 'contact.opted-out', in: 'contact.opted-in' } as const;
/** Of the newest that somebody made, those among which one that comes again is looked for. */
const MAX_DECISIONS = 50;
/** Ids of what was answered that are kept for the next answer's headers. */
const MAX_THREAD_IDS = 20;

/**
 * Decides in one transaction where arrivals go and who wrote them, for good: a
 * second delivery finds what the first one was given. People are known by their
 * channel's identity and joined with whoever has it already.
 */
export async function placeArrivals(
  sql: Sql,
  ids: Ids,
  arrivals: readonly InboundArrival[],
  who: Acquaintances,
  confirmations: Confirmations,
): Promise<readonly Placed[]> {
  const speaking = arrivals.flatMap((arrival) => {
    const from = fromOf(arrival);
    return from === undefined ? [] : [{ arrival, from: who.known.get(keyOf(arrival, from)) ?? from }];
  });
  const before = new Map(await knownSources(sql, arrivals));
  const rows = new Map(
    await channelContacts(
      sql,
      speaking.map(({ arrival: { accountId }, from }) => ({ accountId, ...from })),
      { lock: true },
    ),
  );
  const outs = new Map(
    await optOuts(
      sql,
      speaking.flatMap(({ arrival, from }) => (CONSENT_CHANNELS.has(arrival.channel) ? [from] : [])),
    ),
  );
  const backIn = new Map<string, ChannelContact>();
  const whereabouts = new Whereabouts(
    sql,
    speaking.map(({ from }) => contactOf(nameOf(from))),
  );
  const changed = new Map<string, ChannelContactRow>();
  const met = new Set<string>();
  const sources: InboundSource[] = [];
  const threads = new Map<string, ChannelThread>();
  const unconfirmed: Omit<Placed, 'confirmation'>[] = [];
  for (const { arrival, from } of speaking) {
    const { accountId, sourceId, channel, atMs } = arrival;
    const key = keyOf(arrival, from);
    const was = rows.get(key);
    const name = nameOf(from);
    const contactId = contactOf(name);
    const kept = before.get(sourceText(arrival));
    if (kept !== undefined) {
      // Whoever placed it may have died before anything came of it.
      const displayName = was?.displayName || from.displayName;
      const opener = openerOf(contactId, displayName || from.shown);
      const consent = await decided(sql, arrival, contactId);
      const named = { ...from, displayName };
      unconfirmed.push({
        arrival,
        from: named,
        contactId,
        conversationId: kept,
        opener,
        again: true,
        consent,
      });
      continue;
    }
    if (!wasMet(was, contactId) || news(was, from)) {
      // Whoever writes several times before they are known is met once: the same says nothing new the second time.
      const sighting = JSON.stringify([contactId, channel, from]);
      if (!met.has(sighting)) {
        met.add(sighting);
        await meet(sql, ids, arrival, from, contactId);
        whereabouts.met(contactId);
      }
    }
    const present = await whereabouts.of(contactId);
    const conversationId =
      (await conversationOfReply(sql, accountId, repliesOf(arrival), present.contactIds)) ??
      present.conversationId ??
      conversationOf(name);
    const consent = consentOf(arrival, outs.get(identityText(from)));
    if (consent === 'out') outs.set(identityText(from), atMs);
    if (consent === 'in') {
      outs.delete(identityText(from));
      backIn.set(identityText(from), from);
      // What they said to other accounts in this batch is over as well.
      for (const [other, known] of rows)
        if (identityText(known) === identityText(from)) rows.set(other, { ...known, optedOutAtMs: null });
    }
    const row = withArrival(
      {
        ...{ accountId, kind: from.kind, value: from.value, contactId, shown: from.shown },
        known: !who.unasked.has(key),
        displayName: from.displayName || (was?.displayName ?? ''),
        arrivals: was?.arrivals ?? [],
        sentAtMs: was?.sentAtMs ?? [],
        optedOutAtMs: consent === undefined ? (was?.optedOutAtMs ?? null) : consent === 'out' ? atMs : null,
        confirmedSourceId: was?.confirmedSourceId ?? '',
        confirmedAtMs: was?.confirmedAtMs ?? 0,
      },
      atMs,
      arrival.body?.case === 'event' ? (arrival.body.value.event as ContactEvent) : 'message',
    );
    rows.set(key, row);
    changed.set(key, row);
    before.set(sourceText(arrival), conversationId);
    sources.push({ accountId, sourceId, conversationId, atMs });
    const answered = answeredBy(arrival);
    if (answered !== sourceId) sources.push({ accountId, sourceId: answered, conversationId, atMs });
    const { kind, value, shown, displayName } = row;
    threads.set(`${conversationId} ${channel}`, {
      ...{ conversationId, channel, accountId, kind, value, shown, displayName, atMs },
      inReplyTo: [answered, ...repliesOf(arrival)].slice(0, MAX_THREAD_IDS),
    });
    if (consent !== undefined) await auditConsent(sql, arrival, contactId, consent);
    const opener = openerOf(contactId, displayName || shown);
    unconfirmed.push({
      arrival,
      from: { ...from, displayName },
      contactId,
      conversationId,
      opener,
      again: false,
      consent,
    });
  }
  const existing = await statesOf(sql, [...new Set(unconfirmed.map(({ conversationId }) => conversationId))]);
  const placed = unconfirmed.map((one): Placed => {
    const key = keyOf(one.arrival, one.from);
    const row = rows.get(key);
    if (row === undefined) return { ...one, confirmation: undefined };
    const confirmation = confirmationFor(one, row, existing.get(one.conversationId), confirmations);
    if (confirmation !== undefined && !one.again) {
      const { sourceId: confirmedSourceId, atMs } = one.arrival;
      const told = { ...row, confirmedSourceId, confirmedAtMs: Math.round(atMs) };
      rows.set(key, told);
      changed.set(key, told);
    }
    return { ...one, confirmation };
  });
  await clearOptOuts(sql, [...backIn.values()]);
  await putChannelContacts(
    sql,
    [...changed.keys()].flatMap((key) => rows.get(key) ?? []),
  );
  await putSources(sql, sources);
  await putThreads(sql, [...threads.values()]);
  await putFiles(sql, placed);
  await openMenuTickets(sql, placed, existing);
  await forgetWhoUnfollowed(sql, placed);
  // A conversation that exists keeps the name that it has.
  return placed.map((one) => (existing.has(one.conversationId) ? { ...one, opener: undefined } : one));
}

const openerOf = (contactId: string, contactName: string): OpenerInit => ({
  contactId,
  contactName,
  queueId: DEFAULT_QUEUE,
});

/** Who wrote it; undefined = nobody, or nobody that this version can name. */
export function fromOf({ body }: InboundArrival): ChannelContact | undefined {
  return body === undefined || body.case === 'receipt' ? undefined : contactOfPerson(body.value.from);
}

/** Whom a contact is made for: who only says to be somebody is another than who is. */
const nameOf = ({ kind, value, claimed }: ChannelContact): string =>
  claimed ? `claimed ${kind} ${value}` : `${kind} ${value}`;

/** Names somebody at the arrival's account, for maps. */
export const keyOf = ({ accountId }: InboundArrival, { kind, value }: ChannelContact): string =>
  contactText({ accountId, kind, value });

const repliesOf = ({ body }: InboundArrival): readonly string[] =>
  body?.case === 'message' ? body.value.inReplyTo : [];

/**
 * Whether all that their channel's identity says was kept before: of everybody who wrote, also while the channel does
 * not say who they are. Whoever was only written to was not met.
 */
const wasMet = (was: ChannelContactRow | undefined, contactId: string): was is ChannelContactRow =>
  was?.contactId === contactId && (was.known || was.arrivals.length > 0);

const news = (was: ChannelContactRow, { displayName, also }: ChannelContact): boolean =>
  also.length > 0 || (displayName !== '' && displayName !== was.displayName);

/** Who is not out cannot come back: the "yes" of who is asked something is a word like any other. */
function consentOf({ channel, body }: InboundArrival, outSinceMs: number | undefined): Consent | undefined {
  if (body?.case !== 'message' || !CONSENT_CHANNELS.has(channel)) return undefined;
  const consent = consentIn(body.value.text);
  return consent === 'in' && outSinceMs === undefined ? undefined : consent;
}

/** What an arrival decided that was placed before, when it was. */
async function decided(sql: Sql, arrival: InboundArrival, contactId: string): Promise<Consent | undefined> {
  const atMs = Math.round(arrival.atMs);
  const consent = consentOf(arrival, atMs);
  if (consent === undefined) return undefined;
  const wanted = { before: 0, subjectId: contactId, actorId: contactId, limit: MAX_DECISIONS };
  const entries = await auditedBefore(sql, wanted);
  return entries.some((one) => one.action === CONSENT_ACTIONS[consent] && one.atMs === atMs)
    ? consent
    : undefined;
}

/** Keeps who they are, and joins them with whoever they were before on other channels. */
async function meet(
  sql: Sql,
  ids: Ids,
  { channel, atMs }: InboundArrival,
  from: ChannelContact,
  contactId: string,
): Promise<void> {
  const { kind, value, shown, displayName, also, claimed } = from;
  await identify(sql, ids, {
    contactId,
    known: [
      { kind, value, shown, verified: claimed !== true },
      ...also.map((one) => ({ ...one, shown: one.value, verified: true })),
    ],
    profile: { displayName: displayName || shown },
    source: channel,
    atMs: Math.round(atMs),
  });
}

async function auditConsent(
  sql: Sql,
  { accountId, atMs }: InboundArrival,
  contactId: string,
  consent: Consent,
): Promise<void> {
  const action = CONSENT_ACTIONS[consent];
  const entry = { actorId: contactId, subjectKind: 'contact', subjectId: contactId } as const;
  await audit(sql, { ...entry, action, atMs: Math.round(atMs), detail: { accountId } });
}

/** Files whose bytes are kept become the conversation's. */
async function putFiles(sql: Sql, placed: readonly Placed[]): Promise<void> {
  for (const { arrival, contactId, conversationId } of placed) {
    if (arrival.body?.case !== 'message') continue;
    const { files, original } = arrival.body.value;
    for (const { kept, sha256 } of original === undefined ? files : [...files, original]) {
      if (kept === undefined) continue;
      await putAttachmentOnce(sql, {
        ...{ ...kept, conversationId, sha256, authorKind: 'customer', authorId: contactId },
        ...{ atMs: Math.round(arrival.atMs), posted: false },
      });
    }
  }
}
