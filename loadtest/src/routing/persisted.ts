import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FactRecord, silentLog, sleep } from '@weft/proto';
import { EtcdDirectory, JetStreamFacts, NatsBus } from '@weft/proto/node';
import { startEtcd, startNats, startPostgres, until } from '@weft/proto/testing';
import { type Context, count, type Json, type Result } from '../bench/bench.ts';
import { cpuMsOf } from '../bench/cores.ts';
import { measure } from '../bench/measure.ts';
import { EDGE } from './bus-client.ts';
import { replay, type Verdict } from './claims.ts';
import { startControlProcess } from './control-process.ts';
import { startPaperEdge } from './paper-edge.ts';
import { startPaperNode } from './paper-node.ts';
import { Floor, REGION } from './work-floor.ts';

const AGENTS = 200;
const QUEUED = 500;
const SECONDS = 20;
const WARM_UP_MS = 5_000;
const LEASE_TTL_MS = 60_000;
/** Facts come a moment after what they tell of. */
const SETTLE_MS = 60_000;
const VIOLATIONS_SHOWN = 5;

/**
 * Offers made and accepted by a real control plane through a real etcd,
 * nats-server and PostgreSQL. Agents, customers and media nodes are of paper and
 * speak over the bus, as edges would; afterwards the facts are replayed.
 */
export async function measurePersisted(context: Context): Promise<Result> {
  const { clock, progress } = context;
  const size = { agents: count(context, 'agents', AGENTS), queued: count(context, 'queued', QUEUED) };
  const seconds = count(context, 'seconds', SECONDS);
  await using parts = new AsyncDisposableStack();
  const nats = parts.use(await startNats());
  const etcd = parts.use(await startEtcd());
  const postgres = parts.use(await startPostgres());
  const folder = await mkdtemp(join(tmpdir(), 'weft-routing-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const log = silentLog;
  const bus = parts.use(await NatsBus.create({ servers: nats.url, name: 'bench', log }));
  const directory = parts.use(
    await EtcdDirectory.create({ endpoints: etcd.url, leaseTtlMs: LEASE_TTL_MS, log, clock }),
  );
  for (const nodeId of ['paper-1', 'paper-2'])
    parts.use(await startPaperNode({ nodeId, region: REGION, bus, directory, clock }));
  parts.use(await startPaperEdge({ edgeId: EDGE, region: REGION, bus, directory, clock }));
  const servers = { nats: nats.url, etcd: etcd.url, postgres: postgres.url };
  const control = parts.use(
    await startControlProcess(environment(folder, servers, size), context.options.get('profile')),
  );
  const facts = parts.use(await JetStreamFacts.create({ bus, log, clock }));

  const floor = parts.use(new Floor(bus, clock));
  await floor.open(size);
  progress(`${size.agents} agents take calls, ${size.queued} wait`);
  await sleep(clock, WARM_UP_MS);
  const processes = { control: control.pid, etcd: etcd.pid, nats: nats.pid, bench: process.pid };
  const before = await processorTime(processes);
  const startedMs = clock.monotonic();
  floor.measure();
  const perSecond: number[] = [];
  for (let second = 1; second <= seconds; second += 1) {
    const madeBefore = floor.accepted;
    await sleep(clock, Math.max(0, startedMs + second * 1_000 - clock.monotonic()));
    perSecond.push(floor.accepted - madeBefore);
  }
  const tookMs = clock.monotonic() - startedMs;
  const after = await processorTime(processes);
  const usedMs = (after.control ?? 0) - (before.control ?? 0);
  await floor.close();
  progress(`${floor.accepted} offers accepted; replaying the facts`);
  const verdict = await settledVerdict(facts, () => floor.acceptedInAll);
  // What no fact decided in all that time is held against the run.
  const violations = [...verdict.violations, ...verdict.undecided];
  for (const violation of violations.slice(0, VIOLATIONS_SHOWN)) progress(violation);
  return {
    setup: { ...size, seconds, region: REGION, controls: 1, store: 'postgresql' },
    measures: [
      measure('offers-per-second', '1/s', perSecond),
      measure('offer', 'ms', floor.offerMs),
      measure('accept', 'ms', floor.acceptMs),
    ],
    fields: {
      sustained: Number((floor.acceptMs.length / (tookMs / 1_000)).toFixed(1)),
      violations: violations.length,
      undecided: verdict.undecided.length,
      offered: verdict.offered,
      accepted: verdict.accepted,
      unrecorded: floor.acceptedInAll - verdict.accepted,
      refused: Object.fromEntries(floor.refused),
      // Of the control plane: what a busy machine does not change.
      'processor-us-per-offer': Math.round((usedMs * 1_000) / floor.acceptMs.length),
      cores: cores(before, after, tookMs),
    },
  };
}

const environment = (
  folder: string,
  servers: { readonly nats: string; readonly etcd: string; readonly postgres: string },
  size: { readonly agents: number; readonly queued: number },
): Readonly<Record<string, string>> => ({
  DATABASE_URL: servers.postgres,
  WEFT_NATS_URL: servers.nats,
  WEFT_ETCD_URL: servers.etcd,
  WEFT_CONTROL_ID: 'control-1',
  WEFT_CONTROL_REGIONS: REGION,
  WEFT_CONTROL_HTTP_PORT: '0',
  WEFT_CONTROL_KEY_FILE: join(folder, 'key.json'),
  WEFT_CONTROL_CHANNEL_KEY_FILE: join(folder, 'channel-keys'),
  WEFT_CONTROL_ATTACHMENTS_DIR: join(folder, 'attachments'),
  WEFT_CONTROL_INTENT_MODEL_FILE: join(folder, 'intent-model'),
  // Nobody is slowed for asking too often; everything else is as it comes.
  WEFT_CONTROL_REQUESTS_PER_SECOND: '10000',
  WEFT_CONTROL_REQUEST_BURST: '10000',
  WEFT_CONTROL_PARTICIPANTS_PER_WORKER: '10000',
  WEFT_CONTROL_MAX_QUEUED_CALLS: String(2 * (size.queued + size.agents)),
  WEFT_CONTROL_LEASE_TTL_MS: String(LEASE_TTL_MS),
});

/** The verdict once the facts tell of all that was accepted and leave nothing undecided, or of what they tell after a while. */
async function settledVerdict(facts: JetStreamFacts, acceptedInAll: () => number): Promise<Verdict> {
  let verdict = replay([]);
  const look = async (): Promise<true | string> => {
    const all: FactRecord[] = [];
    for await (const fact of facts.replay(0, ['callOffered', 'offerSettled', 'callEnded'])) all.push(fact);
    verdict = replay(all);
    const accepted = acceptedInAll();
    if (verdict.accepted < accepted) return `${verdict.accepted} of ${accepted} accepted offers are recorded`;
    return verdict.undecided.length === 0 || `the ends of ${verdict.undecided.length} calls are not recorded`;
  };
  await until(look, { timeoutMs: SETTLE_MS }).catch(() => undefined);
  return verdict;
}

type Processes = Readonly<Record<string, number>>;

async function processorTime(processes: Processes): Promise<Processes> {
  const times = Object.entries(processes).map(async ([name, pid]) => [name, await cpuMsOf(pid)] as const);
  return Object.fromEntries(await Promise.all(times));
}

/** How much of a core each had: what is full is what limits. */
const cores = (before: Processes, after: Processes, tookMs: number): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(after).map(([name, ms]) => [
      name,
      Number(((ms - (before[name] ?? 0)) / tookMs).toFixed(2)),
    ]),
  );
