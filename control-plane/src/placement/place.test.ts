import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NodeRecord, type RegionRtt } from '@weft/proto';
import { seededRandom } from '../calls/testing/random.ts';
import type { NodeCondition, NodeView } from '../registry/node-view.ts';
import { loadOf, type PlaceQuestion, place } from './place.ts';
import { regionOrder } from './regions.ts';

interface Shape {
  readonly host?: string;
  readonly condition?: NodeCondition;
  readonly cpu?: number;
  readonly participants?: number;
  readonly expected?: number;
  readonly workers?: number;
}

function node(nodeId: string, region: string, shape: Shape = {}): NodeView {
  const { host = nodeId, condition = 'active', cpu = 0, participants = 0, expected = 0, workers = 1 } = shape;
  return {
    record: NodeRecord.create({ nodeId, region, host, workers }),
    load: { cpu, participants, rooms: 0, consumers: 0, pipes: 0 },
    condition,
    lastBeatAtMs: 0,
    expected,
  };
}

const question = (nodes: readonly NodeView[], rest: Partial<PlaceQuestion> = {}): PlaceQuestion => ({
  nodes,
  rtts: [],
  edgeRegion: 'eu',
  participantsPerWorker: 100,
  ...rest,
});

/** "home/standby", or the reason for none. */
function outcome(asked: PlaceQuestion): string {
  const placement = place(asked);
  if (!placement.placed) return placement.reason;
  return `${placement.home.record.nodeId}/${placement.standby?.record.nodeId ?? '-'}`;
}

const STACK = [node('eu-1', 'eu'), node('eu-2', 'eu'), node('ap-1', 'ap'), node('ap-2', 'ap')];
const rtts = (...pairs: [region: string, rttMs: number][]): RegionRtt[] =>
  pairs.map(([region, rttMs]) => ({ region, rttMs }));

test('[CTL1] the lowest measured round trip wins over the region of the edge', () => {
  assert.equal(outcome(question(STACK, { rtts: rtts(['eu', 180], ['ap', 20]) })), 'ap-1/ap-2');
});

test('[CTL1] without measurements it is the region of the edge', () => {
  assert.equal(outcome(question(STACK, { edgeRegion: 'ap' })), 'ap-1/ap-2');
});

test('[CTL1] of several measurements of a region the lowest counts, and nonsense does not', () => {
  const measured = rtts(['ap', 90], ['ap', 30], ['eu', 40], ['ap', Number.NaN], ['../', 0]);
  assert.deepEqual(regionOrder(measured, 'eu', ['eu', 'ap', 'us']), [
    { region: 'ap', rttMs: 30 },
    { region: 'eu', rttMs: 40 },
    { region: 'us', rttMs: undefined },
  ]);
});

test('[CTL3] the nearest other region takes over when the first has no usable node', () => {
  const nodes = [
    node('eu-1', 'eu', { condition: 'draining' }),
    node('eu-2', 'eu', { condition: 'silent' }),
    node('us-1', 'us'),
    node('ap-1', 'ap'),
  ];
  assert.equal(outcome(question(nodes, { rtts: rtts(['eu', 5], ['us', 90], ['ap', 200]) })), 'us-1/ap-1');
});

test('[CTL2] draining, silent, excluded and full nodes take nobody, and the refusal counts them', () => {
  const nodes = [
    node('a', 'eu', { condition: 'draining' }),
    node('b', 'eu', { condition: 'silent' }),
    node('c', 'eu', { cpu: 0.95 }),
    node('d', 'eu', { participants: 100 }),
    node('e', 'eu'),
  ];
  assert.equal(
    outcome(question(nodes, { exclude: new Set(['e']) })),
    'none of 5 media nodes is usable: 1 draining, 1 excluded, 2 full, 1 silent',
  );
  assert.equal(outcome(question([])), 'no media node is registered');
});

