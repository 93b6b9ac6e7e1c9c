import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_QUEUE } from '@weft/proto';
import { startPostgres, type TestServer, until } from '@weft/proto/testing';
import { type Browser, startBrowser } from '../browser/chromium.ts';
import { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { ShopPage } from '../browser/shop-page.ts';
import { Doors } from '../network/doors.ts';
import { NodeNetworks } from '../network/node-networks.ts';
import { settingsWith, startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';
import { type CallKind, LiveCall } from './live-call.ts';
import { Operator } from './operator.ts';
import { watchReceived } from './probe.ts';
import { writeTone } from './tone.ts';

export type Stack = TemporaryStack['stack'];
type StackOptions = NonNullable<Parameters<typeof startTemporaryStack>[0]>;

/** Small, so that two cores can carry both ends and the mesh. */
const VIDEO = '320x180';
/** Of different height, so that nobody takes one for the other's echo. */
const TONES_HZ = { customer: 440, agent: 620 } as const;

/** How a rig is set up. */
export interface RigOptions {
  readonly stack?: StackOptions;
  /** Size of both pictures; `own` = what the pages choose. "320x180" when absent. */
  readonly video?: string;
  /** A network of its own for each media node, so that its cable can be pulled; needs root. */
  readonly networks?: boolean;
  /** A way of its own to the servers for each media node; with networks they have one anyway. */
  readonly doors?: boolean;
  /** A PostgreSQL of its own as the store; without, there is none, and calls need none. */
  readonly database?: boolean;
  /** Calls have sound on both legs. */
  readonly hot?: boolean;
}

/** A mesh, a browser for customers and one for an agent, both of which note what they receive. */
export class Rig implements AsyncDisposable {
  readonly stack: Stack;
  readonly chromium: string;
  readonly desk: DeskPage;
  readonly customers: Browser;
  readonly agents: Browser;
  /** Where nodes have networks of their own. */
  readonly networks: NodeNetworks | undefined;
  /** Where each node has its own way to the servers. */
  readonly doors: Doors | undefined;
  /** Where the rig has a store. */
  readonly database: TestServer | undefined;
  readonly #video: string;
  readonly #hot: boolean;
  readonly #owned: AsyncDisposableStack;

  private constructor(parts: {
    readonly stack: Stack;
    readonly networks: NodeNetworks | undefined;
    readonly doors: Doors | undefined;
    readonly database: TestServer | undefined;
    readonly customers: Browser;
    readonly agents: Browser;
    readonly desk: DeskPage;
    readonly video: string;
    readonly hot: boolean;
    readonly owned: AsyncDisposableStack;
  }) {
    this.stack = parts.stack;
    this.chromium = parts.customers.version;
    this.desk = parts.desk;
    this.customers = parts.customers;
    this.agents = parts.agents;
    this.networks = parts.networks;
    this.doors = parts.doors;
    this.database = parts.database;
    this.#video = parts.video;
    this.#hot = parts.hot;
    this.#owned = parts.owned;
  }

  /** Two instances of the control plane; customers are in eu, the agent is in ap and accepts by itself. */
  static async create({
    stack: options = {},
    video = VIDEO,
    networks: own = false,
    doors: ways = false,
    database: stored = false,
    hot = false,
  }: RigOptions = {}): Promise<Rig> {
    await using owned = new AsyncDisposableStack();
    const networks = own ? owned.use(await NodeNetworks.create()) : undefined;
    const doors = networks?.doors ?? (ways ? owned.use(new Doors()) : undefined);
    const replan = networks?.replan ?? doors?.replan;
    const database = stored ? owned.use(await startPostgres()) : undefined;
    const settings = database === undefined ? {} : { settings: settingsWith({ DATABASE_URL: database.url }) };
    const { stack } = owned.use(
      await startTemporaryStack({
        controls: 2,
        ...(replan === undefined ? {} : { replan }),
        ...settings,
        ...options,
      }),
    );
    if (hot) await (await Operator.signIn(stack)).setHot(DEFAULT_QUEUE, true);
    const folder = await mkdtemp(join(tmpdir(), 'weft-tones-'));
    owned.defer(() => rm(folder, { recursive: true, force: true }));
    const browser = async (side: keyof typeof TONES_HZ): Promise<Browser> => {
      const microphoneFile = join(folder, `${side}.wav`);
      await writeTone(microphoneFile, TONES_HZ[side]);
      const started = owned.use(await startBrowser({ microphoneFile, foreignScripts: true }));
      await watchReceived(started.context);
      return started;
    };
    const customers = await browser('customer');
    const agents = await browser('agent');
    const desk = await openDesk(agents, stack, 0, video);
    return new Rig({
      stack,
      networks,
      doors,
      database,
      customers,
      agents,
      desk,
      video,
      hot,
      owned: owned.move(),
    });
  }

  /**
   * A customer calls; resolves when both sides are in the call. `desk` is whose turn it is, `who` which of two customers:
   * one who calls again while in a call takes that to the new page.
   */
  async call(kind: CallKind = 'video', desk = this.desk, who = 0): Promise<LiveCall> {
    await untilFree(desk);
    const place = { region: 'eu', ...pictureOf(this.#video) };
    const shop = await ShopPage.open(this.customers.context, asPerson(this.stack.url, who), place);
    await shop.call(kind);
    await desk.untilWork('in-call', CALL_TIMEOUT_MS);
    const { state } = await shop.untilState('in-call', CALL_TIMEOUT_MS);
    const call = new LiveCall(state.call?.callId ?? '', shop, desk, kind, this.#hot);
    await call.quieten();
    return call;
  }

  /** The desk of one more agent. Beside the first in one browser, for a page's cookies are its host name's. */
  secondDesk(): Promise<DeskPage> {
    return openDesk(this.agents, this.stack, 1, this.#video);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

/** Two names of one host, so that two people can be signed in in one browser. */
const HOST_NAMES = ['127.0.0.1', 'localhost'];

const asPerson = (url: string, which: number): string => url.replace('127.0.0.1', HOST_NAMES[which] ?? '');

/** Signs the stack's first or second agent in, who accepts calls by itself. */
function openDesk({ context }: Browser, { url, signIns }: Stack, which: number, video: string) {
  const person = signIns.filter(({ role }) => role === 'agent')[which];
  if (person === undefined) throw new Error('the stack has no such agent');
  const place = { region: 'ap', ...pictureOf(video), autoAccept: true };
  return DeskPage.open(context, asPerson(url, which), person, place);
}

/** An agent in a call, or not yet back from one, would not be offered the next. */
const untilFree = (desk: DeskPage): Promise<void> =>
  until(
    async () => {
      const { state } = await desk.snapshot();
      const free = state.presence === 'available' && state.work?.name !== 'in-call';
      return free || `the agent is ${state.presence}, the work ${state.work?.name}`;
    },
    { timeoutMs: CALL_TIMEOUT_MS },
  );

const pictureOf = (video: string): { readonly video?: string } => (video === 'own' ? {} : { video });
