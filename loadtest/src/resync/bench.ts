import { type Clock, ManualClock, sleep } from '@weft/proto';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { type Random, seededRandom } from '../noise/random.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { settingsWith, startTemporaryStack } from '../stack/temporary-stack.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { StaffTokens } from '../wire/staff-token.ts';
import { absence } from './absence.ts';
import { Others } from './others.ts';
import { compare, readTimeline } from './server-timeline.ts';
import { WatchedPage } from './watched-page.ts';

const ABSENCES = 1_000;
const REGION = 'eu';
/** Absences in one conversation, of the widget and the desk by turns; then another begins. */
const PER_CONVERSATION = 50;
/** How long a page may go on being behind, once it is back, before it counts as different. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 1;
const SEEDS = 2 ** 31;

/** A page that was away, and what it makes of what it has missed. */
export const resync: Bench = {
  name: 'resync',
  summary: 'a desk or widget that was away for 1 s to 10 min is equal to the server again',
  options: {
    n: `absences (${ABSENCES})`,
    seed: 'what is drawn by lot (by the clock; printed)',
  },
  run: async (context) => {
    const total = count(context, 'n', ABSENCES);
    const seed = count(context, 'seed', 1 + (Math.round(context.clock.now()) % SEEDS));
    context.progress(`seed ${seed}; starting one region`);
    await using temporary = await startTemporaryStack({
      ...{ regions: [REGION], nodesPerRegion: 1, pages: false },
      settings: settingsWith({
        ...{ WEFT_CONTROL_MESSAGES_PER_MINUTE: '100000', WEFT_CONTROL_MESSAGE_BURST: '10000' },
        ...{ WEFT_CONTROL_REQUESTS_PER_SECOND: '10000', WEFT_CONTROL_REQUEST_BURST: '10000' },
        // What it says comes at a time of its own, and would be missed by no page.
        WEFT_CONTROL_VIRTUAL_AGENT: 'off',
      }),
    });
    const { url, dataDir } = temporary.stack;
    await storeOpened(url, REGION, context.clock);
    const world = { url, tokens: await StaffTokens.of(dataDir), context, random: seededRandom(seed) };
    const seen: Seen = { tookMs: [], different: [], resumed: 0, happenings: 0 };
    for (let done = 0; done < total; done += PER_CONVERSATION) {
      await inOneConversation(world, Math.min(PER_CONVERSATION, total - done), done, seen);
      context.progress(`${Math.min(total, done + PER_CONVERSATION)} of ${total} absences`);
    }
    const { tookMs, different, resumed, happenings } = seen;
    return {
      setup: {
        absences: total,
        seed,
        resumed,
        happenings,
        perConversation: PER_CONVERSATION,
        store: 'PGlite',
      },
      measures: [measure('resync', 'ms', tookMs)],
      fields: { different: different.length, differentAt: different },
    };
  },
};

interface World {
  readonly url: string;
  readonly tokens: StaffTokens;
  readonly context: Context;
  readonly random: Random;
}

interface Seen {
  readonly tookMs: number[];
  /** Absences after which a page was not equal to the server. */
  readonly different: number[];
  resumed: number;
  happenings: number;
}

