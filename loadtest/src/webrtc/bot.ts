import { cryptoRandom, Link, openWebSocket } from '@weft/agent-web/link';
import { type Ask, LiveCall, linkAsk, MediaCall, planMedia, Timings } from '@weft/agent-web/media';
import { type Call, type Clock, type Log, silentLog } from '@weft/proto';
import { guestSession, type Session } from '../wire/http.ts';
import { botDevices } from './bot-devices.ts';
import { BotRtc } from './bot-rtc.ts';
import { provideStreams } from './bot-track.ts';
import { Ear } from './ear.ts';
import { stampOf, type Voice } from './voice.ts';

export interface BotOptions {
  readonly region: string;
  /** Said by this bot. Many may share one. */
  readonly voice: Voice;
  readonly clock: Clock;
  readonly log?: Log;
  /** Whether what it sends to this port of a node arrives; absent = it does. */
  readonly reaches?: (port: number) => boolean;
}

/** As many as pages keep. */
const MAX_EARLY_CALLS = 16;

/** How a supervisor is in somebody's call. */
export type SuperviseMode = 'listen' | 'whisper' | 'barge';

/** Why a bot's call is over, as the mesh or the bot says; undefined = it is not. */
export type BotEnd = string | undefined;

/**
 * A participant without a browser whose call is the pages' own: their link, their call, their failover, over
 * real ICE, DTLS and SRTP. Only devices and codecs are played.
 */
export class Bot implements AsyncDisposable {
  readonly ear: Ear;
  readonly #options: BotOptions;
  readonly #link: Link;
  readonly #log: Log;
  /** News of a call that overtook the answer that it is ours. */
  readonly #early: Call[] = [];
  #live: LiveCall<MediaCall> | undefined;
  #end: BotEnd;
  #sessions = 0;
  readonly #joins = new Map<string, number>();
  readonly #voices = new Map<number, { readonly frames: number; readonly lastAtMs: number }>();

