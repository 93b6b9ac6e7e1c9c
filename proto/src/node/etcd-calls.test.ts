import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GRPCUnavailableError } from 'etcd3';
import { ManualClock } from '../clock.ts';
import { withinCall } from './etcd-calls.ts';

const turns = () => new Promise((resolve) => setImmediate(resolve));

describe('a call to etcd', () => {
  it('is over when its time is, however often it is tried', async () => {
    const clock = new ManualClock();
    const never = withinCall(() => new Promise<never>(() => undefined), 4_000, clock);
    let told = false;
    const refused = assert.rejects(never, { code: 'TIMEOUT' }).then(() => {
      told = true;
    });
    clock.advance(3_999);
    await turns();
    assert.equal(told, false);
    clock.advance(1);
    await refused;
  });

  it('is tried again where a member cannot answer, and told how often it was', async () => {
    const clock = new ManualClock();
    const tries: number[] = [];
    const answer = withinCall(
      (triesBefore) => {
        tries.push(triesBefore);
        return triesBefore < 2 ? Promise.reject(new GRPCUnavailableError('away')) : Promise.resolve('here');
      },
      4_000,
      clock,
    );
    for (const pauseMs of [0, 100, 200]) {
      clock.advance(pauseMs);
      await turns();
    }
    assert.equal(await answer, 'here');
    assert.deepEqual(tries, [0, 1, 2]);
  });

  it('is not tried again where etcd itself refuses it', async () => {
    let tries = 0;
    const refused = withinCall(
      () => {
        tries += 1;
        return Promise.reject(new Error('too large'));
      },
      4_000,
      new ManualClock(),
    );
    await assert.rejects(refused, { code: 'UNAVAILABLE' });
    assert.equal(tries, 1);
  });
});
