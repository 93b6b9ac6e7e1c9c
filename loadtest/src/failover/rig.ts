import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@weft/proto/testing';
import { type Browser, startBrowser } from '../browser/chromium.ts';
import { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { ShopPage } from '../browser/shop-page.ts';
import { startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';
import { LiveCall } from './live-call.ts';
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
}

/** A mesh, a browser for customers and one for an agent, both of which note what they receive. */
export class Rig implements AsyncDisposable {
  readonly stack: Stack;
  readonly chromium: string;
  readonly desk: DeskPage;
  readonly #customers: Browser;
  readonly #video: string;
  readonly #owned: AsyncDisposableStack;

  private constructor(parts: {
    readonly stack: Stack;
    readonly customers: Browser;
    readonly desk: DeskPage;
    readonly video: string;
    readonly owned: AsyncDisposableStack;
  }) {
    this.stack = parts.stack;
    this.chromium = parts.customers.version;
    this.desk = parts.desk;
    this.#customers = parts.customers;
    this.#video = parts.video;
    this.#owned = parts.owned;
  }

  /** Two instances of the control plane; customers are in eu, the agent is in ap and accepts by itself. */
  static async create({ stack: options = {}, video = VIDEO }: RigOptions = {}): Promise<Rig> {
    await using owned = new AsyncDisposableStack();
    const { stack } = owned.use(await startTemporaryStack({ controls: 2, ...options }));
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
    const person = stack.signIns.find(({ role }) => role === 'agent');
    if (person === undefined) throw new Error('the stack has no agent');
    const place = { region: 'ap', ...pictureOf(video), autoAccept: true };
    const desk = await DeskPage.open(agents.context, stack.url, person, place);
    return new Rig({ stack, customers, desk, video, owned: owned.move() });
  }

  /** A new customer calls; resolves when both sides are in the call and see each other. */
  async call(): Promise<LiveCall> {
    await this.#untilFree();
    const place = { region: 'eu', ...pictureOf(this.#video) };
    const shop = await ShopPage.open(this.#customers.context, this.stack.url, place);
    await shop.call('video');
    await this.desk.untilWork('in-call', CALL_TIMEOUT_MS);
    const { state } = await shop.untilState('in-call', CALL_TIMEOUT_MS);
    const call = new LiveCall(state.call?.callId ?? '', shop, this.desk);
    await call.quieten();
    return call;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  /** An agent in a call, or not yet back from one, would not be offered the next. */
  #untilFree(): Promise<void> {
    return until(
      async () => {
        const { state } = await this.desk.snapshot();
        const free = state.presence === 'available' && state.work?.name !== 'in-call';
        return free || `the agent is ${state.presence}, the work ${state.work?.name}`;
      },
      { timeoutMs: CALL_TIMEOUT_MS },
    );
  }
}

const pictureOf = (video: string): { readonly video?: string } => (video === 'own' ? {} : { video });
