import {
  type Call,
  type ControlPush,
  type Desk as DeskMessage,
  type Offer,
  type OfferOutcome,
  WeftError,
} from '@weft/proto';
import type { LinkPush } from '../link/index.ts';
import type { Api } from './api.ts';
import { viewOf } from './call-view.ts';
import { type Cell, createCell } from './cell.ts';
import { OfferCountdown, offerLeftMs } from './countdown.ts';
import type { CallDevices } from './devices/devices.ts';
import { linkView } from './link-view.ts';
import { LiveCall } from './live-call.ts';
import { noMedia } from './media/media-call.ts';
import type { CallPageParts, PageMedia } from './page-parts.ts';
import { problemOf } from './problem.ts';
import type { Ring } from './ring.ts';
import { Seconds } from './seconds.ts';
import type { Session } from './session.ts';
import { SignIn } from './sign-in.ts';
import type { TextStore } from './storage.ts';
import type {
  Countdown,
  Desk,
  DeskOptions,
  DeskSnapshot,
  DeskState,
  DeskWork,
  Diagnostics,
  OfferView,
  Problem,
  Readable,
} from './types.ts';

export interface DeskParts extends CallPageParts {
  readonly api: Api;
  readonly session: Session;
  readonly ring: Ring;
  /** Survives the visit. */
  readonly store: TextStore;
}

type Live = LiveCall<PageMedia>;

const RING_KEY = 'weft-ring';
const MAX_EARLY_CALLS = 16;

const offerView = ({ offerId, callId, kind, customer, page, waitedMs }: Offer): OfferView => ({
  offerId,
  callId,
  kind,
  customer,
  page,
  waitedMs,
});

/** The agent's desk, from signing in to the end of a call and on to the next. */
export class AgentDesk implements Desk {
  readonly devices: CallDevices;
  readonly diagnostics: Diagnostics;
  readonly #parts: DeskParts;
  readonly #signIn: SignIn;
  readonly #snapshot: Cell<DeskSnapshot>;
  readonly #seconds: Seconds;
  readonly #countdown: OfferCountdown;
  readonly #stops: (() => void)[] = [];
  #desk: DeskMessage | undefined;
  #work: DeskWork = { name: 'none' };
  #lastOffer: OfferOutcome | undefined;
  #problem: Problem | undefined;
  #autoAccept: boolean;
  #rings: boolean;
  #live: Live | undefined;
  #unwatchMedia: (() => void) | undefined;
  #early: Call[] = [];

