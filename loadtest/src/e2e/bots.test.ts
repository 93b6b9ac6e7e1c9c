import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { workersOf } from '../failover/processes.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { Calls } from '../webrtc/calls.ts';
import { leftOf } from '../webrtc/leftovers.ts';

/** All bots and the whole mesh wait for the same two cores. */
const PATIENCE = { timeoutMs: 60_000, intervalMs: 200 };
const CONTEXT = { clock: systemClock, options: new Map<string, string>(), progress: () => undefined };

test('calls between bots carry voices both ways, live when a worker dies under them, and leave nothing', async () => {
  await using temporary = await startTemporaryStack({ pages: false });
  const { stack } = temporary;
  await using calls = await Calls.start(stack, 2, CONTEXT);
  await calls.untilWhole(PATIENCE.timeoutMs);
  const nodeId = calls.fullestNode;
  const moved = calls.homesAt(nodeId);
  assert.ok(moved.length > 0, 'nobody was at the node that dies');
  for (const pid of await workersOf(stack, nodeId)) process.kill(pid, 'SIGKILL');
  await until(
    async () => moved.every(({ failover }) => failover.nodeId !== nodeId) || 'somebody stayed',
    PATIENCE,
  );
  await until(async () => (await workersOf(stack, nodeId)).length > 0 || 'no worker came again', PATIENCE);
  await calls.untilWhole(PATIENCE.timeoutMs);
  assert.ok(moved.every(({ failover }) => failover.moves >= 1));
  assert.deepEqual(calls.lost, []);
  await calls.hangUp();
  await until(async () => {
    const left = await leftOf(stack);
    return left.length === 0 || left.join(', ');
  }, PATIENCE);
});
