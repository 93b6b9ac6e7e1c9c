import { systemClock } from '@weft/proto';
import type { Fault, Scene } from './fault.ts';
import { cutNetwork } from './network.ts';
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

const nodeStop: Fault = {
  name: 'node-stop',
  does: "SIGSTOP of the customer's home node and its workers: frozen, with open sockets",
  watchMs: 6_000,
  moves: true,
  inject: async (scene) => {
    const target = await homeOf(scene);
    const pids = [processOf(scene.stack, target), ...(await workersOf(scene.stack, target))];
    const atMs = now();
    for (const pid of pids.toReversed()) process.kill(pid, 'SIGSTOP');
    const heal = (): Promise<void> => {
      for (const pid of pids) resume(pid);
      return nothing();
    };
    return { atMs, target, heal };
  },
};

const networkCut: Fault = {
  name: 'network-cut',
  does: "all packets from and to the customer's home node are dropped: nothing answers, nothing closes",
  watchMs: 6_000,
  moves: true,
  inject: async (scene) => {
    const target = await homeOf(scene);
    const pids = [processOf(scene.stack, target), ...(await workersOf(scene.stack, target))];
    const cut = await cutNetwork(pids);
    return { atMs: cut.atMs, target, heal: async () => cut[Symbol.asyncDispose]() };
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
    return { atMs: Math.min(...times), target: nodes.map(({ name }) => name).join(' '), heal: nothing };
  },
};

/** Ends a node's service and its workers at the same moment, as the loss of its machine does; resolves with the moment. */
async function killNode({ stack }: Scene, name: string): Promise<number> {
  const pids = [...(await workersOf(stack, name)), processOf(stack, name)];
  const atMs = now();
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return atMs;
}

function resume(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // Its supervisor or its watchdog ended it meanwhile.
  }
}

/** Deaths of what carries media. */
export const nodeFaults: readonly Fault[] = [workerKill, nodeKill, nodeStop, networkCut, regionLoss];
