import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sleep, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { processOf, workersOf } from '../failover/processes.ts';
import { startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';
import { leftOf } from '../webrtc/leftovers.ts';
import { Party, type PartyKind } from '../webrtc/party.ts';

/** All bots and the whole mesh wait for the same two cores. */
const PATIENCE = { timeoutMs: 60_000, intervalMs: 200 };
/** What is wrong for good still comes after this. */
const LISTEN_MS = 1_500;

let temporary: TemporaryStack;
before(async () => {
  temporary = await startTemporaryStack({ pages: false });
});
after(() => temporary?.[Symbol.asyncDispose]());

const KINDS: readonly (readonly [string, PartyKind])[] = [
  ['a supervisor listens to', { mei: 'listen' }],
  ['a supervisor whispers in', { mei: 'whisper' }],
  ['a supervisor has barged into', { mei: 'barge' }],
  ['a colleague was asked into', { wei: true }],
  ['a colleague was asked into on hold', { wei: true, held: true }],
  [
    'a supervisor whispers while a colleague is asked in and the customer holds in',
    { mei: 'whisper', wei: true, held: true },
  ],
];

for (const [what, kind] of KINDS) {
  test(`a call that ${what} goes on as it was when what carries it is killed, part by part`, async () => {
    const { stack } = temporary;
    await using party = await Party.start(stack, kind, systemClock);
    party.forgetVoices();
    const whole = async (after: string): Promise<void> => {
      await until(
        async () => (party.wrong === undefined ? true : `after ${after}: ${party.wrong}`),
        PATIENCE,
      );
      await sleep(systemClock, LISTEN_MS);
      await until(
        async () => (party.wrong === undefined ? true : `after ${after}: ${party.wrong}`),
        PATIENCE,
      );
      assert.deepEqual(party.leaks, [], after);
    };
    await whole('nothing');
    for (const name of party.names) {
      const { nodeId } = party.bot(name).failover;
      for (const pid of await workersOf(stack, nodeId)) process.kill(pid, 'SIGKILL');
      await until(
        async () => party.bot(name).failover.nodeId !== nodeId || `${name} stays at ${nodeId}`,
        PATIENCE,
      );
      await until(
        async () => (await workersOf(stack, nodeId)).length > 0 || `${nodeId} has no worker`,
        PATIENCE,
      );
      await whole(`the death of the worker of ${name} at ${nodeId}`);
    }
    for (const name of party.names) {
      const { nodeId } = party.bot(name).failover;
      const pid = processOf(stack, nodeId);
      stack.kill(nodeId, 'SIGKILL');
      await until(
        async () => party.bot(name).failover.nodeId !== nodeId || `${name} stays at ${nodeId}`,
        PATIENCE,
      );
      await until(async () => again(nodeId, pid), PATIENCE);
      await whole(`the death of the node of ${name}, ${nodeId}`);
    }
    const control = stack.services.find((service) => service.kind === 'control');
    const controlPid = control?.pid ?? 0;
    stack.kill(control?.name ?? '', 'SIGKILL');
    await until(async () => again(control?.name ?? '', controlPid), PATIENCE);
    const answers = (): Promise<boolean> =>
      fetch(`${stack.url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(async () => (await answers()) || 'the control plane is not ready', PATIENCE);
    await whole('the death of the control plane');
    await party.hangUp();
    await until(async () => {
      const left = await leftOf(stack);
      return left.length === 0 || left.join(', ');
    }, PATIENCE);
  });
}

/** Whether a service that died is there again. */
function again(name: string, before: number): true | string {
  const now = temporary.stack.services.find((service) => service.name === name);
  return (now?.pid !== undefined && now.pid !== 0 && now.pid !== before) || `${name} is not there again`;
}
