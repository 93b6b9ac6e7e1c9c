import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@weft/proto';
import type { Frame, Page } from 'playwright-core';
import { faultNamed } from '../failover/faults.ts';
import { Rig } from '../failover/rig.ts';
import { tryFault } from '../failover/trial.ts';

/** So many tracks of each sound that the page plays are enabled. */
const playedAtOnce = (frame: Frame | Page): Promise<readonly number[]> =>
  frame.evaluate(() =>
    [...document.querySelectorAll('audio')]
      .map(({ srcObject }) => (srcObject instanceof MediaStream ? srcObject.getAudioTracks() : []))
      .filter((tracks) => tracks.length > 0)
      .map((tracks) => tracks.filter(({ enabled }) => enabled).length),
  );

test('a hot call has every voice twice, plays it once, and lives when the worker that carries it is killed', async () => {
  await using rig = await Rig.create({ hot: true });
  const call = await rig.call();
  await call.untilSteady();
  for (const { frame } of call.ends) assert.deepEqual(await playedAtOnce(frame), [1]);
  const { ends, lost } = await tryFault(faultNamed('worker-kill'), rig, call, systemClock);
  assert.equal(lost, undefined);
  const { nodeId } = await call.customer.stats();
  assert.notEqual(nodeId, ends[0]?.home);
  // As good as new: the next death would find every voice twice again.
  await call.untilSteady();
  for (const { frame } of call.ends) assert.deepEqual(await playedAtOnce(frame), [1]);
  await call.hangUp();
});