  constructor({ autoAccept = false }: DeskOptions, parts: DeskParts) {
    this.#parts = parts;
    this.devices = parts.devices;
    this.diagnostics = parts.diagnostics;
    this.#autoAccept = autoAccept;
    this.#rings = parts.store.get(RING_KEY) !== 'off';
    this.#seconds = new Seconds(parts.clock);
    this.#countdown = new OfferCountdown(parts.clock);
    const publish = (): void => this.#publish();
    const { api, session, link, log } = parts;
    this.#signIn = new SignIn({
      role: 'agent',
      ...{ api, session, link, log, changed: publish },
      left: () => this.#leave(),
    });
    this.#snapshot = createCell(this.#compose());
    this.#stops.push(
      link.onState(publish),
      link.onPush((push) => this.#pushed(push)),
      link.onFresh(() => void this.#sync()),
      parts.devices.microphone.noise.subscribe(publish),
      parts.devices.subscribe(() => this.#standBy()),
    );
  }

  readonly get = (): DeskSnapshot => this.#snapshot.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#snapshot.subscribe(listener);

  get callSeconds(): Readable<number> {
    return this.#seconds.value;
  }

  get countdown(): Readable<Countdown> {
    return this.#countdown.value;
  }

  /** The media of the present call; undefined while there is none. */
  get media(): PageMedia | undefined {
    return this.#live?.media;
  }

  get call(): Call | undefined {
    return this.#live?.call;
  }

  open(): void {
    const { devices, prepare, log } = this.#parts;
    this.#signIn.open();
    const failed = (error: unknown): void => log.debug({ error: String(error) }, 'not prepared');
    prepare().catch(failed);
    devices.refresh().catch(failed);
    devices.microphone.prepare().catch(failed);
  }

  signIn(login: string, password: string): void {
    this.#signIn.signIn(login, password);
  }

  signOut(): void {
    this.#signIn.signOut();
  }

  setPresence(presence: 'available' | 'busy' | 'away'): void {
    if (this.#desk === undefined) return;
    void this.#act(async () => {
      const desk = await this.#parts.ask.control('desk', { case: 'setPresence', value: { presence } });
      this.#setDesk(desk);
    });
  }

  accept(): void {
    if (this.#work.name !== 'offered') return;
    const { offer } = this.#work;
    this.#parts.timings.begin();
    this.#early = [];
    this.#quiet();
    this.#setWork({ name: 'accepting', offer });
    // The microphone opens while the mesh seats the agent. What goes wrong shows in the call's own state.
    this.#parts.devices
      .openForCall(offer.kind)
      .then(() => this.#parts.timings.mark('captured'))
      .catch((error: unknown) => this.#parts.log.warn({ error: String(error) }, 'no microphone'));
    void this.#answer(offer);
  }

  decline(): void {
    if (this.#work.name !== 'offered') return;
    const { offerId } = this.#work.offer;
    this.#quiet();
    this.#setWork({ name: 'none' });
    void this.#act(async () => {
      await this.#parts.ask.control('accepted', { case: 'answerOffer', value: { offerId, accept: false } });
    });
  }

  setHold(on: boolean): void {
    const live = this.#live;
    if (live !== undefined) void this.#act(() => live.setHold(on));
  }

  hangUp(): void {
    this.#live?.hangUp('agent-hung-up', this.#seconds.value.get() * 1_000);
  }

  setAutoAccept(on: boolean): void {
    this.#autoAccept = on;
    this.#standBy();
    this.#publish();
    if (on) this.accept();
  }

  setRing(on: boolean): void {
    this.#rings = on;
    this.#parts.store.set(RING_KEY, on ? undefined : 'off');
    if (on && this.#work.name === 'offered') this.#parts.ring.start();
    else this.#parts.ring.stop();
    this.#publish();
  }

  setNoiseSuppression(on: boolean): void {
    this.devices.microphone.setSuppression(on);
  }

  dismiss(): void {
    this.#problem = undefined;
    if (this.#work.name === 'ended') this.#work = { name: 'none' };
    this.#publish();
  }

  setMicrophone(on: boolean): void {
    this.media?.setMicrophone(on);
  }

  setCamera(on: boolean): void {
    this.media?.setCamera(on);
  }

  startScreen(): void {
    this.media?.startScreen();
  }

  stopScreen(): void {
    this.media?.stopScreen();
  }

  firstFrameShown(): void {
    this.#parts.timings.mark('firstRemoteFrame');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#leave();
    this.#parts.link.close();
    await this.devices.dispose();
  }

  /** A new session: the desk is signed on with it, and what it holds is taken from there. */
  async #sync(): Promise<void> {
    this.#live?.sessionRenewed();
    await this.#act(async () => {
      const desk = await this.#parts.ask.control('desk', { case: 'syncDesk', value: {} });
      this.#setDesk(desk);
      if (desk.call !== undefined && desk.call.stage !== 'ended') this.#found(desk.call);
      if (desk.offer !== undefined) this.#offered(desk.offer, true);
      else if (this.#work.name === 'offered') {
        this.#quiet();
        this.#setWork({ name: 'none' });
      }
    });
  }

  /** A call of before the page was loaded again, or one that is known already. */
  #found(call: Call): void {
    if (this.#live !== undefined) {
      this.#live.apply(call);
      return;
    }
    this.#parts.timings.begin();
    this.#enter(call, true);
    this.#parts.devices
      .openForCall(call.kind)
      .catch((error: unknown) => this.#parts.log.warn({ error: String(error) }, 'no microphone'));
  }

  #offered(offer: Offer, found: boolean): void {
    const work = this.#work;
    if (work.name === 'accepting' || work.name === 'in-call') return;
    if (work.name === 'offered' && work.offer.offerId === offer.offerId) return;
    this.#lastOffer = undefined;
    this.#setWork({ name: 'offered', offer: offerView(offer) });
    if (this.#autoAccept) {
      this.accept();
      return;
    }
    this.#countdown.start(offerLeftMs(offer, this.#parts.clock.now(), found), offer.timeoutMs);
    if (this.#rings) this.#parts.ring.start();
  }

  async #answer(offer: OfferView): Promise<void> {
    const value = { offerId: offer.offerId, accept: true };
    try {
      const call = await this.#parts.ask.control('call', { case: 'answerOffer', value });
      this.#parts.timings.mark('requested');
      if (this.#signIn.state.name !== 'signed-in') return;
      this.#lastOffer = 'accepted';
      if (this.#live === undefined) this.#enter(call, false);
    } catch (error) {
      if (this.#work.name !== 'accepting') return;
      this.#problem = problemOf(error);
      this.#parts.devices.closeForCall();
      this.#setWork({ name: 'none' });
    }
  }

  #enter(call: Call, resumed: boolean): void {
    const live: Live = new LiveCall({
      ...this.#parts,
      call,
      lostCause: 'agent-lost',
      changed: () => this.#show(live, resumed),
      ended: (last, cause, durationMs) => {
        if (live !== this.#live) return;
        this.#release();
        this.#setWork({ name: 'ended', call: viewOf(last), cause, durationMs });
      },
    });
    this.#live = live;
    this.#unwatchMedia = live.media.subscribe(() => this.#publish());
    this.#show(live, resumed);
    for (const news of this.#early.splice(0)) live.apply(news);
  }

  #show(live: Live, resumed: boolean): void {
    if (live !== this.#live) return;
    const { call } = live;
    this.#seconds.start(resumed ? this.#parts.clock.now() - call.answeredAtMs : 0);
    this.#setWork({ name: 'in-call', call: viewOf(call), phase: call.held ? 'held' : 'active' });
  }

  #pushed(push: LinkPush): void {
    if (push.case === 'media') this.#live?.push(push.value);
    else this.#told(push.value);
  }

  #told({ body }: ControlPush): void {
    switch (body?.case) {
      case 'call':
        if (this.#live !== undefined) this.#live.apply(body.value);
        else if (this.#work.name === 'accepting' && this.#early.length < MAX_EARLY_CALLS)
          this.#early.push(body.value);
        break;
      case 'offer':
        this.#offered(body.value, false);
        break;
      case 'offerEnded':
        this.#offerEnded(body.value.offerId, body.value.outcome);
        break;
      case 'desk':
        this.#setDesk(body.value);
        break;
    }
  }

  #offerEnded(offerId: string, outcome: OfferOutcome): void {
    const work = this.#work;
    if ((work.name !== 'offered' && work.name !== 'accepting') || work.offer.offerId !== offerId) return;
    this.#lastOffer = outcome;
    // An accepted offer becomes a call with the answer to the accepting.
    if (work.name === 'accepting') this.#publish();
    else {
      this.#quiet();
      this.#setWork({ name: 'none' });
    }
  }

  /** Does what the agent asked for; a failure is shown, not thrown. */
  async #act(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (this.#signIn.state.name !== 'signed-in') return;
      this.#parts.log.warn({ error: String(error) }, 'desk action failed');
      // A session that was lost on the way is followed by a new one, which asks again.
      if (!(error instanceof WeftError && error.code === 'UNAVAILABLE')) this.#problem = problemOf(error);
      this.#publish();
    }
  }

  #setDesk(desk: DeskMessage): void {
    this.#desk = desk;
    this.#standBy();
    this.#publish();
  }

  /** An agent who takes calls at once must be seen and heard at once: devices stay open while one may come. */
  #standBy(): void {
    this.#parts.devices.setStandby(this.#autoAccept && this.#desk?.presence === 'available');
  }

  #setWork(work: DeskWork): void {
    this.#work = work;
    this.#publish();
  }

  #quiet(): void {
    this.#parts.ring.stop();
    this.#countdown.stop();
  }

  /** Nothing of the present call stays. */
  #release(): void {
    this.#unwatchMedia?.();
    this.#live = undefined;
    this.#early = [];
    this.#seconds.stop();
    this.#parts.devices.closeForCall();
  }

  /** Signed out: nothing of the agent's stays. */
  #leave(): void {
    const live = this.#live;
    this.#release();
    live?.drop('agent-lost');
    this.#quiet();
    this.#desk = undefined;
    this.#standBy();
    this.#work = { name: 'none' };
    this.#lastOffer = undefined;
    this.#problem = undefined;
  }

  #state(): DeskState {
    const signIn = this.#signIn.state;
    if (signIn.name !== 'signed-in') return signIn;
    const { subjectId, name } = signIn.grant;
    return {
      name: 'signed-in',
      agentId: subjectId,
      displayName: this.#desk?.displayName || name,
      presence: this.#desk?.presence ?? 'unspecified',
      presenceReason: this.#desk?.presenceReason ?? '',
      waiting: this.#desk?.waiting ?? 0,
      history: this.#desk?.history ?? [],
      work: this.#work,
      lastOffer: this.#lastOffer,
      problem: this.#problem,
    };
  }

  #compose(): DeskSnapshot {
    return {
      link: linkView(this.#parts.link.state),
      state: this.#state(),
      media: this.#live?.media.get() ?? noMedia,
      noise: this.#parts.devices.microphone.noise.get(),
      autoAccept: this.#autoAccept,
      ring: this.#rings,
    };
  }

  #publish(): void {
    this.#snapshot.set(this.#compose());
  }
}
