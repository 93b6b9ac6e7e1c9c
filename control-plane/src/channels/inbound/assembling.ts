import { createHash } from 'node:crypto';
import { ChannelPerson, InboundArrival } from '@weft/proto';
import {
  type CutMessage,
  dropParts,
  partsOfMessage,
  putPart,
  staleMessages,
} from '../../store/inbound-parts.ts';
import { knownSources, putSources, type SourceKey, sourceText } from '../../store/inbound-sources.ts';
import type { Sql } from '../../store/store.ts';
import type { InboundPart } from '../../store/tables.ts';

/** How long a message waits for its last part; then what is there is shown. */
const PARTS_MS = 30 * 60_000;
const MAX_STALE = 100;
/** In the place of parts that never came. */
const MISSING = '[…]';

/** Arrivals with whole messages in the place of their last parts. */
export interface Assembled {
  readonly arrivals: readonly InboundArrival[];
  /** What was put together, to be forgotten once it is in a timeline. */
  readonly whole: readonly CutMessage[];
}

/**
 * Keeps parts of messages until all are there, and then gives the message under
 * the source id of its first part. Parts may come in any order, and again: under the
 * same source id, or under another one where the channel has no ids and was not answered in time.
 */
export async function assemble(sql: Sql, arrivals: readonly InboundArrival[]): Promise<Assembled> {
  const parts = arrivals.filter(isPart);
  const done = await knownSources(sql, parts);
  const sinceMs = Math.min(...parts.map(({ atMs }) => atMs)) - PARTS_MS;
  const rows = parts.flatMap((part) => partRow(part) ?? []);
  const lately = new Set((await knownSources(sql, rows.map(contentOf), sinceMs)).keys());
  const whole: CutMessage[] = [];
  const assembled: InboundArrival[] = [];
  for (const arrival of arrivals) {
    if (!isPart(arrival)) {
      assembled.push(arrival);
      continue;
    }
    const part = partRow(arrival);
    if (part === undefined || lately.has(sourceText(contentOf(part)))) continue;
    const before = await partsOfMessage(sql, part);
    // It came again after its message was put together and forgotten.
    if (before.length === 0 && done.has(sourceText(arrival))) continue;
    await putPart(sql, part);
    const found = (await partsOfMessage(sql, part)).filter(({ total }) => total === part.total);
    if (found.length < part.total) continue;
    assembled.push(messageOf(found));
    whole.push(part);
    for (const one of found) lately.add(sourceText(contentOf(one)));
  }
  return { arrivals: assembled, whole };
}

/** Messages that have waited long enough, with a mark where parts are missing. */
export async function overdue(sql: Sql, nowMs: number): Promise<Assembled> {
  const whole = await staleMessages(sql, nowMs - PARTS_MS, MAX_STALE);
  const arrivals: InboundArrival[] = [];
  for (const message of whole) {
    const rows = await partsOfMessage(sql, message);
    if (rows.length > 0) arrivals.push(messageOf(rows));
  }
  return { arrivals, whole };
}

/** They are in their timelines: parts that come again are known by their sources. */
export async function forgetParts(sql: Sql, whole: readonly CutMessage[]): Promise<void> {
  for (const message of whole) {
    const rows = await partsOfMessage(sql, message);
    await putSources(
      sql,
      rows.flatMap((row) => {
        const { accountId, sourceId, atMs } = row;
        const kept = { conversationId: '', atMs };
        return [
          { accountId, sourceId, ...kept },
          { ...contentOf(row), ...kept },
        ];
      }),
    );
    await dropParts(sql, message);
  }
}

/** Names a part by what it says: a carrier may deliver it again under another id. */
function contentOf({ accountId, value, reference, part, total, units }: InboundPart): SourceKey {
  const words = JSON.stringify([value, reference, part, total, Buffer.from(units).toString('base64')]);
  return { accountId, sourceId: `part ${createHash('sha256').update(words).digest('base64url')}` };
}

/** Whether it waits for the rest of its message. */
export const isPart = ({ body }: InboundArrival): boolean =>
  body?.case === 'message' && body.value.part !== undefined;

function partRow({ accountId, channel, sourceId, atMs, body }: InboundArrival): InboundPart | undefined {
  if (body?.case !== 'message' || body.value.part === undefined || body.value.from === undefined)
    return undefined;
  const { from, part } = body.value;
  const { reference, total, index, units } = part;
  const person = JSON.parse(ChannelPerson.toJson(from)) as object;
  return {
    accountId,
    value: from.value,
    reference,
    part: index,
    total,
    units,
    sourceId,
    person,
    channel,
    atMs,
  };
}

/** One message out of its parts, in order. */
function messageOf(rows: readonly InboundPart[]): InboundArrival {
  const [first] = rows;
  if (first === undefined) throw new TypeError('a message without parts');
  const byPlace = new Map(rows.map((row) => [row.part, row.units]));
  const mark = Buffer.from(MISSING, 'utf16le');
  const units = Array.from({ length: first.total }, (_, at) => byPlace.get(at + 1) ?? mark);
  const text = Buffer.concat(units).toString('utf16le').toWellFormed();
  const { accountId, channel, sourceId } = first;
  const from = ChannelPerson.fromValue(first.person);
  const value = { from, text, files: [], inReplyTo: [] };
  const atMs = Math.max(...rows.map((row) => row.atMs));
  return InboundArrival.create({
    accountId,
    channel,
    sourceId: `${sourceId} whole`,
    atMs,
    body: { case: 'message', value },
  });
}
