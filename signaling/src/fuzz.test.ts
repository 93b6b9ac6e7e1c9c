import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { it } from 'node:test';
import { ClientFrame, type ClientFrameInit, type Log, silentLog } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { RunningEdge } from './main.ts';
import { EchoService, type FrameClient, metrics, mutate, RawClient, Rig, seeded } from './testing/index.ts';

const FRAMES = 20_000;
const ATTACKERS = 12;
const FRAMES_A_CONNECTION = 30;
const seed = Number(process.env.WEFT_FUZZ_SEED ?? randomInt(2 ** 31));

const request = (id: number, nodeId: string): ClientFrameInit => ({
  ack: id % 3,
  body: {
    case: 'request',
    value: {
      id,
      target:
        nodeId === ''
          ? { case: 'control', value: {} }
          : { case: 'media', value: { nodeId, callId: 'call-1', epoch: 1 } },
      body: new Uint8Array(id % 64).fill(id),
    },
  },
});

/** Frames worth harming: one of each kind and target. */
const corpus = (token: string): readonly Uint8Array[] =>
  [
    { body: { case: 'hello', value: { versions: [1], token, client: 'fuzz/1' } } } as const,
    {
      body: {
        case: 'hello',
        value: {
          versions: [1],
          token,
          resume: { sessionId: 'session-1', resumeToken: 'x'.repeat(43), lastSeq: 3 },
        },
      },
    } as const,
    ...Array.from({ length: 12 }, (_, index) => request(index * 7 + 1, index % 2 === 0 ? '' : 'eu-1')),
    { ack: 2, body: { case: 'ping', value: { nonce: 7 } } } as const,
    { ack: 1 } as const,
    { body: { case: 'bye', value: {} } } as const,
  ].map((frame) => ClientFrame.encode(frame));

/** A log that keeps what should never be logged here: defects. */
function watchedLog() {
  const defects: string[] = [];
  const keep = (fields: object, message: string): void => {
    defects.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log: Log = { ...silentLog, warn: keep, error: keep, child: () => log };
  return { log, defects };
}

/** Frames that the edge has looked at: those it could read and those it closed a socket for. */
async function examined(edge: RunningEdge): Promise<number> {
  const all = [...(await metrics(edge))];
  const read = all.filter(([name]) => /frames_received_total|refusals_total\{code="BAD_FRAME"/.test(name));
  return read.reduce((sum, [, count]) => sum + count, 0);
}

/** One connection of an attacker: some sign in first, then harmed frames and harmed WebSocket heads. */
async function attack(edge: RunningEdge, token: string, frames: readonly Uint8Array[], random: () => number) {
  const signsIn = random() < 0.8;
  using client = signsIn ? await RawClient.connect(edge.url, { token }) : await RawClient.open(edge.url);
  for (let sent = 0; sent < FRAMES_A_CONNECTION; sent++) {
    const frame = frames[Math.floor(random() * frames.length)] ?? new Uint8Array(0);
    const harmed = mutate(frame, random);
    const kind = random();
    if (kind < 0.002) client.message(harmed, Math.floor(random() * 16));
    else if (kind < 0.004) client.message(harmed, 0x2, Math.floor(random() * 2 ** 40));
    else client.message(harmed);
  }
  if (random() < 0.1) client.vanish();
  else client.send({ body: { case: 'bye', value: {} } });
  if (random() < 0.5) await client.untilClosed();
}

async function stillServed(client: FrameClient, id: number): Promise<void> {
  client.send({ ack: client.seqs.at(-1) ?? 0, ...pick(request(id, '')) });
  await until(() => client.bodies('reply').some((reply) => reply.id === id) || `no reply ${id}`);
}
const pick = ({ body }: ClientFrameInit): ClientFrameInit => ({ body });

it(`SIG16 SIG41 ${FRAMES} mutated frames cost the neighbours of their senders nothing`, async (t) => {
  t.diagnostic(`WEFT_FUZZ_SEED=${seed}`);
  const random = seeded(seed);
  const { log, defects } = watchedLog();
  await using rig = await Rig.create();
  using echo = await EchoService.create(rig.bus, 'eu', ['eu-1']);
  const limits = { SESSION_FRAMES_PER_S: '0', ADDRESS_FRAMES_PER_S: '0', ADDRESS_CONNECTS_PER_S: '0' };
  await using edge = await rig.edge({ ...limits, RESUME_WINDOW_MS: '100' }, { log });
  const token = await rig.mint.token({ subjectId: 'mallory' });
  const frames = corpus(token);
  const { client: neighbour, ready } = await rig.client(edge, { subjectId: 'ada' });
  await using _ = neighbour;

  let round = 0;
  for (let seen = 0; seen < FRAMES; seen = await examined(edge)) {
    await Promise.all(Array.from({ length: ATTACKERS }, () => attack(edge, token, frames, random)));
    round++;
    if (round % 20 === 0) await stillServed(neighbour, round);
  }

  await stillServed(neighbour, round + 1);
  echo.push(ready.sessionId, 77);
  await neighbour.until('push');
  assert.equal(neighbour.closed, undefined);
  await until(() => edge.sessions === 1 || `${edge.sessions} sessions`);
  const counts = await metrics(edge);
  t.diagnostic(
    `${await examined(edge)} frames examined over ${counts.get('sockets_opened_total')} connections`,
  );
  assert.equal(counts.get('transitions_refused_total'), 0);
  assert.equal(counts.get('requests_in_flight_count'), 0);
  assert.deepEqual(defects, []);
  assert.ok(
    echo.requests.every(
      ({ principal }) => principal?.subjectId === 'mallory' || principal?.subjectId === 'ada',
    ),
  );
});
