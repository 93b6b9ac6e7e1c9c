import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ERRORS, silentLog, subjects } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { connect } from '../demo/call.ts';
import { streamToEdge } from '../fuzz/edge-stream.ts';
import { mutate, oneOf } from '../fuzz/mutate.ts';
import { factsOf, helloOf, mutatedFrames, mutatedOrders, relayedSeeds } from '../fuzz/seeds.ts';
import { seededRandom } from '../noise/random.ts';
import { metricOf } from '../stack/metrics.ts';
import { Caller } from '../wire/caller.ts';
import { guestSession } from '../wire/http.ts';
import { untilMoreFrames, untilSound } from './media.ts';
import { World } from './world.ts';

/** 100,000 mutated frames in all: over WebSockets to the edge, and as an edge or another node would send them to the media node. */
const EDGE_FRAMES = 10_000;
const RELAYED_FRAMES = 30_000;
const NODE_FRAMES = 20_000;
/** The edge's half is cut into tests of its own, so that a slow machine is not taken for a stuck edge. */
const EDGE_PARTS = 5;
/** Messages on NATS between two looks at whether the node keeps up. */
const BATCH = 500;
/** The close code of what is no frame. */
const BAD_FRAME = ERRORS.BAD_FRAME.close;
/** What a client makes of a connection that ended without a close frame (RFC 6455 section 7.1.5). */
const NO_CLOSE_FRAME = 1_006;
const MANY = 1_000;
/** Customers whose seats the media node's mutations claim. */
const VICTIMS = 20;

const seed = Number(process.env.WEFT_FUZZ_SEED ?? randomInt(2 ** 31));

let world: World;
let neighbour: Caller;
before(async () => {
  // Limits would keep most of it from being read at all.
  world = await World.start({
    edge: {
      WEFT_EDGE_SESSION_FRAMES_PER_S: '0',
      WEFT_EDGE_ADDRESS_FRAMES_PER_S: '0',
      WEFT_EDGE_ADDRESS_CONNECTS_PER_S: '0',
      WEFT_EDGE_RESUME_WINDOW_MS: '1000',
    },
  });
  neighbour = await Caller.start(world.stack.url, 'eu', 'Neighbour');
});
after(() => world[Symbol.asyncDispose]());

/** Requests that the media nodes have answered, with whatever. */
async function answeredByNodes(): Promise<number> {
  const nodes = world.stack.services.filter(({ kind }) => kind === 'node');
  const counts = await Promise.all(nodes.map(({ url }) => metricOf(url, 'weft_media_requests_total')));
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/**
 * The neighbour is served as before, wherever its call is: on a busy machine a node that stood still for a moment may be
 * taken for dead, and a page would follow its call to the other.
 */
async function untouched(): Promise<void> {
  const stats = async (): Promise<string> => (await neighbour.media({ case: 'getStats', value: {} })).case;
  try {
    assert.equal(await stats(), 'stats');
  } catch (error) {
    const { nodeId } = neighbour.seat;
    neighbour = await neighbour.follow();
    if (neighbour.seat.nodeId === nodeId) throw error;
    assert.equal(await stats(), 'stats');
  }
}

const pids = (): readonly string[] => world.stack.services.map(({ name, pid }) => `${name} ${pid}`);

/** Publishes mutated messages in batches; after each the node must answer the neighbour. */
async function flood(
  messages: number,
  next: () => readonly [subject: string, message: Uint8Array],
): Promise<void> {
  await using bus = await NatsBus.create({
    servers: world.stack.addresses.natsUrl,
    name: 'fuzz',
    log: silentLog,
  });
  for (let sent = 0; sent < messages; sent++) {
    bus.publish(...next());
    if (sent % BATCH !== 0) continue;
    await bus.flush();
    await untouched();
  }
  await bus.flush();
}

for (let part = 1; part <= EDGE_PARTS; part++) {
  test(`an edge reads ${EDGE_FRAMES} mutated frames and goes on, part ${part} (WEFT_FUZZ_SEED=${seed})`, async () => {
    const running = pids();
    const random = seededRandom(seed + part);
    const { token } = await guestSession(world.stack.url, 'Fuzz');
    const url = world.stack.addresses.edges.find(({ region }) => region === 'eu')?.url ?? '';
    const { read, connections, closes } = await streamToEdge({
      ...{ url, frames: EDGE_FRAMES, random },
      hello: helloOf(token),
      next: mutatedFrames(token, factsOf(neighbour), random),
    });
    assert.equal(read, EDGE_FRAMES);
    const story = JSON.stringify([...closes]);
    assert.ok((closes.get(BAD_FRAME) ?? 0) > MANY, `many are no frames any more: ${story}`);
    assert.ok(read - connections > MANY, `many still are: ${connections} connections for ${read}`);
    assert.equal(closes.get(NO_CLOSE_FRAME), undefined, `the edge always says why it closes: ${story}`);
    assert.deepEqual(pids(), running, 'nothing was started anew');
    await untouched();
  });
}

test(`a media node reads ${RELAYED_FRAMES + NODE_FRAMES} mutated messages and goes on (WEFT_FUZZ_SEED=${seed})`, async () => {
  const running = pids();
  const random = seededRandom(seed);
  const answeredBefore = await answeredByNodes();
  await using owned = new AsyncDisposableStack();
  // Each may ask 50 times a second and 100 times at once; what is beyond that is refused unread.
  const victims: Caller[] = [];
  for (let i = 0; i < VICTIMS; i++)
    victims.push(owned.use(await Caller.start(world.stack.url, 'eu', `Victim ${i}`)));
  const relayed = victims.map((one) => [subjects.media(one.seat.nodeId), relayedSeeds(one)] as const);
  await flood(RELAYED_FRAMES, () => {
    const [subject, seeds] = oneOf(relayed, random);
    return [subject, mutate(oneOf(seeds, random), random)];
  });
  const { nodeId } = neighbour.seat;
  const nextOrder = mutatedOrders(nodeId, 'call-fuzz', random);
  await flood(NODE_FRAMES, () => [subjects.node(nodeId), nextOrder()]);
  const answered = await answeredByNodes();
  assert.ok(
    answered - answeredBefore > RELAYED_FRAMES,
    `${answered - answeredBefore} messages were answered`,
  );
  assert.deepEqual(pids(), running, 'nothing was started anew');
});

test('after all of it both still serve a call between two browsers', async () => {
  // Nobody may stand in the queue before the customer whom the agent waits for.
  await neighbour[Symbol.asyncDispose]();
  const control = world.stack.services.find(({ kind }) => kind === 'control')?.url ?? '';
  await until(
    async () => {
      const waiting = await metricOf(control, 'weft_control_waiting_calls');
      return waiting === 0 || `${waiting} calls wait`;
    },
    { timeoutMs: CALL_TIMEOUT_MS },
  );
  for (const { name, url, kind } of world.stack.services) {
    if (kind !== 'edge' && kind !== 'node' && kind !== 'control') continue;
    const { status } = await fetch(`${url}/readyz`);
    assert.equal(status, 200, `${name} is ready`);
  }
  const customer = await world.shop(await world.browser());
  const agent = await world.desk(await world.browser(), 'anna');
  await connect({ customer, agent });
  await untilMoreFrames(customer);
  await untilMoreFrames(agent);
  await untilSound(agent);
  await customer.control('hangUp').click();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
});