  private constructor(
    session: { readonly edges: Session['edges']; token(): Promise<string> },
    options: BotOptions,
  ) {
    this.#options = options;
    this.#log = options.log ?? silentLog;
    this.ear = new Ear(() => options.clock.monotonic());
    const { region, clock } = options;
    this.#link = new Link({
      edges: async () => session.edges.toSorted((a) => (a.region === region ? -1 : 1)),
      token: () => session.token(),
      client: 'loadtest/0.1.0',
      open: openWebSocket,
      clock,
      random: cryptoRandom,
      log: this.#log,
    });
    this.#listen();
    this.#link.start();
  }

  /** A customer who asks for a voice call. Resolves with the place in the queue. Throws the fault as WeftError. */
  static async customer(baseUrl: string, name: string, options: BotOptions): Promise<Bot> {
    let session = await guestSession(baseUrl, name);
    const bot = new Bot(
      {
        edges: session.edges,
        token: async () => {
          session = await guestSession(baseUrl, name, session.token).catch(() => session);
          return session.token;
        },
      },
      options,
    );
    const ask = linkAsk(bot.#link);
    bot.#enter(await ask.control('call', { case: 'requestCall', value: { kind: 'voice' } }));
    return bot;
  }

  /** An agent who is available and takes the first call that is offered. Resolves when the desk is signed on. */
  static async agent(session: Session, options: BotOptions): Promise<Bot> {
    const bot = await Bot.desk(session, options);
    const ask = linkAsk(bot.#link);
    await ask.control('desk', { case: 'setPresence', value: { presence: 'available' } });
    return bot;
  }

  /** An agent who is signed on and takes no calls from the queue. */
  static async desk(session: Session, options: BotOptions): Promise<Bot> {
    const bot = new Bot({ edges: session.edges, token: async () => session.token }, options);
    await linkAsk(bot.#link).control('desk', { case: 'syncDesk', value: {} });
    return bot;
  }

  /** The call; undefined before there is one. */
  get call(): Call | undefined {
    return this.#live?.call;
  }

  /** Why it is over; undefined = it is not. */
  get ended(): BotEnd {
    return this.#end;
  }

  /** Where it is, and whether it could go on elsewhere at once. */
  get failover(): {
    readonly nodeId: string;
    readonly standbyNodeId: string;
    readonly ready: boolean;
    readonly moves: number;
  } {
    const { standbyNodeId = '', standbyReady = false, moves = 0 } = this.#live?.media.failover ?? {};
    return { nodeId: this.#live?.media.leg?.nodeId ?? '', standbyNodeId, ready: standbyReady, moves };
  }

  /** The one that is heard of each voice, by its number, since `forget`: how often, and when last. */
  get voices(): ReadonlyMap<number, { readonly frames: number; readonly lastAtMs: number }> {
    return this.#voices;
  }

  /** Counts voices anew. */
  forgetVoices(): void {
    this.#voices.clear();
  }

  /** Its own id in the call; empty before there is one. */
  get participantId(): string {
    return this.call?.seat?.participantId ?? '';
  }

  /** The ids of the others that its page shows. */
  get present(): readonly string[] {
    return this.#live?.media.get().remotes.map(({ participantId }) => participantId) ?? [];
  }

  /** Comes into somebody's call, or goes on in another part. Throws the fault. */
  async supervise(callId: string, mode: SuperviseMode): Promise<void> {
    const ask = linkAsk(this.#link);
    const asked = (): Promise<Call> =>
      ask.control('call', { case: 'superviseCall', value: { callId, mode } });
    if (this.#live === undefined) this.#enter(await asked());
    else await this.#live.take(asked);
  }

  /** Asks a colleague in. Throws the fault. */
  async invite(agentId: string): Promise<void> {
    await this.#live?.invite(agentId, false);
  }

  /** Holds the call, or goes on. Throws the fault. */
  async setHold(on: boolean): Promise<void> {
    await this.#live?.setHold(on);
  }

  /** The link has had so many sessions. */
  get sessions(): number {
    return this.#sessions;
  }

  /** How often it asked the node that carries it to join: once, and again where the leg was made anew. */
  get joinsAtHome(): number {
    return this.#joins.get(this.failover.nodeId) ?? 0;
  }

  /** The session it has now; empty while there is none. */
  get sessionId(): string {
    const { state } = this.#link;
    return state.name === 'ready' ? state.sessionId : '';
  }

  /** Hangs up; nothing happens without a call. */
  hangUp(): void {
    void this.#live?.hangUp('customer-hung-up', 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#live?.media.close(true);
    this.#link.close();
  }

  #listen(): void {
    this.#link.onPush((push) => {
      if (push.case === 'media') {
        this.#live?.push(push.value, push.nodeId);
        return;
      }
      const { body } = push.value;
      if (body?.case === 'call') this.#told(body.value);
      else if (body?.case === 'moveNow') this.#live?.moveNow(body.value);
      else if (body?.case === 'offer' && this.#live === undefined) void this.#accept(body.value.offerId);
    });
    this.#link.onFresh(() => {
      this.#sessions += 1;
      this.#live?.sessionRenewed();
    });
  }

  #hear(payload: Buffer): void {
    this.ear.hear(payload);
    const { speaker } = stampOf(payload) ?? {};
    if (speaker === undefined) return;
    const frames = (this.#voices.get(speaker)?.frames ?? 0) + 1;
    this.#voices.set(speaker, { frames, lastAtMs: this.#options.clock.monotonic() });
  }

  #countingAsk(): Ask {
    const ask = linkAsk(this.#link);
    return {
      control: ask.control,
      media: (target, expected, body) => {
        const { nodeId = '' } = target;
        if (body.case === 'join') this.#joins.set(nodeId, (this.#joins.get(nodeId) ?? 0) + 1);
        return ask.media(target, expected, body);
      },
    };
  }

  #told(call: Call): void {
    if (this.#live !== undefined) this.#live.apply(call);
    else if (this.#early.length < MAX_EARLY_CALLS) this.#early.push(call);
  }

  async #accept(offerId: string): Promise<void> {
    try {
      const value = { offerId, accept: true };
      this.#enter(await linkAsk(this.#link).control('call', { case: 'answerOffer', value }));
    } catch (error) {
      this.#log.info({ error: String(error) }, 'an offer could not be accepted');
    }
  }

  #enter(call: Call): void {
    provideStreams();
    const { clock, voice, reaches } = this.#options;
    const ask = this.#countingAsk();
    const shared = { ask, clock, random: cryptoRandom, log: this.#log };
    const plan = planMedia(1);
    this.#live = new LiveCall({
      ...shared,
      call,
      lostCause: 'unspecified',
      createMedia: (callId, resync) =>
        new MediaCall({
          ...shared,
          ...{ callId, resync, plan },
          link: { nudge: () => this.#link.nudge(), ready: () => this.#link.state.name === 'ready' },
          rtc: new BotRtc({ clock, reaches, heard: (payload) => this.#hear(payload) }),
          devices: botDevices(voice, clock),
          timings: new Timings(clock),
        }),
      changed: () => undefined,
      ended: (_last, cause) => {
        this.#end = cause;
      },
    });
    for (const news of this.#early.splice(0)) this.#live.apply(news);
  }
}
