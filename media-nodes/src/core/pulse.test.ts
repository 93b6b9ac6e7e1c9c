import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { PULSE_INTERVAL_MS, Pulse } from './pulse.ts';

describe("the node's pulse", () => {
  it('MED47 is one timer for all rooms, and none while no room listens', () => {
    const clock = new ManualClock();
    const pulse = new Pulse(clock);
    assert.equal(clock.pending, 0);
    const heard: number[][] = [[], []];
    const rooms = heard.map((counts) =>
      pulse.add((payload) => counts.push(Buffer.from(payload).readUInt32BE())),
    );
    assert.equal(clock.pending, 1);
    clock.advance(PULSE_INTERVAL_MS * 3);
    assert.deepEqual(heard, [
      [1, 2, 3],
      [1, 2, 3],
    ]);
    rooms[0]?.[Symbol.dispose]();
    clock.advance(PULSE_INTERVAL_MS);
    assert.deepEqual(heard[0], [1, 2, 3]);
    assert.deepEqual(heard[1], [1, 2, 3, 4]);
    rooms[1]?.[Symbol.dispose]();
    assert.equal(clock.pending, 0);
    // It counts on: a listener must not take a later beat for an earlier one.
    using _again = pulse.add((payload) => heard[0]?.push(Buffer.from(payload).readUInt32BE()));
    clock.advance(PULSE_INTERVAL_MS);
    assert.equal(heard[0]?.at(-1), 5);
  });
});
