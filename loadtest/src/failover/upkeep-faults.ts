import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { metricOf } from '../stack/metrics.ts';
import type { Fault } from './fault.ts';
import { Operator } from './operator.ts';
import type { Stack } from './rig.ts';

/** Until a drained node is empty: the mesh waits up to 20 s for a standby to be ready. */
const EMPTY_TIMEOUT_MS = 60_000;

const drain: Fault = {
  name: 'drain',
  does: "the customer's home node is drained until nobody is left there",
  watchMs: 2_000,
  moves: false,
  inject: async ({ stack, call }) => {
    const target = (await call.customer.stats()).nodeId;
    const operator = await Operator.signIn(stack);
    const atMs = systemClock.now();
    await operator.drain(target, true);
    await untilEmpty(stack, target);
    return { atMs, target, heal: () => operator.drain(target, false) };
  },
};

const rollingRestart: Fault = {
  name: 'rolling-restart',
  does: 'every service is restarted in turn: media nodes after a drain, edges, control plane, nats-server, etcd',
  watchMs: 4_000,
  moves: false,
  inject: async ({ stack }) => {
    const operator = await Operator.signIn(stack);
    const atMs = systemClock.now();
    for (const { name, kind } of stack.services) {
      if (kind === 'node') {
        await operator.drain(name, true);
        await untilEmpty(stack, name);
      }
      await stack.restart(name);
      if (kind === 'node') await operator.drain(name, false);
    }
    return { atMs, target: 'all', heal: async () => undefined };
  },
};

/** What operators do in the day. */
export const upkeepFaults: readonly Fault[] = [drain, rollingRestart];

/** Waits until nobody's media is at a node: neither home nor standby. */
async function untilEmpty({ services }: Stack, nodeId: string): Promise<void> {
  const url = services.find(({ name }) => name === nodeId)?.url ?? '';
  await until(
    async () => {
      const left = await metricOf(url, 'weft_media_participants_count');
      return left === 0 || `${nodeId} still has ${left} participants`;
    },
    { timeoutMs: EMPTY_TIMEOUT_MS, intervalMs: 100 },
  );
}
