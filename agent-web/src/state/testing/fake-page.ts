import {
  type Call,
  type CallInit,
  ControlPush,
  type ControlPushInit,
  ManualClock,
  type MoveNow,
  silentLog,
} from '@weft/proto';
import { type LinkPush, type LinkState, Listeners } from '../../link/index.ts';
import type { Api, Grant } from '../api.ts';
import { createCell } from '../cell.ts';
import { LocalDevices } from '../devices/devices.ts';
import { noMedia } from '../media/no-media.ts';
import type { CallPageParts, PageLink, PageMedia } from '../page-parts.ts';
import { memoryStore } from '../storage.ts';
import { Timings } from '../timings.ts';
import type { AskedFact, MediaSnapshot, OpeningNow } from '../types.ts';
import { type Answers, FakeAsk } from './fake-ask.ts';
import { installFakeMedia } from './fake-media.ts';
import { FakePlatform } from './fake-platform.ts';

installFakeMedia();

/** A link that a test plays. */
class FakeLink implements PageLink {
  state: LinkState = { name: 'idle' };
  starts = 0;
  readonly #states = new Listeners<LinkState>();
  readonly #pushes = new Listeners<LinkPush>();
  readonly #fresh = new Listeners<void>();

  onState(listener: (state: LinkState) => void): () => void {
    return this.#states.add(listener);
  }

  onPush(listener: (push: LinkPush) => void): () => void {
    return this.#pushes.add(listener);
  }

  onFresh(listener: () => void): () => void {
    return this.#fresh.add(listener);
  }

  start(): void {
    if (this.state.name !== 'idle' && this.state.name !== 'failed') return;
    this.starts += 1;
    this.become({ name: 'connecting', attempt: 0 });
  }

  close(): void {
    this.become({ name: 'idle' });
  }

  become(state: LinkState): void {
    this.state = state;
    this.#states.tell(state);
  }

  /** Ready, with a session that knows nothing of before. */
  ready(): void {
    this.become({ name: 'ready', region: 'eu', edgeId: 'eu-edge-1', sessionId: 'session-1' });
    this.#fresh.tell();
  }

  push(body: NonNullable<ControlPushInit['body']>): void {
    this.#pushes.tell({ case: 'control', value: ControlPush.create({ body }) });
  }

  pushCall(call: CallInit): void {
    this.push({ case: 'call', value: call });
  }
}

/** Media that only remembers what it was told. */
class FakeMedia implements PageMedia {
  readonly told: string[] = [];
  readonly callId: string;
  readonly resync: () => Promise<Call | undefined>;
  readonly #cell = createCell<MediaSnapshot>(noMedia);

  constructor(callId: string, resync: () => Promise<Call | undefined>) {
    this.callId = callId;
    this.resync = resync;
  }

  readonly get = (): MediaSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  update({ stage, epoch }: Call): void {
    this.told.push(`update ${stage} ${epoch}`);
  }

  push(): void {
    this.told.push('push');
  }

  moveNow({ fromNodeId }: MoveNow): void {
    this.told.push(`move from ${fromNodeId}`);
  }

  sessionRenewed(): void {
    this.told.push('session renewed');
  }

  setMicrophone(on: boolean): void {
    this.told.push(`microphone ${on}`);
  }

  setCamera(on: boolean): void {
    this.told.push(`camera ${on}`);
  }

  startScreen(): void {
    this.told.push('screen true');
  }

  stopScreen(): void {
    this.told.push('screen false');
  }

  pictureShown(): void {}

  close(): void {
    this.told.push('close');
  }
}

/** Everything below a page's state, to be played by a test. */
export function fakePage(answers: Answers) {
  const clock = new ManualClock();
  const link = new FakeLink();
  const platform = new FakePlatform();
  const fake = new FakeAsk(answers);
  const medias: FakeMedia[] = [];
  const devices = new LocalDevices({
    platform,
    noise: {
      choice: async () => ({ name: 'on', model: 'gtcrn', reason: 'default' }),
      create: async () => undefined,
    },
    createPath: () => undefined,
    store: memoryStore(),
    size: { width: 640, height: 360, framesPerSecond: 30 },
    clock,
    log: silentLog,
  });
  const parts: CallPageParts = {
    link,
    ask: fake.ask,
    devices,
    createMedia: (callId, resync) => {
      const media = new FakeMedia(callId, resync);
      medias.push(media);
      return media;
    },
    prepare: async () => undefined,
    timings: new Timings(clock),
    diagnostics: { snapshot: () => undefined, stats: async () => undefined },
    clock,
    random: () => 0.5,
    log: silentLog,
  };
  return { clock, link, platform, fake, medias, devices, parts };
}

/** What `fakePage` gives. */
export type FakePage = ReturnType<typeof fakePage>;

export const grantOf = (changes: Partial<Grant> = {}): Grant => ({
  token: 'token-1',
  expiresAtMs: Number.MAX_SAFE_INTEGER,
  role: 'agent',
  name: 'Anna',
  subjectId: 'anna',
  grants: [],
  ownPassword: true,
  edges: [{ edgeId: 'eu-edge-1', region: 'eu', url: 'ws://eu/v1/signal' }],
  ...changes,
});

/** An HTTP API that gives what a test says. */
export class FakeApi implements Api {
  grants: () => Promise<Grant> = async () => grantOf();
  asked: string[] = [];

  guest(previous: string | undefined): Promise<Grant> {
    this.asked.push(`guest ${previous ?? 'new'}`);
    return this.grants();
  }

  async transcriptOffered(): Promise<boolean> {
    this.asked.push('transcriptOffered');
    return false;
  }

  async opening(): Promise<OpeningNow> {
    this.asked.push('opening');
    return { open: true, opensAtMs: 0, reachable: false, asks: [] };
  }

  async answerAsked(): Promise<readonly AskedFact[]> {
    this.asked.push('answerAsked');
    return [];
  }

  async leaveAddress(): Promise<void> {
    this.asked.push('leaveAddress');
  }

  async sendTranscript(): Promise<void> {
    this.asked.push('sendTranscript');
  }

  async continuation(): Promise<{ code: string; goodForMs: number }> {
    this.asked.push('continuation');
    return { code: 'ABCD-EFGH', goodForMs: 600_000 };
  }

  redeem(code: string): Promise<Grant> {
    this.asked.push(`redeem ${code}`);
    return this.grants();
  }

  signIn(login: string): Promise<Grant> {
    this.asked.push(`sign-in ${login}`);
    return this.grants();
  }

  refresh(): Promise<Grant> {
    this.asked.push('refresh');
    return this.grants();
  }

  async signOut(): Promise<void> {
    this.asked.push('sign-out');
  }

  changePassword(token: string, change: Parameters<Api['changePassword']>[1]): Promise<Grant> {
    this.asked.push(`password ${token} ${JSON.stringify(change)}`);
    return this.grants();
  }

  async edges(): Promise<Grant['edges']> {
    this.asked.push('edges');
    return grantOf().edges;
  }
}
