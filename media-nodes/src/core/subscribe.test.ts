import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BOUNDS } from './bounds.ts';
import {
  gatewayOf,
  type Place,
  planSubscriptions,
  type Situation,
  servesTo,
  supersededBy,
  upstreamOf,
} from './subscribe.ts';

const place = (nodeId: string, gateway = false): Place => ({
  nodeId,
  region: nodeId.slice(0, 2),
  gateway,
});
const places = [place('eu-1', true), place('eu-2'), place('ap-1'), place('ap-2', true), place('us-1')];
const none: ReadonlySet<string> = new Set();
const receiver = (participantId: string, refused = none, unheard = none) => ({
  ...{ participantId, standby: false, refused },
  mayHear: (speakerId: string) => !unheard.has(speakerId),
});
const track = (trackId: string, nodeId: string, participantId = `p-${trackId}`) => ({
  ...{ trackId, nodeId, participantId, source: 'microphone' as const, standby: false },
});

describe('where a node takes a track from', () => {
  it('MED16 is nowhere for a track of its own', () => {
    assert.deepEqual(upstreamOf('eu-1', 'eu-1', places), { kind: 'here' });
  });

  it('MED16 is the origin within its region', () => {
    assert.deepEqual(upstreamOf('eu-2', 'eu-1', places), {
      ...{ kind: 'node', nodeId: 'eu-2', reason: 'same-region' },
    });
  });

  it("MED16 is the origin for a region's gateway, and the gateway for the region's others", () => {
    assert.deepEqual(upstreamOf('eu-1', 'ap-2', places), { kind: 'node', nodeId: 'eu-1', reason: 'gateway' });
    assert.deepEqual(upstreamOf('eu-1', 'ap-1', places), {
      ...{ kind: 'node', nodeId: 'ap-2', reason: 'via-gateway' },
    });
  });

  it('MED16 treats the node of lowest id as gateway where none or several are marked', () => {
    assert.equal(gatewayOf('us', places), 'us-1');
    assert.equal(gatewayOf('ap', [place('ap-9'), place('ap-3'), place('ap-5')]), 'ap-3');
    assert.equal(gatewayOf('ap', [place('ap-1'), place('ap-5', true), place('ap-3', true)]), 'ap-3');
    assert.equal(gatewayOf('sa', places), undefined);
  });

  it('MED16 is nothing while the origin or the node itself is not of the call', () => {
    assert.deepEqual(upstreamOf('eu-7', 'ap-1', places), { kind: 'none', reason: 'origin-not-in-call' });
    assert.deepEqual(upstreamOf('eu-1', 'ap-7', places), { kind: 'none', reason: 'node-not-in-call' });
  });

  it('MED16 sends one copy into each region whoever is where, and never in a circle', () => {
    const ids = places.map(({ nodeId }) => nodeId);
    for (const origin of ids) {
      const copies = ids.flatMap((nodeId) => {
        const upstream = upstreamOf(origin, nodeId, places);
        return upstream.kind === 'node' ? [{ nodeId, from: upstream.nodeId }] : [];
      });
      assert.equal(copies.length, ids.length - 1);
      for (const region of ['eu', 'ap', 'us']) {
        const crossing = copies.filter(
          ({ nodeId, from }) => nodeId.startsWith(region) && !from.startsWith(region),
        );
        assert.equal(crossing.length, origin.startsWith(region) ? 0 : 1, `${origin} into ${region}`);
      }
      for (const { nodeId, from } of copies)
        assert.ok(
          !copies.some((other) => other.nodeId === from && other.from === nodeId),
          `${origin}: a circle`,
        );
    }
  });

  it('MED16 is known to the node that is asked: others refuse', () => {
    assert.ok(servesTo('eu-1', 'eu-1', 'ap-2', places));
    assert.ok(servesTo('eu-1', 'ap-2', 'ap-1', places));
    assert.ok(!servesTo('eu-1', 'eu-1', 'ap-1', places));
    assert.ok(!servesTo('eu-1', 'ap-1', 'ap-2', places));
  });
});