test('[CTL2] participants placed a moment ago count before any beat tells of them', () => {
  const nodes = [node('eu-1', 'eu', { expected: 3 }), node('eu-2', 'eu', { participants: 1 })];
  assert.equal(outcome(question(nodes)), 'eu-2/eu-1');
  assert.equal(
    outcome(question([node('eu-1', 'eu', { participants: 99, expected: 1 })])),
    'none of 1 media nodes is usable: 1 full',
  );
});

test('[CTL2] a node with more workers carries more', () => {
  const nodes = [
    node('small', 'eu', { participants: 60 }),
    node('big', 'eu', { participants: 100, workers: 4 }),
  ];
  assert.equal(outcome(question(nodes)), 'big/small');
});

test('[CTL3] the standby is on another host, or there is none', () => {
  const nodes = [
    node('eu-1', 'eu', { host: 'rack-1' }),
    node('eu-2', 'eu', { host: 'rack-1' }),
    node('ap-1', 'ap'),
  ];
  assert.equal(outcome(question(nodes)), 'eu-1/ap-1');
  assert.equal(outcome(question(nodes.slice(0, 2))), 'eu-1/-');
});

test('[CTL3] a node the call uses already is preferred within its region only', () => {
  const busier = [node('eu-1', 'eu'), node('eu-2', 'eu', { participants: 40 }), node('ap-1', 'ap')];
  assert.equal(outcome(question(busier, { prefer: 'eu-2' })), 'eu-2/eu-1');
  assert.equal(outcome(question(busier, { prefer: 'ap-1' })), 'eu-1/eu-2');
});

test('[CTL4] the reason names node, region, distance and standby', () => {
  const placement = place(question(STACK, { rtts: rtts(['ap', 12]), exclude: new Set(['ap-1', 'ap-2']) }));
  assert.equal(
    placement.reason,
    "eu-1 in eu (the edge's region) at load 0.00, none usable in ap; standby eu-2 on another host",
  );
});

test('[CTL2][CTL3][CTL4] whatever the mesh, a placement is usable, nearest, spread and independent of order', () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const random = seededRandom(seed);
    const regions = ['eu', 'ap', 'us'].slice(0, 1 + random.whole(3));
    const nodes = Array.from({ length: random.whole(9) }, (_, index) =>
      node(`n${index}`, random.pick(regions), {
        host: `h${random.whole(4)}`,
        condition: random.pick(['active', 'active', 'active', 'draining', 'silent'] as const),
        cpu: random.next() * 1.1,
        participants: random.whole(120),
        expected: random.whole(5),
        workers: 1 + random.whole(2),
      }),
    );
    const asked = question(nodes, {
      edgeRegion: random.pick(regions),
      rtts: regions.filter(() => random.chance(0.6)).map((region) => ({ region, rttMs: random.whole(300) })),
      exclude: new Set(nodes.filter(() => random.chance(0.1)).map(({ record }) => record.nodeId)),
    });
    const usable = nodes.filter(
      (each) =>
        each.condition === 'active' &&
        asked.exclude?.has(each.record.nodeId) !== true &&
        loadOf(each, 100) < 1,
    );
    const placement = place(asked);
    assert.equal(placement.placed, usable.length > 0, `seed ${seed}`);
    assert.deepEqual(place({ ...asked, nodes: nodes.toReversed() }), placement, `seed ${seed}`);
    if (!placement.placed) continue;
    const { home, standby } = placement;
    assert.ok(usable.includes(home), `seed ${seed}`);
    const order = regionOrder(asked.rtts, asked.edgeRegion, regions).map(({ region }) => region);
    const nearest = order.find((region) => usable.some(({ record }) => record.region === region));
    assert.equal(home.record.region, nearest, `seed ${seed}`);
    const elsewhere = usable.filter(({ record }) => record.host !== home.record.host);
    assert.equal(standby !== undefined, elsewhere.length > 0, `seed ${seed}`);
    if (standby !== undefined) assert.ok(elsewhere.includes(standby), `seed ${seed}`);
    const least = Math.min(
      ...usable.filter(({ record }) => record.region === nearest).map((each) => loadOf(each, 100)),
    );
    assert.ok(loadOf(home, 100) - least < 0.05, `seed ${seed}: not among the least loaded`);
  }
});
