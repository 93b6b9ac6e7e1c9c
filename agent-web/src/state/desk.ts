import type { Call, ControlPush, Desk as DeskMessage, Offer, OfferOutcome } from '@weft/proto';
import type { LinkPush } from '../link/index.ts';
import { keepAsking } from './ask.ts';
import { AskedIn } from './call-colleagues.ts';
import { CallPageState } from './call-page-state.ts';
import { causeFor, causeOfLeaving, viewOf } from './call-view.ts';
import { type Cell, createCell } from './cell.ts';
import { CurrentCall } from './current-call.ts';
import type { DeskParts } from './desk-parts.ts';
import { DeskRing } from './desk-ring.ts';
import { afterDeskNews, afterNews, type DeskNews, deskState, offerView, wrapUpUntil } from './desk-view.ts';
import { DeskConversations } from './inbox/desk-conversations.ts';
import { linkView } from './link-view.ts';
import { noMedia } from './media/no-media.ts';
import { ChosenPassword } from './own-password.ts';
import { problemOf } from './problem.ts';
import { SignIn } from './sign-in.ts';
import type {
  Countdown,
  Desk,
  DeskOptions,
  DeskSnapshot,
  DeskWork,
  Mode,
  OfferView,
  Problem,
  Readable,
  Thread,
  TransferTarget,
} from './types.ts';

/** The agent's desk, from signing in to the end of a call and on to the next. */
export class AgentDesk extends CallPageState implements Desk {
  readonly conversations: DeskConversations;
  readonly colleagues: AskedIn;
  readonly ownPassword: ChosenPassword;
  protected readonly current: CurrentCall;
  readonly #parts: DeskParts;
  readonly #signIn: SignIn;
  readonly #snapshot: Cell<DeskSnapshot>;
  readonly #ring: DeskRing;
  readonly #stops: (() => void)[] = [];
  #desk: DeskMessage | undefined;
  #wrapUpUntilMs = 0;
  #work: DeskWork = { name: 'none' };
  #lastOffer: OfferOutcome | undefined;
  #problem: Problem | undefined;
  #autoAccept: boolean;
  /** Counts them: what was asked in an earlier one is late. */
  #session = 0;

