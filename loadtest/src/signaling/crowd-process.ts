import { SessionPush, SharedPush, silentLog, sleep, subjects, systemClock, type Timer } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { CountingClient } from './counting-client.ts';
import { bodyStart } from './frames.ts';
import type { Addressing, CrowdNews, CrowdOrder, Fanned } from './messages.ts';

/**
 * Many clients and the service that publishes to them, in one process: what is
 * published and what arrives have one clock. Ends when the benchmark's channel closes.
 */
const PAYLOAD_BYTES = 200;
const AT_ONCE = 64;
const PING_MS = 5_000;
const TICK_MS = 1;
/** A publisher that is further behind skips: it would only come in a burst. */
const MOST_BEHIND_MS = 200;
const LINGER_MS = 500;
const TIME_EVERY = 13;

const { monotonic } = systemClock;
let clients: CountingClient[] = [];
let bus: NatsBus | undefined;
let pinging: Timer | undefined;
let sinceMs = Number.POSITIVE_INFINITY;
let received = 0;
/** Messages for all so far: the sender's count to every session. */
let fanned = 0;
let tookEachMs: number[] = [];

const tell = (news: CrowdNews): void => {
  process.send?.(news);
};

/** A push's body begins with when it was published. */
function heard(payload: Buffer): void {
  const publishedMs = payload.readDoubleBE(bodyStart(payload));
  if (publishedMs < sinceMs) return;
  received += 1;
  if (received % TIME_EVERY === 0) tookEachMs.push(monotonic() - publishedMs);
}

async function connect({ url, natsUrl, tokens }: CrowdOrder & { readonly do: 'connect' }): Promise<void> {
  bus ??= await NatsBus.create({ servers: natsUrl, name: 'crowd', log: silentLog });
  const waiting = tokens.values();
  const line = async (): Promise<void> => {
    for (const token of waiting) clients.push(await CountingClient.connect(url, token, heard));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  pinging = systemClock.every(PING_MS, () => {
    for (const client of clients) client.ping();
  });
  tell({ is: 'connected', sessions: clients.length });
}

/** Publishes the value to the next session, or to all; returns for how many that was. */
function publisher(over: NatsBus, to: Addressing, value: Uint8Array): () => number {
  const source = { case: 'control', value } as const;
  let count = 0;
  if (to === 'each') {
    const pushSubjects = clients.map(({ sessionId }) => subjects.session(sessionId));
    return () => {
      over.publish(pushSubjects[count++ % pushSubjects.length] ?? '', SessionPush.encode({ source }));
      return 1;
    };
  }
  const sessionIds = clients.map(({ sessionId }) => sessionId);
  return () => {
    fanned += 1;
    const sourceSeqs = sessionIds.map(() => fanned);
    over.publish(subjects.shared, SharedPush.encode({ source, sourceId: 'crowd.1', sessionIds, sourceSeqs }));
    return sessionIds.length;
  };
}

async function fan(order: CrowdOrder & { readonly do: 'fan' }): Promise<Fanned> {
  const { perS, warmUpMs, measureMs } = order;
  if (bus === undefined) throw new Error('connect first');
  const value = new Uint8Array(PAYLOAD_BYTES);
  const view = new DataView(value.buffer);
  const publish = publisher(bus, order.to, value);
  const startMs = monotonic();
  let [published, skipped, next] = [0, 0, 0];
  const ticking = systemClock.every(TICK_MS, () => {
    const nowMs = monotonic();
    const due = Math.floor(((nowMs - startMs) * perS) / 1_000);
    const most = Math.ceil((perS * MOST_BEHIND_MS) / 1_000);
    if (due - next > most) {
      skipped += due - next - most;
      next = due - most;
    }
    while (next < due) {
      view.setFloat64(0, monotonic());
      const made = publish();
      next += made;
      published += made;
    }
  });
  await sleep(systemClock, warmUpMs);
  [published, skipped, received] = [0, 0, 0];
  tookEachMs = [];
  sinceMs = monotonic();
  await sleep(systemClock, measureMs);
  ticking.cancel();
  const tookMs = monotonic() - sinceMs;
  const mostMs = monotonic() + LINGER_MS;
  while (received < published && monotonic() < mostMs) await sleep(systemClock, 20);
  sinceMs = Number.POSITIVE_INFINITY;
  return { tookMs, published, received, skipped, tookEachMs };
}

async function joinFor({
  url,
  token,
  atOnce,
  measureMs,
}: CrowdOrder & { readonly do: 'join' }): Promise<CrowdNews> {
  const startMs = monotonic();
  const joinMs: number[] = [];
  const line = async (): Promise<void> => {
    while (monotonic() - startMs < measureMs) {
      const begunMs = monotonic();
      const client = await CountingClient.connect(url, token, () => undefined);
      joinMs.push(monotonic() - begunMs);
      await client.leave();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  return { is: 'joined', joins: joinMs.length, tookMs: monotonic() - startMs, joinMs };
}

async function obey(order: CrowdOrder): Promise<void> {
  switch (order.do) {
    case 'connect':
      return connect(order);
    case 'fan':
      return tell({ is: 'fanned', fanned: await fan(order) });
    case 'join':
      return tell(await joinFor(order));
    case 'leave': {
      pinging?.cancel();
      const leaving = clients;
      clients = [];
      await Promise.all(leaving.map((client) => client.leave()));
      return tell({ is: 'left' });
    }
  }
}

process.on('message', (order: CrowdOrder) => {
  obey(order).catch((error: unknown) => tell({ is: 'failed', why: String(error) }));
});
process.on('disconnect', () => process.exit(0));
