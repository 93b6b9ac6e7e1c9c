import { type Clock, sleep, WeftError } from '@weft/proto';
import { startPostgres } from '@weft/proto/testing';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { guestSession } from '../wire/http.ts';
import { StaffTokens } from '../wire/staff-token.ts';
import { Killing } from './killing.ts';
import { sumOf, type Verdict, verdictOf } from './verdict.ts';
import { Writer } from './writer.ts';

const MESSAGES = 10_000;
const CUSTOMERS = 20;
const EVERY_S = 5;
/** Between one message of a customer and the next. */
const PACE_MS = 50;
/** How long what is not there at the end is waited for before it counts as lost. */
const SETTLE_MS = 120_000;
const PAGE_ITEMS = 500;

type Stack = Awaited<ReturnType<typeof startTemporaryStack>>['stack'];

/** Messages while what carries them is killed, one part after the other. */
export const durability: Bench = {
  name: 'durability',
  summary: 'messages while edges, control planes, nats-server and PostgreSQL are killed',
  options: {
    n: `messages (${MESSAGES})`,
    customers: `customers who write, each one message after the other (${CUSTOMERS})`,
    every: `seconds from one kill to the next (${EVERY_S})`,
  },
  run: async (context) => {
    const { clock } = context;
    const total = count(context, 'n', MESSAGES);
    const customers = count(context, 'customers', CUSTOMERS);
    const everyMs = count(context, 'every', EVERY_S) * 1_000;
    await using postgres = await startPostgres();
    context.progress('starting two regions with two control planes and a PostgreSQL');
    await using temporary = await startTemporaryStack({
      ...{ regions: ['eu', 'ap'], nodesPerRegion: 1, controls: 2, pages: false },
      settings: {
        control: {
          ...{ DATABASE_URL: postgres.url, WEFT_CONTROL_GUESTS_PER_MINUTE: '100000' },
          ...{ WEFT_CONTROL_MESSAGES_PER_MINUTE: '100000', WEFT_CONTROL_MESSAGE_BURST: '10000' },
        },
      },
    });
    const { stack } = temporary;
    await using owned = new AsyncDisposableStack();
    const writers: Writer[] = [];
    for (let index = 0; index < customers; index += 1) {
      const { token, edges } = await guestSession(stack.url, `Customer ${index}`);
      const urls = edges.map(({ url }) => url);
      writers.push(
        owned.use(new Writer({ name: `message-${index}`, token: () => token, edges: urls, clock })),
      );
    }
    const takenMs: number[] = [];
    const killing = new Killing(context, stack, postgres, everyMs);
    await Promise.all(writers.map((writer) => writes(clock, writer, Math.ceil(total / customers), takenMs)));
    const kills = await killing.end();
    context.progress(`all is taken; ${Object.values(kills).reduce((sum, times) => sum + times, 0)} kills`);
    const verdict = await settled(context, stack, writers);
    return {
      setup: { customers, everyMs, paceMs: PACE_MS, controls: 2, edges: 2, store: 'PostgreSQL' },
      measures: [measure('taken', 'ms', takenMs)],
      fields: { ...verdict, kills },
    };
  },
};

async function writes(clock: Clock, writer: Writer, total: number, takenMs: number[]): Promise<void> {
  for (let left = total; left > 0; left -= 1) {
    const startedMs = clock.monotonic();
    await writer.write();
    takenMs.push(clock.monotonic() - startedMs);
    await sleep(clock, PACE_MS);
  }
}

/** What the timelines hold in the end, as an agent reads them. */
async function settled({ clock }: Context, stack: Stack, writers: readonly Writer[]): Promise<Verdict> {
  const tokens = await StaffTokens.of(stack.dataDir);
  const untilMs = clock.monotonic() + SETTLE_MS;
  for (;;) {
    try {
      const verdict = await readAll(stack, tokens.agent('reader', clock.now()), writers);
      if (verdict.lost === 0 || clock.monotonic() > untilMs) return verdict;
    } catch (error) {
      if (clock.monotonic() > untilMs) throw error;
    }
    await sleep(clock, 1_000);
  }
}

async function readAll(stack: Stack, token: string, writers: readonly Writer[]): Promise<Verdict> {
  const { edges } = await guestSession(stack.url, 'Reader');
  await using reader = await EdgeClient.connect({ url: edges[0]?.url ?? '', token });
  const verdicts: Verdict[] = [];
  for (const { sent, conversationId } of writers) {
    verdicts.push(verdictOf(sent, await clientIdsIn(reader, conversationId)));
  }
  return sumOf(verdicts);
}

/** Every item of a conversation by seq, read backwards page by page. */
async function clientIdsIn(reader: EdgeClient, conversationId: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let beforeSeq = 0; ; ) {
    const value = { conversationId, beforeSeq, limit: PAGE_ITEMS };
    const reply = await reader.control({ body: { case: 'syncConversation', value } });
    if (reply.case !== 'timeline') throw new WeftError('INTERNAL', `answered with ${reply.case}`);
    const { items, more } = reply.value;
    found.unshift(...items.map(({ clientId }) => clientId));
    if (!more) return found;
    beforeSeq = items[0]?.seq ?? 0;
  }
}
