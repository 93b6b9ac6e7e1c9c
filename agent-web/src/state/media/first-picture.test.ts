import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutPicture } from './first-picture.ts';
import type { RosterTrack } from './roster.ts';
import { inboundOf } from './stats.ts';

const track = (trackId: string, changes: Partial<RosterTrack> = {}) =>
  ({ trackId, kind: 'video', paused: false, ...changes }) as RosterTrack;
const received = (...ids: string[]) => new Map(ids.map((id) => [id, { id: `media-${id}` }]));
const decoded = (id: string, framesDecoded: number, packetsReceived = 0) =>
  inboundOf([['I', { type: 'inbound-rtp', trackIdentifier: `media-${id}`, framesDecoded, packetsReceived }]]);

describe('tracks without a picture', () => {
  it('are those that should show one and have not yet', () => {
    assert.deepEqual(withoutPicture([track('a')], received('a'), [], 0), ['a']);
    assert.deepEqual(withoutPicture([track('a')], received('a'), decoded('a', 0), 0), ['a']);
    assert.deepEqual(withoutPicture([track('a')], received('a'), decoded('a', 3), 0), []);
  });

  it('are not those that are paused, heard, or not received here yet', () => {
    assert.deepEqual(withoutPicture([track('a', { paused: true })], received('a'), [], 0), []);
    assert.deepEqual(withoutPicture([track('a', { kind: 'audio' })], received('a'), [], 0), []);
    assert.deepEqual(withoutPicture([track('a')], received(), [], 0), []);
  });

  it('are those alone of which something comes, where only they are asked for', () => {
    assert.deepEqual(withoutPicture([track('a')], received('a'), [], 1), []);
    assert.deepEqual(withoutPicture([track('a')], received('a'), decoded('a', 0, 0), 1), []);
    assert.deepEqual(withoutPicture([track('a')], received('a'), decoded('a', 0, 2), 1), ['a']);
    assert.deepEqual(withoutPicture([track('a')], received('a'), decoded('a', 1, 2), 1), []);
  });
});
