import type { startTemporaryStack } from '../stack/temporary-stack.ts';
import { type Forwarder, forward } from './forwarder.ts';

export type Replan = NonNullable<NonNullable<Parameters<typeof startTemporaryStack>[0]>['replan']>;
export type Plan = Parameters<Replan>[0][number];

/** What a node is told of where the servers are. */
const SERVERS = ['WEFT_NATS_URL', 'WEFT_ETCD_URL'];
const ON_LOOPBACK = /127\.0\.0\.1:(\d+)/g;
/** All of 127.0.0.0/8 is this machine. One /24 of it is taken by the process's id. */
const NETWORK = '127.213';
const NETWORKS = 250;
const FIRST = 2;

/**
 * A way of its own for each media node of a stack to nats-server and etcd. It can fall silent, while the node's clients and the
 * other nodes reach it as ever.
 */
export class Doors implements AsyncDisposable {
  readonly #doors = new Map<string, Forwarder>();
  readonly #owned = new AsyncDisposableStack();

  /** Gives each node of a stack its door, on the loopback. Bound: 250 nodes. */
  readonly replan: Replan = (plans) => {
    const nodes = plans.filter(({ kind }) => kind === 'node');
    return Promise.all(
      plans.map((plan) => {
        const address = `${NETWORK}.${process.pid % NETWORKS}.${FIRST + nodes.indexOf(plan)}`;
        return nodes.includes(plan) ? this.open(plan, address) : plan;
      }),
    );
  };

  /** The node as it is told that the servers are at this address, where its door is from now on. */
  async open(plan: Plan, address: string): Promise<Plan> {
    const ports = SERVERS.flatMap((name) =>
      [...(plan.env[name] ?? '').matchAll(ON_LOOPBACK)].map(([, port]) => Number(port)),
    );
    this.#doors.set(plan.name, this.#owned.use(await forward(address, [...new Set(ports)])));
    const there = (text: string): string => text.replaceAll(ON_LOOPBACK, `${address}:$1`);
    const servers = SERVERS.map((name) => [name, there(plan.env[name] ?? '')]);
    return { ...plan, env: { ...plan.env, ...Object.fromEntries(servers) } };
  }

  /** Nothing passes between the node and the servers, and nobody is told. */
  close(nodeId: string): void {
    this.#door(nodeId).stop();
  }

  /** Everything passes again. */
  reopen(nodeId: string): void {
    this.#door(nodeId).go();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  #door(nodeId: string): Forwarder {
    const door = this.#doors.get(nodeId);
    if (door === undefined) throw new Error(`${nodeId} has no door of its own`);
    return door;
  }
}
