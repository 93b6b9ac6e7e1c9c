import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StillCamera } from './still-camera.ts';

/** Looks every two seconds at what a camera gave; the looks at which it is to be opened anew. */
function renewals(looks: readonly (readonly [mediaTrackId: string, frames: number] | undefined)[]): number[] {
  const camera = new StillCamera();
  return looks.flatMap((look, index) => {
    const now = look === undefined ? undefined : { mediaTrackId: look[0], frames: look[1] };
    return camera.isStill(now, index * 2_000) ? [index] : [];
  });
}
const still = (mediaTrackId: string, looks: number, frames = 0) =>
  Array.from({ length: looks }, (): [string, number] => [mediaTrackId, frames]);

describe('a camera that is on', () => {
  it('is opened anew when no frame has come for four seconds', () => {
    assert.deepEqual(renewals(still('a', 3)), [2]);
  });

  it('is left as it is while frames come, however few', () => {
    assert.deepEqual(renewals([1, 2, 3, 4, 5, 6].map((frames) => ['a', frames])), []);
  });

  it('is opened anew when it stops in the middle, too', () => {
    assert.deepEqual(renewals([['a', 10], ['a', 90], ...still('a', 2, 90)]), [3]);
  });

  it('is opened anew twice at most until it gives something', () => {
    assert.deepEqual(renewals([...still('a', 4), ...still('b', 4), ...still('c', 10)]), [2, 6]);
    const gave: [string, number][] = [
      ['b', 0],
      ['b', 30],
    ];
    assert.deepEqual(
      renewals([...still('a', 3), ...gave, ...still('b', 2, 30), ...still('c', 3)]),
      [2, 6, 9],
    );
  });

  it('is no matter while it is off, or where the browser does not say', () => {
    assert.deepEqual(renewals([undefined, ['a', 0], undefined, ['a', 0], undefined, ['a', 0]]), []);
  });
});
