import { networkInterfaces } from 'node:os';
import { lives } from '../stack/processes.ts';
import { ip } from './command.ts';
import { Doors, type Plan, type Replan } from './doors.ts';
import type { Hook } from './dropping.ts';

/** One of these /24 networks is taken, by the third number. */
const NETWORK = '10.213';
const NETWORKS = 250;
const HOST = 1;
const FIRST_NODE = 2;
/** The bridge's own. Without one it takes the least of its cables' and changes it when that is pulled: then no other node finds this machine, and the pulled one is heard. */
const BRIDGE_MAC = '02:57:45:46:54:01';
/** The addresses of this machine that lead to the servers: a node's door is so far above the node. */
const DOORS = 120;
/** Of everything here, so that what a killed process left behind is known: "weft" and its process id. */
const OURS = /\bweft(\d+)/g;

/**
 * A network namespace for each media node of a stack, all of them and this
 * machine's own joined by a bridge. A node that is unplugged is there, and so
 * are its sockets: nothing answers, nothing closes. Needs root. Bound: 100 nodes.
 */
export class NodeNetworks implements AsyncDisposable {
  /** Each node's way to the servers. */
  readonly doors: Doors;
  readonly #bridge = `weft${process.pid}`;
  readonly #third: number;
  readonly #nodes = new Map<string, { readonly namespace: string; readonly cable: string }>();
  readonly #owned = new AsyncDisposableStack();

  private constructor(third: number) {
    this.#third = third;
    this.doors = this.#owned.use(new Doors());
  }

  /** Removes what killed processes left behind, and makes the bridge. Throws with ip's words. */
  static async create(): Promise<NodeNetworks> {
    await removeLeftovers();
    const networks = new NodeNetworks(freeThird());
    const bridge = networks.#bridge;
    await ip(`link add ${bridge} address ${BRIDGE_MAC} type bridge`);
    networks.#owned.defer(async () => void (await ip(`link del ${bridge}`)));
    await ip(`addr add ${networks.#address(HOST)}/24 dev ${bridge}`);
    await ip(`link set ${bridge} up`);
    return networks;
  }

  /** Where packets between the nodes and this machine can be dropped. */
  get hooks(): readonly Hook[] {
    return [
      { device: this.#bridge, direction: 'ingress' },
      { device: this.#bridge, direction: 'egress' },
    ];
  }

  /** Puts each node of a stack in its namespace. */
  readonly replan: Replan = async (plans) => {
    const nodes = plans.filter(({ kind }) => kind === 'node');
    const moved = new Map<Plan, Plan>();
    for (const [i, plan] of nodes.entries()) moved.set(plan, await this.#enclose(plan, FIRST_NODE + i));
    return plans.map((plan) => moved.get(plan) ?? plan);
  };

  /** Pulls a node's cable. */
  async unplug(nodeId: string): Promise<void> {
    await ip(`link set ${this.#node(nodeId).cable} nomaster`);
  }

  /** Puts it back. */
  async plugIn(nodeId: string): Promise<void> {
    await ip(`link set ${this.#node(nodeId).cable} master ${this.#bridge}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  async #enclose(plan: Plan, number: number): Promise<Plan> {
    const namespace = `${this.#bridge}-${plan.name}`;
    const cable = `${this.#bridge}n${number}`;
    const address = this.#address(number);
    await ip(`netns add ${namespace}`);
    // Its end of the cable goes with it, and so does the other.
    this.#owned.defer(async () => void (await ip(`netns del ${namespace}`)));
    await ip(`link add ${cable} type veth peer name eth0 netns ${namespace}`);
    await ip(`link set ${cable} master ${this.#bridge} up`);
    await ip(`-n ${namespace} addr add ${address}/24 dev eth0`);
    await ip(`-n ${namespace} link set eth0 up`);
    await ip(`-n ${namespace} link set lo up`);
    this.#nodes.set(plan.name, { namespace, cable });
    const door = this.#address(DOORS + number);
    await ip(`addr add ${door}/24 dev ${this.#bridge}`);
    const told = await this.doors.open(plan, door);
    return {
      ...told,
      url: plan.url.replace('127.0.0.1', address),
      command: 'ip',
      args: ['netns', 'exec', namespace, plan.command, ...plan.args],
      env: { ...told.env, WEFT_NODE_LISTEN_IP: address },
    };
  }

  #address(last: number): string {
    return `${NETWORK}.${this.#third}.${last}`;
  }

  #node(nodeId: string): { readonly namespace: string; readonly cable: string } {
    const node = this.#nodes.get(nodeId);
    if (node === undefined) throw new Error(`${nodeId} has no network of its own`);
    return node;
  }
}

/** The first network that this machine is not in, beginning at random. */
function freeThird(): number {
  const taken = new Set(
    Object.values(networkInterfaces()).flatMap((addresses = []) => addresses.map(({ address }) => address)),
  );
  for (let i = 0; i < NETWORKS; i += 1) {
    const third = (process.pid + i) % NETWORKS;
    if (!taken.has(`${NETWORK}.${third}.${HOST}`)) return third;
  }
  throw new Error(`all networks of ${NETWORK}.0.0/16 are taken`);
}

async function removeLeftovers(): Promise<void> {
  const left = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => [...line.matchAll(OURS)].some(([, pid]) => !lives(Number(pid))))
      .flatMap((line) => /\bweft[\w-]+/.exec(line)?.[0] ?? []);
  for (const namespace of left(await ip('netns list'))) await ip(`netns del ${namespace}`);
  for (const bridge of left(await ip('-o link show type bridge'))) await ip(`link del ${bridge}`);
}