async function inOneConversation(world: World, absences: number, first: number, seen: Seen): Promise<void> {
  const { url, tokens, context, random } = world;
  await using owned = new AsyncDisposableStack();
  const session = await guestSession(url, `Customer ${first}`);
  const edge = edgeOf(session, REGION);
  const asCustomer = () => EdgeClient.connect({ url: edge, token: session.token });
  const asAgent = (agentId: string) => async () =>
    owned.use(await EdgeClient.connect({ url: edge, token: tokens.agent(agentId, context.clock.now()) }));
  const customer = owned.use(await asCustomer());
  const agents = [await asAgent('anna')(), await asAgent('ben')()];
  const body = { case: 'text', value: 'Hello' } as const;
  const posted = await customer.control({ body: { case: 'postItem', value: { clientId: 'first', body } } });
  if (posted.case !== 'posted') throw new Error(`a message was answered with ${posted.case}`);
  const { conversationId } = posted.value;
  await applied(customer, context.clock);
  const others = new Others(conversationId, { customer, agents }, random);
  await others.happen(3);
  const clock = new ManualClock();
  const of = { conversationId, clock };
  const pages = [
    owned.use(await WatchedPage.open({ ...of, side: 'customer', connect: asCustomer })),
    owned.use(await WatchedPage.open({ ...of, side: 'agent', connect: asAgent('watcher') })),
  ];
  const readers = { customer, agent: agents[0] ?? customer };
  for (const page of pages)
    await equal({ page, clock, real: context.clock, reader: readers[page.side], conversationId });
  for (let index = 0; index < absences; index += 1) {
    const page = pages[index % pages.length];
    if (page === undefined) break;
    const { awayMs, resumed, happenings, during } = absence(random);
    seen.resumed += resumed ? 1 : 0;
    seen.happenings += happenings + during;
    page.leave();
    await others.happen(happenings);
    clock.advance(awayMs);
    const reader = readers[page.side];
    const { head } = await readTimeline(reader, conversationId);
    const startedMs = context.clock.monotonic();
    await page.back(resumed);
    const meanwhile = others.happen(during);
    const real = context.clock;
    const currentMs = await current({ page, clock, real }, head.revision);
    if (currentMs !== undefined) seen.tookMs.push(currentMs - startedMs);
    await meanwhile;
    if (!(await equal({ page, clock, real, reader, conversationId })) || currentMs === undefined)
      seen.different.push(first + index);
  }
}

/** Until the customer's first word has made the conversation: agents are refused before. */
async function applied(customer: EdgeClient, clock: Clock): Promise<void> {
  const untilMs = clock.monotonic() + PATIENCE_MS;
  for (;;) {
    const reply = await customer.control({ body: { case: 'syncConversation', value: {} } });
    if (reply.case === 'timeline' && reply.value.conversation !== undefined) return;
    if (clock.monotonic() > untilMs) throw new Error('the first word has opened no conversation');
    await sleep(clock, LOOK_MS);
  }
}

interface Watch {
  readonly page: WatchedPage;
  /** The page's own clock, which goes with the real one while the page is here. */
  readonly clock: ManualClock;
  readonly real: Clock;
}

/** Looks again and again until it is so, or for too long; the simulated time passes with it. */
async function watched({ clock, real }: Watch, isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  const untilMs = real.monotonic() + PATIENCE_MS;
  while (real.monotonic() < untilMs) {
    if (await isSo()) return true;
    const beforeMs = real.monotonic();
    await sleep(real, LOOK_MS);
    clock.advance(real.monotonic() - beforeMs);
  }
  return false;
}

/** When the page had all that the server had before it came back; undefined = it never had. */
async function current(watch: Watch, revision: number): Promise<number | undefined> {
  const isCurrent = (): boolean => {
    const { head, freshness } = watch.page.snapshot;
    return (head?.revision ?? 0) >= revision && freshness.name === 'current';
  };
  return (await watched(watch, isCurrent)) ? watch.real.monotonic() : undefined;
}

/** Whether the page is equal to the server, within a while: what was done a moment ago is still on its way to it. */
async function equal(
  watch: Watch & { readonly reader: EdgeClient; readonly conversationId: string },
): Promise<boolean> {
  let server = await readTimeline(watch.reader, watch.conversationId);
  const settled = await watched(watch, async () => {
    const found = compare(watch.page.snapshot, server);
    // It tells how far it has read, which is a change as any other.
    if (found === 'newer') server = await readTimeline(watch.reader, watch.conversationId);
    return found === 'equal' || found === 'different';
  });
  return settled && compare(watch.page.snapshot, server) === 'equal';
}
