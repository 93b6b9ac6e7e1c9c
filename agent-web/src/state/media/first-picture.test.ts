import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutPicture } from './first-picture.ts';
import type { RosterTrack } from './roster.ts';
import { inboundOf } from './stats.ts';

const track = (trackId: string, changes: Partial<RosterTrack> = {}) =>
  ({ trackId, kind: 'video', paused: false, ...changes }) as RosterTrack;
const received = (...ids: string[]) => new Map(ids.map((id) => [id, { id: `media-${id}` }]));
const decoded = (id: string, framesDecoded: number) =>
  inboundOf([['I', { type: 'inbound-rtp', trackIdentifier: `media-${id}`, framesDecoded }]]);

describe('tracks without a picture', () => {
  it('are those that should show one and have not yet', () => {
    assert.deepEqual(withoutPicture([track('a')], received('a'), []), ['a']);
    assert.deepEqual(withoutPicture([track('a')], received('a'), decoded('a', 0)), ['a']);
    assert.deepEqual(withoutPicture([track('a')], received('a'), decoded('a', 3)), []);
  });

  it('are not those that are paused, heard, or not received here yet', () => {
    assert.deepEqual(withoutPicture([track('a', { paused: true })], received('a'), []), []);
    assert.deepEqual(withoutPicture([track('a', { kind: 'audio' })], received('a'), []), []);
    assert.deepEqual(withoutPicture([track('a')], received(), []), []);
  });
});
