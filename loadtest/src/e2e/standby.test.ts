import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { workersOf } from '../failover/processes.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { Bot } from '../webrtc/bot.ts';
import { Voice } from '../webrtc/voice.ts';
import { signIn } from '../wire/http.ts';

/** All bots and the whole mesh wait for the same two cores, and a leg is given up after ten seconds. */
const PATIENCE = { timeoutMs: 90_000, intervalMs: 200 };
const AGENT_VOICE = 1;

test('who cannot reach their standby gets another one, and goes on there when the home dies', async () => {
  await using temporary = await startTemporaryStack({ pages: false });
  const { stack } = temporary;
  await using owned = new AsyncDisposableStack();
  const options = (voice: number, region: string) => ({
    ...{ region, clock: systemClock, voice: owned.use(new Voice(systemClock, voice)) },
  });
  const person = stack.signIns.find(({ login }) => login === 'anna');
  assert.ok(person !== undefined);
  const session = await signIn(stack.url, 'anna', person.password);
  const anna = owned.use(await Bot.agent(session, options(AGENT_VOICE, 'ap')));
  // The first node the customer connects to is home; the next one after it never hears of them.
  const ports: number[] = [];
  const reaches = (port: number): boolean => {
    if (!ports.includes(port)) ports.push(port);
    return ports.indexOf(port) !== 1;
  };
  const customer = owned.use(await Bot.customer(stack.url, 'Kim', { ...options(0, 'eu'), reaches }));
  await until(async () => customer.failover.standbyNodeId !== '' || 'no standby', PATIENCE);
  const home = customer.failover.nodeId;
  const { standbyNodeId: unreachable } = customer.failover;
  await until(async () => {
    const { ready, standbyNodeId } = customer.failover;
    return (ready && standbyNodeId !== unreachable) || `standby ${standbyNodeId}, ready: ${ready}`;
  }, PATIENCE);
  assert.deepEqual(
    [customer.failover.nodeId, customer.failover.moves],
    [home, 0],
    'the call was not touched',
  );
  await until(async () => anna.failover.ready || 'the agent has no standby', PATIENCE);
  const standby = customer.failover.standbyNodeId;
  for (const pid of await workersOf(stack, home)) process.kill(pid, 'SIGKILL');
  await until(async () => customer.failover.nodeId === standby || `at ${customer.failover.nodeId}`, PATIENCE);
  customer.forgetVoices();
  await until(async () => (customer.voices.get(AGENT_VOICE)?.frames ?? 0) > 50 || 'no voice', PATIENCE);
  assert.equal(customer.failover.moves, 1);
  assert.equal(customer.ended, undefined);
});