describe('who gets what', () => {
  const plan = (over: Partial<Situation>, ended?: ReadonlySet<string>) => {
    const situation: Situation = {
      ...{ nodeId: 'ap-1', places, tracks: [], receivers: [], homeHere: none, downstream: none },
      ...over,
    };
    return planSubscriptions(situation, ended ?? supersededBy(situation));
  };

  it('MED11 gives everybody what everybody else sends', () => {
    const { offers, skipped } = plan({
      tracks: [track('a', 'ap-1', 'anna'), track('b', 'eu-1', 'wei')],
      receivers: [receiver('anna'), receiver('wei')],
    });
    assert.deepEqual([...(offers.get('anna') ?? [])], ['b']);
    assert.deepEqual([...(offers.get('wei') ?? [])], ['a']);
    assert.deepEqual(
      skipped.map(({ reason }) => reason),
      ['own-track', 'own-track'],
    );
  });

  it('MED53 goes on with what a sender sent elsewhere until its time is over', () => {
    const moved = {
      tracks: [track('old', 'eu-1', 'anna'), track('new', 'ap-1', 'anna')],
      receivers: [receiver('wei')],
      homeHere: new Set(['anna']),
    };
    const now = plan(moved, none);
    assert.deepEqual([...(now.offers.get('wei') ?? [])], ['old', 'new']);
    assert.deepEqual([...now.pulls.keys()], ['old']);
    const later = plan(moved);
    assert.deepEqual([...(later.offers.get('wei') ?? [])], ['new']);
    assert.equal(later.pulls.size, 0);
  });

  it('MED17 pipes only what somebody here or further down takes', () => {
    const tracks = [track('a', 'eu-1'), track('b', 'eu-1'), track('c', 'ap-1')];
    assert.equal(plan({ tracks }).pulls.size, 0);
    assert.deepEqual([...plan({ tracks, receivers: [receiver('wei')] }).pulls.keys()], ['a', 'b']);
    const handedOn = plan({ nodeId: 'ap-2', tracks, downstream: new Set(['b', 'c']) });
    assert.deepEqual(
      [...handedOn.pulls].map(([trackId, { nodeId, reason }]) => [trackId, nodeId, reason]),
      [
        ['b', 'eu-1', 'gateway'],
        ['c', 'ap-1', 'same-region'],
      ],
    );
  });

  it('MED11 neither offers nor pipes what no receiver here can decode', () => {
    const refused = new Set(['a']);
    const { offers, pulls, skipped } = plan({
      tracks: [track('a', 'eu-1')],
      receivers: [receiver('wei', refused)],
    });
    assert.equal(offers.get('wei')?.size, 0);
    assert.equal(pulls.size, 0);
    assert.deepEqual(skipped, [{ participantId: 'wei', trackId: 'a', reason: 'cannot-decode' }]);
  });

  it('MED54 neither offers nor pipes what the control plane keeps from a receiver', () => {
    const tracks = [track('a', 'eu-1', 'anna'), track('w', 'eu-1', 'whispering')];
    const customer = receiver('li', none, new Set(['whispering']));
    const { offers, pulls, skipped } = plan({ tracks, receivers: [customer] });
    assert.deepEqual([...(offers.get('li') ?? [])], ['a']);
    assert.deepEqual([...pulls.keys()], ['a']);
    assert.deepEqual(skipped, [{ participantId: 'li', trackId: 'w', reason: 'not-for-them' }]);
  });

  it('MED15 offers a participant so many tracks and no more', () => {
    const many = Array.from({ length: BOUNDS.maxConsumersPerParticipant + 3 }, (_, n) =>
      track(`t${n}`, 'eu-1'),
    );
    const { offers, skipped } = plan({ tracks: many, receivers: [receiver('wei')] });
    assert.equal(offers.get('wei')?.size, BOUNDS.maxConsumersPerParticipant);
    assert.deepEqual([...new Set(skipped.map(({ reason }) => reason))], ['too-many']);
    assert.equal(skipped.length, 3);
  });
});
