import { systemClock } from '@weft/proto';
import { untilBack } from './coming-back.ts';
import type { Fault, Injected, Scene } from './fault.ts';
import { processOf, workersOf } from './processes.ts';

const nothing = (): Promise<void> => Promise.resolve();
const now = (): number => systemClock.now();

/** The node that carries the customer. */
const homeOf = async ({ call }: Scene): Promise<string> => (await call.customer.stats()).nodeId;

const workerKill: Fault = {
  name: 'worker-kill',
  does: "kill -9 of the mediasoup worker at the customer's home node",
  watchMs: 4_000,
  moves: true,
  inject: async (scene) => {
    const target = await homeOf(scene);
    const workers = await workersOf(scene.stack, target);
    if (workers.length === 0) throw new Error(`${target} has no worker`);
    const atMs = now();
    for (const pid of workers) process.kill(pid, 'SIGKILL');
    return { atMs, target, heal: nothing };
  },
};

const nodeKill: Fault = {
  name: 'node-kill',
  does: "kill -9 of the customer's home node: the service and its workers",
  watchMs: 4_000,
  moves: true,
  inject: async (scene) => {
    const target = await homeOf(scene);
    return { atMs: await killNode(scene, target), target, heal: nothing };
  },
};

const workerStop: Fault = {
  name: 'worker-stop',
  does: "SIGSTOP of the mediasoup worker at the customer's home node: the service answers, media does not come",
  watchMs: 6_000,
  moves: true,
  inject: async (scene) => {
    const target = await homeOf(scene);
    return { ...stop(await workersOf(scene.stack, target)), target };
  },
};

const nodeStop: Fault = {
  name: 'node-stop',
  does: "SIGSTOP of the customer's home node and its workers: frozen, with open sockets",
  watchMs: 6_000,
  moves: true,
  inject: async (scene) => {
    const target = await homeOf(scene);
    const workers = await workersOf(scene.stack, target);
    return { ...stop([...workers, processOf(scene.stack, target)]), target };
  },
};

const networkCut: Fault = {
  name: 'network-cut',
  does: "the customer's home node is unplugged in a network namespace of its own: nothing answers, nothing closes",
  watchMs: 6_000,
  moves: true,
  needs: 'networks',
  inject: async (scene) => {
    const { networks } = scene;
    if (networks === undefined) throw new Error('the nodes have no networks of their own');
    const target = await homeOf(scene);
    const atMs = now();
    await networks.unplug(target);
    return { atMs, target, heal: () => networks.plugIn(target) };
  },
};

const regionLoss: Fault = {
  name: 'region-loss',
  does: "kill -9 of every media node of the customer's region at once",
  watchMs: 6_000,
  moves: true,
  inject: async (scene) => {
    const { region } = await scene.call.customer.stats();
    const nodes = scene.stack.services.filter((one) => one.kind === 'node' && one.region === region);
    const times = await Promise.all(nodes.map(({ name }) => killNode(scene, name)));
    // The next death is to find the whole mesh: with the other region's nodes still away there is nowhere to go.
    const heal = async (): Promise<void> => {
      await Promise.all(nodes.map(({ name }) => untilBack(scene.stack, name)));
    };
    return { atMs: Math.min(...times), target: nodes.map(({ name }) => name).join(' '), heal };
  },
};

/** Ends a node's service and its workers at the same moment, as the loss of its machine does; resolves with the moment. */
async function killNode({ stack }: Scene, name: string): Promise<number> {
  const pids = [...(await workersOf(stack, name)), processOf(stack, name)];
  const atMs = now();
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return atMs;
}

/** Freezes processes in this order until they are healed. */
function stop(pids: readonly number[]): Pick<Injected, 'atMs' | 'heal'> {
  const atMs = now();
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  const heal = (): Promise<void> => {
    for (const pid of pids.toReversed()) resume(pid);
    return nothing();
  };
  return { atMs, heal };
}

function resume(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // Its supervisor or its watchdog ended it meanwhile.
  }
}

/** Deaths of what carries media. */
export const nodeFaults: readonly Fault[] = [
  ...[workerKill, workerStop, nodeKill, nodeStop, networkCut, regionLoss],
];
