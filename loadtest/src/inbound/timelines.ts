import { type Clock, type Conversation, sleep, WeftError } from '@weft/proto';
import type { EdgeClient } from '../wire/edge-client.ts';

/** What every message of the benchmark begins with. */
export const WORDS = '我的订单到哪了';

/** How long a new store may take to open on a machine that is busy. */
const STORE_MS = 120_000;
const PAGE = 200;
/** Timelines that are read at the same time. */
const AT_ONCE = 10;

/** A store that is new takes a while to open; until then nothing of a conversation can be read. */
export async function storeOpened(desk: EdgeClient, clock: Clock): Promise<void> {
  const untilMs = clock.monotonic() + STORE_MS;
  for (;;) {
    try {
      await pageOf(desk, '');
      return;
    } catch (error) {
      if (!(error instanceof WeftError) || clock.monotonic() > untilMs) throw error;
    }
    await sleep(clock, 500);
  }
}

/** Every text in the conversations of these people, by their names. */
export async function readTexts(
  desk: EdgeClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const wanted = new Set(names);
  const found = new Map<string, string[]>();
  const conversations = (await allOf(desk)).filter(({ contactName }) => wanted.has(contactName));
  for (let from = 0; from < conversations.length; from += AT_ONCE) {
    await Promise.all(
      conversations.slice(from, from + AT_ONCE).map(async ({ conversationId, contactName }) => {
        const texts = await textsOf(desk, conversationId);
        found.set(contactName, [...(found.get(contactName) ?? []), ...texts]);
      }),
    );
  }
  return found;
}

async function allOf(desk: EdgeClient): Promise<readonly Conversation[]> {
  const all: Conversation[] = [];
  for (let cursor = ''; ; ) {
    const { conversations, cursor: next } = await pageOf(desk, cursor);
    all.push(...conversations);
    if (next === '') return all;
    cursor = next;
  }
}

async function pageOf(desk: EdgeClient, cursor: string) {
  const value = { view: 'all', cursor, limit: PAGE } as const;
  const reply = await desk.control({ body: { case: 'listConversations', value } });
  if (reply.case !== 'conversations') throw new WeftError('INTERNAL', `answered with ${reply.case}`);
  return reply.value;
}

async function textsOf(desk: EdgeClient, conversationId: string): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let beforeSeq = 0; ; ) {
    const value = { conversationId, beforeSeq, limit: PAGE };
    const reply = await desk.control({ body: { case: 'syncConversation', value } });
    if (reply.case !== 'timeline') throw new WeftError('INTERNAL', `answered with ${reply.case}`);
    const { items, more } = reply.value;
    texts.push(...items.flatMap(({ body }) => (body?.case === 'text' ? [body.value] : [])));
    if (!more) return texts;
    beforeSeq = items[0]?.seq ?? 0;
  }
}
