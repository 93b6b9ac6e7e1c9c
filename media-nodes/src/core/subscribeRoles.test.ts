import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type CallTrack,
  planSubscriptions,
  type Receiver,
  type Situation,
  supersededBy,
} from './subscribe.ts';

/** Mulberry32: small, seeded, good enough to vary situations. */
const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const NODES = ['eu-1', 'ap-1', 'us-1'];
const SOURCES = ['microphone', 'camera'] as const;

/** A call in some state of its moves, as one node sees it. */
function situation(next: () => number): Situation {
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(next() * from.length)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  const nodeId = pick(NODES);
  const people = ['anna', 'wei', 'li', 'mei'].slice(0, 2 + Math.floor(next() * 3));
  const tracks: CallTrack[] = people.flatMap((participantId) =>
    NODES.flatMap((at) =>
      SOURCES.filter(() => next() < 0.5).map((source) => ({
        trackId: `${participantId}-${source}-${at}`,
        ...{ participantId, source, nodeId: at },
        standby: next() < 0.5,
      })),
    ),
  );
  const receivers: Receiver[] = people
    .filter(() => next() < 0.7)
    .map((participantId) => ({
      ...{ participantId, standby: next() < 0.5, refused: new Set<string>() },
      mayHear: () => true,
    }));
  return {
    ...{ nodeId, tracks, receivers },
    places: NODES.map((id) => ({ nodeId: id, region: id.slice(0, 2), gateway: true })),
    homeHere: new Set(
      receivers.filter(({ standby }) => !standby && next() < 0.7).map((r) => r.participantId),
    ),
    downstream: new Set(tracks.filter(() => next() < 0.1).map(({ trackId }) => trackId)),
  };
}

/** Checks 400 situations; says which seed broke the rule. */
const always = (rule: (at: Situation, plan: ReturnType<typeof planSubscriptions>) => void) => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const at = situation(random(seed));
    try {
      rule(at, planSubscriptions(at, supersededBy(at)));
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
};
const offeredTo = (at: Situation, plan: ReturnType<typeof planSubscriptions>) =>
  at.receivers.flatMap((receiver) =>
    at.tracks
      .filter(({ trackId }) => plan.offers.get(receiver.participantId)?.has(trackId))
      .map((track) => ({ receiver, track })),
  );

describe('who gets what in a call with standby legs', () => {
  it('MED38 is never what the receiver sends itself, on whichever leg', () => {
    always((at, plan) => {
      for (const { receiver, track } of offeredTo(at, plan))
        assert.notEqual(track.participantId, receiver.participantId);
    });
  });

  it('MED38 is for a standby leg only what is produced here', () => {
    always((at, plan) => {
      for (const { receiver, track } of offeredTo(at, plan))
        if (receiver.standby) assert.equal(track.nodeId, at.nodeId);
    });
  });

  it('MED37 pipes no standby track, not even for another node', () => {
    always((at, plan) => {
      for (const track of at.tracks) if (track.standby) assert.ok(!plan.pulls.has(track.trackId));
      for (const { track } of offeredTo(at, plan)) if (track.standby) assert.equal(track.nodeId, at.nodeId);
    });
  });

  it('MED38 is for a home leg everything that others send here, standby too', () => {
    always((at, plan) => {
      for (const receiver of at.receivers)
        for (const track of at.tracks)
          if (track.nodeId === at.nodeId && track.participantId !== receiver.participantId)
            assert.ok(plan.offers.get(receiver.participantId)?.has(track.trackId));
    });
  });

  it('MED38 is for a home leg every home track of others, but what has moved here', () => {
    always((at, plan) => {
      for (const receiver of at.receivers) {
        if (receiver.standby) continue;
        for (const track of at.tracks) {
          if (track.standby || track.nodeId === at.nodeId || track.participantId === receiver.participantId)
            continue;
          const movedHere =
            at.homeHere.has(track.participantId) &&
            at.tracks.some(
              (other) =>
                other.nodeId === at.nodeId &&
                !other.standby &&
                other.participantId === track.participantId &&
                other.source === track.source,
            );
          assert.equal(plan.offers.get(receiver.participantId)?.has(track.trackId), !movedHere);
          assert.equal(plan.pulls.has(track.trackId), !movedHere);
        }
      }
    });
  });

  it('MED43 loses nothing by a promotion: all that was offered before is offered after', () => {
    always((at, plan) => {
      for (const moving of at.receivers) {
        const home = (id: string) => id === moving.participantId;
        const moved: Situation = {
          ...at,
          tracks: at.tracks.map((track) =>
            home(track.participantId) && track.nodeId === at.nodeId ? { ...track, standby: false } : track,
          ),
          receivers: at.receivers.map((r) => (home(r.participantId) ? { ...r, standby: false } : r)),
        };
        const after = planSubscriptions(moved, supersededBy(moved));
        for (const [participantId, trackIds] of plan.offers)
          for (const trackId of trackIds)
            if (!at.homeHere.has(moving.participantId))
              assert.ok(after.offers.get(participantId)?.has(trackId));
      }
    });
  });
});