  constructor({ autoAccept = false }: DeskOptions, parts: DeskParts) {
    super(parts);
    this.#parts = parts;
    this.#autoAccept = autoAccept;
    this.#ring = new DeskRing(parts);
    this.conversations = new DeskConversations({ ...parts, agentId: () => this.#agentId() });
    const publish = (): void => this.#publish();
    this.colleagues = new AskedIn({
      live: () => this.current.live,
      act: (action) => void this.#act(action),
      changed: publish,
      callMs: () => this.callSeconds.get() * 1_000,
    });
    const { api, session, link, log } = parts;
    this.ownPassword = new ChosenPassword({ api, session, link, log });
    this.#signIn = new SignIn({
      role: 'agent',
      ...{ api, session, link, log, changed: publish },
      left: () => this.#leave(),
    });
    this.current = new CurrentCall(parts, {
      lostCause: 'agent-lost',
      shown: (call) =>
        this.#setWork({ name: 'in-call', call: viewOf(call), phase: call.held ? 'held' : 'active' }),
      ended: (call, cause, durationMs) => {
        parts.devices.closeForCall();
        this.colleagues.clear();
        this.#setWork({ name: 'ended', call: viewOf(call), cause: causeFor(call, cause), durationMs });
      },
      mediaChanged: publish,
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

  get countdown(): Readable<Countdown> {
    return this.#ring.countdown;
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
    this.conversations.forget();
    this.#signIn.signOut();
  }

  async setPresence(presence: 'available' | 'busy' | 'away', pause = ''): Promise<void> {
    if (this.#desk === undefined) return;
    await this.#act(async () => {
      const desk = await this.#parts.ask.control('desk', { case: 'setPresence', value: { presence, pause } });
      this.#hear({ case: 'desk', value: desk });
    });
  }

  accept(): void {
    if (this.#work.name !== 'offered') return;
    const { offer } = this.#work;
    this.#parts.timings.begin();
    this.current.expect();
    this.#ring.stop();
    this.#setWork({ name: 'accepting', offer });
    // The microphone opens while the mesh seats the agent. What goes wrong shows in the call's own state.
    this.#parts.devices
      .openForCall(offer.invitedBy === '' ? offer.kind : 'voice')
      .then(() => this.#parts.timings.mark('captured'))
      .catch((error: unknown) => this.#parts.log.warn({ error: String(error) }, 'no microphone'));
    void this.#answer(offer);
  }

  decline(): void {
    if (this.#work.name !== 'offered') return;
    const { offerId } = this.#work.offer;
    this.#ring.stop();
    this.#setWork({ name: 'none' });
    void this.#act(async () => {
      await this.#parts.ask.control('accepted', { case: 'answerOffer', value: { offerId, accept: false } });
    });
  }

  setHold(on: boolean): void {
    const { live } = this.current;
    if (live !== undefined) void this.#act(() => live.setHold(on));
  }

  transfer(thread: Thread, to: TransferTarget, note: string): void {
    const { live } = this.current;
    if (live === undefined || thread.live.get().head?.callId !== live.call.callId) {
      thread.transfer(to, note);
      return;
    }
    void this.#act(async () => {
      await live.transfer(to, this.callSeconds.get() * 1_000);
      thread.transfer(to, note);
    });
  }

  supervise(callId: string, mode: Mode): void {
    const { live } = this.current;
    if (live !== undefined ? live.call.callId !== callId : !this.#idle()) return;
    if (live === undefined) this.current.expect();
    const value = { callId, mode };
    const ask = (): Promise<Call> => this.#parts.ask.control('call', { case: 'superviseCall', value });
    void this.#act(async () => {
      if (live !== undefined) return live.take(ask);
      const call = await ask();
      if (this.#signIn.state.name !== 'signed-in') return;
      if (this.current.live === undefined) this.current.enter(call, true);
      else this.current.told(call);
    });
  }

  hangUp(): void {
    const { live } = this.current;
    void live?.hangUp(causeOfLeaving(live.call), this.callSeconds.get() * 1_000);
  }

  setAutoAccept(on: boolean): void {
    this.#autoAccept = on;
    this.#standBy();
    this.#publish();
    if (on) this.accept();
  }

  setRing(on: boolean): void {
    this.#ring.switch(on);
    this.#publish();
  }

  dismiss(): void {
    this.#problem = undefined;
    if (this.#work.name === 'ended') this.#work = { name: 'none' };
    this.#publish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#leave();
    this.#parts.link.close();
    await this.devices.dispose();
  }

  /** A new session: the desk is signed on with it, however long that takes, and what it holds is taken from there. */
  async #sync(): Promise<void> {
    this.current.live?.sessionRenewed();
    this.#session += 1;
    const session = this.#session;
    const { ask, clock } = this.#parts;
    await this.#act(async () => {
      const desk = await keepAsking(
        () => ask.control('desk', { case: 'syncDesk', value: {} }),
        () => session === this.#session && this.#signIn.state.name === 'signed-in',
        clock,
      );
      if (desk === undefined || session !== this.#session) return;
      this.#hear({ case: 'desk', value: desk });
      this.conversations.renew();
      if (desk.call !== undefined && desk.call.stage !== 'ended') this.#found(desk.call);
      this.colleagues.found(desk);
      if (desk.offer !== undefined) this.#offered(desk.offer, true);
      else if (this.#work.name === 'offered') {
        this.#ring.stop();
        this.#setWork({ name: 'none' });
      }
    });
  }

  /** A call of before the page was loaded again, or one that is known already. */
  #found(call: Call): void {
    // One that is known already asks for itself.
    if (this.current.live !== undefined) return;
    this.#parts.timings.begin();
    this.current.enter(call, true);
    // In the call of somebody else the microphone opens when this side talks.
    if (call.part !== 'unspecified') return;
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
    this.#ring.start(offer, found);
  }

