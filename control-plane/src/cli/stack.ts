import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Clock, isId, systemClock } from '@weft/proto';
import { ensureBusUsers } from './bus-users.ts';
import { DataFolder } from './data-folder.ts';
import { childEnvironment } from './environment.ts';
import { CommandFailure } from './failure.ts';
import { Fleet } from './fleet.ts';
import { type Layout, layoutOf } from './layout.ts';
import { endLeftovers } from './leftovers.ts';
import { ensurePages } from './page-build.ts';
import { addressesOf, edgeUrl, planServices } from './plan.ts';
import { requireFreePorts } from './port-holder.ts';
import { fixedPorts, freePorts, type StackPorts } from './ports.ts';
import { findPrograms } from './programs.ts';
import { natsConfig, natsFiles } from './servers.ts';
import { ensureSignIns, type SignIn } from './sign-ins.ts';
import type { StackAddresses, StackOptions, StackService } from './stack-options.ts';

/** The root of the checkout, where the services' sources lie. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAX_PLACES = 64;
const MAX_CONTROLS = 8;

interface Running {
  readonly url: string;
  readonly dataDir: string;
  readonly addresses: StackAddresses;
  readonly signIns: readonly SignIn[];
  readonly fleet: Fleet;
  readonly owned: AsyncDisposableStack;
}

/** A whole Weft on this machine: real servers, and every service a process of its own. */
export class Stack implements AsyncDisposable {
  readonly #running: Running;

  constructor(running: Running) {
    this.#running = running;
  }

  /** The pages and the HTTP API. */
  get url(): string {
    return this.#running.url;
  }

  get dataDir(): string {
    return this.#running.dataDir;
  }

  get addresses(): StackAddresses {
    return this.#running.addresses;
  }

  /** Who may sign in, with passwords made for this data folder. */
  get signIns(): readonly SignIn[] {
    return this.#running.signIns;
  }

  /** Every process as it is now, in the order they were started. */
  get services(): readonly StackService[] {
    return this.#running.fleet.services.map(({ name, kind, region, pid, url, logFile }) => ({
      ...{ name, kind, region, pid, url, logFile },
    }));
  }

  /** Sends a signal to a service's process, which is started again if it dies of it. Throws for an unknown name. */
  kill(name: string, signal: NodeJS.Signals): void {
    this.#running.fleet.find(name).signal(signal);
  }

  /** Ends a service at once and leaves it so until `restart`. */
  end(name: string): void {
    this.#running.fleet.find(name).stopNow();
  }

  /** Stops a service in good order and starts it anew. Resolves when it is ready; throws when it does not come up. */
  async restart(name: string): Promise<void> {
    await this.#running.fleet.find(name).restart();
  }

  /** Stops everything in the written order. Resolves when no process is left. */
  async stop(): Promise<void> {
    await this.#running.owned.disposeAsync();
  }

  /** Ends every process at once, without waiting. `stop` is still to be called. */
  stopNow(): void {
    this.#running.fleet.stopNow();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

function checkedLayout(
  regions: readonly string[],
  nodesPerRegion: number,
  controls: number,
  servers: number,
): Layout {
  const bad = regions.find((region) => !isId(region));
  if (bad !== undefined)
    throw new CommandFailure(`"${bad}" is not a region's name: letters, digits, - and _ are.`);
  if (regions.length === 0 || new Set(regions).size !== regions.length) {
    throw new CommandFailure('A stack needs at least one region, and each of another name.');
  }
  if (
    !Number.isInteger(nodesPerRegion) ||
    nodesPerRegion < 1 ||
    nodesPerRegion * regions.length > MAX_PLACES
  ) {
    throw new CommandFailure(
      `A stack has at least one media node in each region and at most ${MAX_PLACES} in all.`,
    );
  }
  if (!Number.isInteger(controls) || controls < 1 || controls > MAX_CONTROLS) {
    throw new CommandFailure(`A stack has 1 to ${MAX_CONTROLS} instances of the control plane.`);
  }
  if (servers !== 1 && servers !== 3) {
    throw new CommandFailure('A stack has one nats-server and one etcd, or three of each.');
  }
  return layoutOf(regions, nodesPerRegion, controls, servers);
}

async function choosePorts(layout: Layout, options: StackOptions): Promise<StackPorts> {
  const free = options.freePorts === true;
  const ports = free ? await freePorts(layout, options.httpPort) : fixedPorts(layout, options.httpPort);
  await requireFreePorts(ports);
  return ports;
}

/**
 * Starts a stack and resolves when every part of it is ready. Throws
 * CommandFailure with one sentence when it cannot be: then nothing of it runs.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const clock: Clock = options.clock ?? systemClock;
  const tell = options.onEvent ?? (() => undefined);
  const { regions = ['eu', 'ap'], nodesPerRegion = 2, controls = 1, servers = 1 } = options;
  const layout = checkedLayout(regions, nodesPerRegion, controls, servers);
  const programs = await findPrograms();
  const folder = new DataFolder(options.dataDir);
  await folder.prepare();

  await using owned = new AsyncDisposableStack();
  owned.use(await folder.lock());
  const names = await endLeftovers(await folder.readState(), clock);
  if (names.length > 0) tell({ what: 'leftovers', names });
  const signIns = await ensureSignIns(folder);
  const ports = await choosePorts(layout, options);
  const busUsers = await ensureBusUsers(folder);
  for (const [i, file] of natsFiles(folder, ports).entries())
    await writeFile(file, natsConfig(folder, ports, busUsers, i), { mode: 0o600 });

  const withPages = options.pages ?? true;
  const planned = planServices({
    ...{ root: ROOT, folder, layout, ports, programs, busUsers },
    pagesDir: withPages ? `${ROOT}agent-web/dist` : '',
    workersPerNode: options.workersPerNode ?? 1,
    origins: options.origins ?? [],
    node: process.execPath,
    baseEnvironment: childEnvironment(ROOT, process.env),
    settings: options.settings ?? {},
  });
  const plans = (await options.replan?.(planned)) ?? planned;
  const { httpUrl: url, natsUrl, etcdUrl } = addressesOf(ports);
  const fleet = owned.use(new Fleet({ plans, folder, url, clock, onEvent: tell }));
  options.now?.addEventListener('abort', () => fleet.stopNow(), { once: true });
  const pages = withPages
    ? ensurePages(ROOT, clock, (detail) => tell({ what: 'pages', detail }), options.signal)
    : Promise.resolve();
  await fleet.start(pages, options.signal);

  const edges = layout.edges.map(({ id, region }) => ({ id, region, url: edgeUrl(ports, id) }));
  const addresses = { natsUrl, etcdUrl, edges };
  return new Stack({ url, dataDir: folder.path, addresses, signIns, fleet, owned: owned.move() });
}
