import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sleep, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Operator } from '../failover/operator.ts';
import { processOf, workersOf } from '../failover/processes.ts';
import { seededRandom } from '../noise/random.ts';
import { startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';
import { leftOf } from '../webrtc/leftovers.ts';
import { Party } from '../webrtc/party.ts';

/** All bots and the whole mesh wait for the same two cores. */
const PATIENCE = { timeoutMs: 90_000, intervalMs: 200 };
const STEPS = Number(process.env.WEFT_STORM_STEPS ?? 6);
const SEED = Number(process.env.WEFT_STORM_SEED ?? systemClock.now() % 100_000);
/** What was on its way when something changed has arrived by then. */
const ON_THEIR_WAY_MS = 500;
const LISTEN_MS = 1_500;
const BLOWS = ['worker', 'node', 'control', 'worker and control', 'edge'] as const;

let temporary: TemporaryStack;
before(async () => {
  temporary = await startTemporaryStack({ pages: false });
});
after(() => temporary?.[Symbol.asyncDispose]());

for (const hot of [false, true]) {
  test(`in a${hot ? ' hot' : ''} call that changes while parts die everybody hears whom they should, and nobody else (seed ${SEED})`, async (t) => {
    const { stack } = temporary;
    const random = seededRandom(SEED + Number(hot));
    const pick = <Item>(items: readonly Item[]): Item => {
      const item = items[Math.floor(random.uniform() * items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    };
    await (await Operator.signIn(stack)).setHot('default', hot);
    await using party = await Party.start(stack, { mei: 'listen', wei: true }, systemClock);
    for (let step = 1; step <= STEPS; step += 1) {
      const blow = pick(BLOWS);
      const name = pick(party.names);
      const change = pick(['listen', 'whisper', 'whisper', 'barge', 'hold', 'hold'] as const);
      const waitMs = Math.floor(random.uniform() * 500) - 150;
      const what = `step ${step}: ${change}, and ${waitMs} ms later the ${blow} of ${name} at ${party.bot(name).failover.nodeId}`;
      t.diagnostic(what);
      const changed = async (): Promise<void> => {
        if (waitMs < 0) await sleep(systemClock, -waitMs);
        if (change === 'hold') await party.setHeld(party.kind.held !== true);
        else await party.setMei(change);
      };
      const struck = async (): Promise<readonly string[]> => {
        if (waitMs > 0) await sleep(systemClock, waitMs);
        return strike(blow, party.bot(name).failover.nodeId);
      };
      const [services] = await Promise.all([struck(), changed()]);
      await sleep(systemClock, ON_THEIR_WAY_MS);
      party.forgetVoices();
      for (const service of services) await untilThere(service);
      const whole = async (): Promise<void> => {
        await until(async () => (party.wrong === undefined ? true : `${what}: ${party.wrong}`), PATIENCE);
      };
      await whole();
      await sleep(systemClock, LISTEN_MS);
      await whole();
      assert.deepEqual(party.leaks, [], what);
    }
    await party.hangUp();
    await until(async () => {
      const left = await leftOf(stack);
      return left.length === 0 || left.join(', ');
    }, PATIENCE);
  });
}

/** Kills, and says which services have to come again. */
async function strike(blow: (typeof BLOWS)[number], nodeId: string): Promise<readonly string[]> {
  const { stack } = temporary;
  const kill = (name: string): string => {
    stack.kill(name, 'SIGKILL');
    return name;
  };
  const control = stack.services.find(({ kind }) => kind === 'control')?.name ?? '';
  const killWorkers = async (): Promise<void> => {
    for (const pid of await workersOf(stack, nodeId)) process.kill(pid, 'SIGKILL');
  };
  switch (blow) {
    case 'worker':
      await killWorkers();
      return [nodeId];
    case 'node':
      return [kill(nodeId)];
    case 'control':
      return [kill(control)];
    case 'worker and control':
      kill(control);
      await killWorkers();
      return [control, nodeId];
    case 'edge':
      return [kill(nodeId.replace(/-\d+$/, '-edge-1'))];
  }
}

/** Waits until a service that died, or its workers, are there again. */
async function untilThere(name: string): Promise<void> {
  const { stack } = temporary;
  const service = () => stack.services.find((one) => one.name === name);
  const answers = (): Promise<boolean> =>
    fetch(`${service()?.kind === 'control' ? stack.url : service()?.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(async () => (await answers()) || `${name} is not ready`, PATIENCE);
  if (service()?.kind !== 'node') return;
  await until(async () => {
    if (processOf(stack, name) === 0) return `${name} does not run`;
    return (await workersOf(stack, name)).length > 0 || `${name} has no worker`;
  }, PATIENCE);
}
