import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RoomNews, RoomState, type Track } from '@weft/proto';
import { BOUNDS } from './bounds.ts';
import { EMPTY_VIEW, FarSide, fold, rebase } from './far.ts';

type Body = NonNullable<RoomNews['body']>;

const track = (trackId: string, paused = false): Track => ({
  ...{ trackId, participantId: 'anna', kind: 'audio', source: 'microphone', paused, standby: false },
});
const added = (trackId: string): Body => ({ case: 'trackAdded', value: { track: track(trackId) } });
const removed = (trackId: string): Body => ({ case: 'trackRemoved', value: { trackId } });
const paused = (trackId: string): Body => ({ case: 'trackChanged', value: { trackId, paused: true } });
const heard = (body: Body) => ({ body, atMs: 0 });
const viewOf = (...bodies: Body[]) => bodies.map(heard).reduce(fold, EMPTY_VIEW);
const snapshotOf = (...ids: string[]) => RoomState.create({ tracks: ids.map((id) => track(id)) });
const idsIn = (view: { tracks: ReadonlyMap<string, Track> }) => [...view.tracks.keys()].sort();

describe('news of another node', () => {
  it('MED25 changes nothing when told twice, or of what is gone', () => {
    assert.deepEqual(idsIn(viewOf(added('a'), added('a'), removed('b'), paused('c'))), ['a']);
    assert.deepEqual(idsIn(viewOf(added('a'), removed('a'), paused('a'))), []);
  });

  it('MED25 gives the same after a snapshot, whichever of it the snapshot held already', () => {
    // The other node did these in order; the snapshot was taken after any number of them.
    const history = [added('a'), paused('a'), added('b'), removed('a'), added('c'), removed('c'), added('a')];
    const truth = viewOf(...history);
    for (let taken = 0; taken <= history.length; taken += 1) {
      const then = viewOf(...history.slice(0, taken));
      const snapshot = RoomState.create({ tracks: [...then.tracks.values()] });
      for (let asked = 0; asked <= taken; asked += 1) {
        const before = viewOf(...history.slice(0, asked));
        const result = rebase(before, snapshot, history.slice(asked).map(heard));
        assert.deepEqual(idsIn(result), idsIn(truth), `asked ${asked}, taken ${taken}`);
        assert.equal(result.tracks.get('a')?.paused, truth.tracks.get('a')?.paused);
      }
    }
  });

  it('MED25 drops by a snapshot what was removed unheard', () => {
    const far = new FarSide();
    far.hear('eu-1', added('a'), 0);
    assert.ok(far.openWindow('eu-1').finish(snapshotOf('b')));
    assert.deepEqual(idsIn(far.views.get('eu-1') ?? EMPTY_VIEW), ['b']);
  });

  it('MED25 keeps what was heard while two snapshots were on their way', () => {
    const far = new FarSide();
    const first = far.openWindow('eu-1');
    far.hear('eu-1', added('a'), 0);
    const second = far.openWindow('eu-1');
    far.hear('eu-1', removed('b'), 0);
    assert.ok(second.finish(snapshotOf('a', 'b')));
    assert.deepEqual(idsIn(far.views.get('eu-1') ?? EMPTY_VIEW), ['a']);
    assert.ok(first.finish(snapshotOf('b')));
    assert.deepEqual(idsIn(far.views.get('eu-1') ?? EMPTY_VIEW), ['a']);
  });

  it('MED26 is kept of a node that is not of the call yet, up to a bound', () => {
    const far = new FarSide();
    for (let n = 0; n < BOUNDS.maxFarNodes; n += 1) assert.ok(far.hear(`n-${n}`, added('a'), 0));
    assert.ok(!far.hear('one-more', added('a'), 0));
    assert.ok(far.hear('n-0', added('b'), 0));
    far.keepOnly(new Set(['n-0']));
    assert.deepEqual([...far.views.keys()], ['n-0']);
  });

  it('MED5 is bounded by tracks, and asks for a snapshot anew rather than keep news without end', () => {
    const many = Array.from({ length: BOUNDS.maxFarTracks + 10 }, (_, n) => added(`t${n}`));
    assert.equal(viewOf(...many).tracks.size, BOUNDS.maxFarTracks);
    const far = new FarSide();
    const window = far.openWindow('eu-1');
    for (let n = 0; n <= BOUNDS.maxWindowNews + 5; n += 1) far.hear('eu-1', removed('x'), 0);
    assert.equal(window.finish(snapshotOf('a')), false);
  });

  it('MED25 keeps levels and scores beside the tracks', () => {
    const view = viewOf(
      { case: 'speakerLevel', value: { participantId: 'anna', dbov: -20 } },
      { case: 'scores', value: { scores: [{ participantId: 'anna', score: 9 }] } },
      { case: 'participantLeft', value: { participantId: 'anna' } },
    );
    assert.equal(view.level?.dbov, -20);
    assert.equal(view.scores[0]?.score, 9);
  });
});
