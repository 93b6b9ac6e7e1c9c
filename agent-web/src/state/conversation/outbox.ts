import type { Channel, Item } from '@weft/proto';
import type { OutgoingBody, OutgoingItem, OutgoingState } from '../types.ts';

/** What was written here and is not in the timeline yet, oldest first. Never changed in place. */
export type Outbox = readonly OutgoingItem[];

/** Unsent items of one conversation; more are not taken until some have gone. */
export const MAX_OUTGOING = 100;

/** What an author gives; the rest is filled in. */
export interface Draft {
  readonly clientId: string;
  readonly body: OutgoingBody;
  readonly atMs: number;
  readonly note?: boolean;
  readonly mentions?: readonly string[];
  readonly channel?: Channel;
}

/** The outbox with one more, or undefined when it is full. */
export function add(
  outbox: Outbox,
  { clientId, body, atMs, note = false, mentions = [], channel = 'unspecified' }: Draft,
): Outbox | undefined {
  if (outbox.length >= MAX_OUTGOING) return undefined;
  const state: OutgoingState =
    body.kind === 'file' && body.attachmentId === '' ? { name: 'uploading', share: 0 } : { name: 'waiting' };
  return [...outbox, { clientId, body, atMs, note, mentions, channel, state }];
}

/** The outbox with one item's state, and body when given, changed; the same when there is no such item. */
export function become(outbox: Outbox, clientId: string, state: OutgoingState, body?: OutgoingBody): Outbox {
  if (!outbox.some((item) => item.clientId === clientId)) return outbox;
  return outbox.map((item) =>
    item.clientId === clientId ? { ...item, state, body: body ?? item.body } : item,
  );
}

export const remove = (outbox: Outbox, clientId: string): Outbox =>
  outbox.some((item) => item.clientId === clientId)
    ? outbox.filter((item) => item.clientId !== clientId)
    : outbox;

/**
 * The next item to send: the first one that waits, none while another is on its way, so that what one author
 * wrote arrives in the order it was written. A file that is still being uploaded holds up the files behind it, and no words.
 * @param holds whether this file, which is being uploaded, is still to be waited for
 */
export function nextToSend(outbox: Outbox, holds: (file: OutgoingItem) => boolean): OutgoingItem | undefined {
  if (outbox.some(({ state }) => state.name === 'sending')) return undefined;
  let held = false;
  for (const item of outbox) {
    if (item.state.name === 'uploading') held ||= holds(item);
    else if (item.state.name === 'waiting' && (item.body.kind === 'text' || !held)) return item;
  }
  return undefined;
}

/** The outbox without what the timeline shows by now. */
export function settle(outbox: Outbox, items: readonly Item[]): Outbox {
  if (outbox.length === 0) return outbox;
  // Only what came after it was written can be it: from the end, as long as any is looked for.
  const wanted = new Set(outbox.map(({ clientId }) => clientId));
  const found = new Set<string>();
  for (let at = items.length - 1; at >= 0 && found.size < wanted.size; at -= 1) {
    const clientId = items[at]?.clientId ?? '';
    if (wanted.has(clientId)) found.add(clientId);
  }
  return found.size === 0 ? outbox : outbox.filter(({ clientId }) => !found.has(clientId));
}