  async #answer(offer: OfferView): Promise<void> {
    const value = { offerId: offer.offerId, accept: true };
    try {
      const call = await this.#parts.ask.control('call', { case: 'answerOffer', value });
      this.#parts.timings.mark('requested');
      if (this.#signIn.state.name !== 'signed-in') return;
      this.#lastOffer = 'accepted';
      if (this.current.live === undefined) this.current.enter(call, false);
      // Who is called by somebody sees what was before.
      if (offer.conversationId !== '') this.conversations.threads.open(offer.conversationId);
    } catch (error) {
      if (this.#work.name !== 'accepting') return;
      this.#problem = problemOf(error);
      this.#parts.devices.closeForCall();
      this.#setWork({ name: 'none' });
    }
  }

  #pushed(push: LinkPush): void {
    if (push.case === 'media') this.current.push(push.value, push.nodeId);
    else this.#told(push.value);
  }

  #told(push: ControlPush): void {
    const { body } = push;
    switch (body?.case) {
      case 'call':
        this.current.told(body.value);
        this.#setWork(afterNews(this.#work, body.value));
        break;
      case 'moveNow':
        this.current.moveNow(body.value);
        break;
      case 'offer':
        this.#offered(body.value, false);
        break;
      case 'offerEnded':
        this.#offerEnded(body.value.offerId, body.value.outcome);
        break;
      case 'desk':
      case 'pastCalls':
        this.#hear(body);
        break;
      case 'invitationEnded':
        this.colleagues.told(body.value);
        break;
      default:
        this.conversations.told(push);
    }
  }

  #offerEnded(offerId: string, outcome: OfferOutcome): void {
    const work = this.#work;
    if ((work.name !== 'offered' && work.name !== 'accepting') || work.offer.offerId !== offerId) return;
    this.#lastOffer = outcome;
    // An accepted offer becomes a call with the answer to the accepting.
    if (work.name === 'accepting') this.#publish();
    else {
      this.#ring.stop();
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
      this.#problem = problemOf(error);
      this.#publish();
    }
  }

  #hear(news: DeskNews): void {
    this.#desk = afterDeskNews(this.#desk, news);
    if (news.case === 'desk') this.#wrapUpUntilMs = wrapUpUntil(news.value, this.#parts.clock.now());
    this.#standBy();
    this.#publish();
  }

  /** An agent who takes calls at once must be seen and heard at once: devices stay open while one may come. */
  #standBy(): void {
    this.#parts.devices.setStandby(this.#autoAccept && this.#desk?.presence === 'available');
  }

  #idle(): boolean {
    return this.#work.name === 'none' || this.#work.name === 'ended';
  }

  #setWork(work: DeskWork): void {
    this.#work = work;
    this.#publish();
  }

  /** Signed out: nothing of the agent's stays. */
  #leave(): void {
    this.current.release()?.drop('agent-lost');
    this.conversations.clear();
    this.#parts.devices.closeForCall();
    this.#ring.stop();
    this.#desk = undefined;
    this.#standBy();
    this.#work = { name: 'none' };
    this.colleagues.clear();
    this.#lastOffer = undefined;
    this.#problem = undefined;
  }

  /** Empty while nobody is signed in. */
  #agentId(): string {
    const { state } = this.#signIn;
    return state.name === 'signed-in' ? state.grant.subjectId : '';
  }

  #compose(): DeskSnapshot {
    const { asked } = this.colleagues;
    const own = {
      ...{ work: this.#work, lastOffer: this.#lastOffer, asked, problem: this.#problem },
      wrapUpUntilMs: this.#wrapUpUntilMs,
    };
    return {
      link: linkView(this.#parts.link.state),
      state: deskState(this.#signIn.state, this.#desk, own, this.#parts.clock.now()),
      media: this.media?.get() ?? noMedia,
      noise: this.#parts.devices.microphone.noise.get(),
      autoAccept: this.#autoAccept,
      ring: this.#ring.on,
    };
  }

  #publish(): void {
    this.#snapshot.set(this.#compose());
  }
}
