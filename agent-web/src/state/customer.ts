import {
  type Call,
  type CallKind,
  type ControlRequestInit,
  type EndCause,
  type RegionRttInit,
  WeftError,
} from '@weft/proto';
import type { LinkPush } from '../link/index.ts';
import { CallPageState } from './call-page-state.ts';
import { CallTurn } from './call-turn.ts';
import { isCallback, kindOf, talkedMs, viewOf } from './call-view.ts';
import { type Cell, createCell } from './cell.ts';
import { CurrentCall } from './current-call.ts';
import { saysOver, tellHungUp } from './hang-up.ts';
import { latestAnswer } from './latest-answer.ts';
import { linkView } from './link-view.ts';
import { noMedia } from './media/no-media.ts';
import type { CallPageParts } from './page-parts.ts';
import { problemOf } from './problem.ts';
import type { TextStore } from './storage.ts';
import type { Customer, CustomerOptions, CustomerSnapshot, CustomerState } from './types.ts';

export interface CustomerParts extends CallPageParts {
  readonly regionRtts: () => readonly RegionRttInit[];
  /** Survives a reload of the page. */
  readonly store: TextStore;
  /** Survives the visit. */
  readonly lasting: TextStore;
  /** What a callback is kept under there: nobody is shown that of another account. */
  readonly callbackKey: string;
}

/** Kept for a reload: "video call-1". */
const CALL_KEY = 'weft-call';

type CallQuestion = Extract<
  NonNullable<ControlRequestInit['body']>,
  { readonly case: 'askCallback' | 'answerCallback' }
>;

/** The widget's state, from the first click to the end of the call. */
export class CustomerCall extends CallPageState implements Customer {
  protected readonly current: CurrentCall;
  readonly #options: CustomerOptions;
  readonly #parts: CustomerParts;
  readonly #snapshot: Cell<CustomerSnapshot>;
  readonly #stops: (() => void)[] = [];
  #state: CustomerState = { name: 'idle' };
  /** Raised by every start and every end: what belongs to an earlier one is undone. */
  #attempt = 0;
  readonly #turn: CallTurn;
  /** How often there was news of a call. */
  #heard = 0;

  constructor(options: CustomerOptions, parts: CustomerParts) {
    super(parts);
    this.#options = options;
    this.#parts = parts;
    this.#turn = new CallTurn(parts.clock);
    const publish = (): void => this.#publish();
    this.current = new CurrentCall(parts, {
      lostCause: 'customer-lost',
      shown: (call) => this.#show(call),
      ended: (call, cause, durationMs) => {
        this.#release();
        this.#setState({ name: 'ended', call: viewOf(call), cause, durationMs });
      },
      mediaChanged: publish,
    });
    this.#snapshot = createCell(this.#compose());
    this.#stops.push(
      parts.link.onState(() => this.#linkChanged()),
      parts.link.onPush((push) => this.#pushed(push)),
      parts.link.onFresh(() => this.#fresh()),
      parts.devices.microphone.noise.subscribe(publish),
    );
  }

  readonly get = (): CustomerSnapshot => this.#snapshot.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#snapshot.subscribe(listener);

  open(): void {
    const { link, devices, prepare, log } = this.#parts;
    const kept = this.#kept();
    if (kept !== undefined) this.#setState({ name: 'preparing', kind: kept.kind, step: 'resuming' });
    link.start();
    const failed = (error: unknown): void => log.debug({ error: String(error) }, 'not prepared');
    prepare().catch(failed);
    devices.refresh().catch(failed);
    devices.microphone.prepare().catch(failed);
  }

  start(kind: CallKind): void {
    if (this.#state.name !== 'idle' && this.#state.name !== 'ended' && this.#state.name !== 'failed') return;
    this.#parts.timings.begin();
    this.#attempt += 1;
    this.current.expect();
    this.#parts.link.start();
    const chosen = kind === 'video' ? 'video' : 'voice';
    void this.#begin(chosen, this.#attempt, () => this.#requestCall(chosen));
  }

  askCallback(): void {
    const { live } = this.current;
    if (live === undefined) return;
    const { callId } = live.call;
    this.#askAbout(callId, { case: 'askCallback', value: { callId } });
  }

  answerCallback(accept: boolean): void {
    if (this.#state.name !== 'callback') return;
    const { callId, kind } = this.#state.call;
    const question = { case: 'answerCallback', value: { callId, accept } } as const;
    if (!accept) {
      this.#askAbout(callId, question);
      return;
    }
    this.#parts.timings.begin();
    this.#attempt += 1;
    this.current.expect();
    void this.#begin(kind, this.#attempt, () => this.#parts.ask.control('call', question));
  }

  hangUp(): void {
    switch (this.#state.name) {
      case 'preparing': {
        const kept = this.#kept();
        if (kept !== undefined) void tellHungUp(kept.callId, this.#parts);
        this.#leave();
        break;
      }
      case 'callback':
        void tellHungUp(this.#state.call.callId, this.#parts);
        this.#leave();
        break;
      case 'waiting':
      case 'ringing':
        this.#hangUp(this.current.live, 'abandoned', 0);
        break;
      case 'in-call':
        this.#hangUp(this.current.live, 'customer-hung-up', this.callSeconds.get() * 1_000);
        break;
      case 'idle':
      case 'ended':
      case 'failed':
        break;
    }
  }

  reset(): void {
    if (this.#state.name !== 'ended' && this.#state.name !== 'failed') return;
    this.#setState({ name: 'idle' });
    this.keptElsewhere();
  }

  /** Another tab may have begun to wait for a callback. */
  keptElsewhere(): void {
    const kept = this.#kept();
    if (this.#state.name === 'idle' && kept !== undefined) void this.#resume(kept.callId, kept.kind);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) stop();
    this.current.release()?.drop('customer-lost');
    this.#parts.link.close();
    await this.devices.dispose();
  }

  /** @param request gets the call that is entered */
  async #begin(kind: CallKind, attempt: number, request: () => Promise<Call>): Promise<void> {
    const { devices, timings } = this.#parts;
    this.#setState({ name: 'preparing', kind, step: 'asking' });
    const captured = devices.openForCall(kind).then(() => timings.mark('captured'));
    try {
      // Somebody who may yet say no to the browser's question must not ring at an agent's desk.
      if (devices.get().microphonePermission !== 'granted') await captured;
      if (attempt !== this.#attempt) return;
      this.#setState({ name: 'preparing', kind, step: 'requesting' });
      await Promise.all([this.#request(request, attempt), captured]);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const kept = this.#kept();
      // Answered too late: they are called again.
      const late = error instanceof WeftError && error.code === 'NOT_AVAILABLE' && kept !== undefined;
      if (late) await this.#resume(kept.callId, kept.kind);
      else this.#fail(error);
    }
  }

  #requestCall(kind: CallKind): Promise<Call> {
    const { displayName = '', queueId = '', page } = this.#options;
    const value = { kind, queueId, displayName, page: page(), regionRtts: this.#parts.regionRtts() };
    return this.#parts.ask.control('call', { case: 'requestCall', value });
  }

  #request(ask: () => Promise<Call>, attempt: number): Promise<void> {
    return this.#turn.take(async () => {
      if (attempt === this.#attempt) await this.#ask(ask, attempt);
    });
  }

  async #ask(ask: () => Promise<Call>, attempt: number): Promise<void> {
    const call = await ask().catch((error: unknown) => {
      // Asking again answers with the same call; a session lost on the way is worth one more try.
      if (error instanceof WeftError && error.code === 'UNAVAILABLE' && attempt === this.#attempt)
        return ask();
      throw error;
    });
    this.#parts.timings.mark('requested');
    // A call that is answered already was at another page of theirs until now.
    if (attempt === this.#attempt) this.#enter(call, call.stage === 'active');
    else await tellHungUp(call.callId, this.#parts);
  }

  /** Asks something about the call that changes how it waits; where it is too late, the call goes on as it is. */
  #askAbout(callId: string, question: CallQuestion): void {
    this.#latest(() => this.#parts.ask.control('call', question), callId).then(
      (call) => this.#told(call),
      (error: unknown) => this.#parts.log.info({ error: String(error) }, 'callback not changed'),
    );
  }

  /** Answers of a callback may be overtaken by the news that it rings. */
  #latest(ask: () => Promise<Call>, callId: string): Promise<Call> {
    return latestAnswer(
      ask,
      () => this.#sync(callId),
      () => this.#heard,
    );
  }

  #sync(callId: string): Promise<Call> {
    return this.#parts.ask.control('call', { case: 'syncCall', value: { callId } });
  }

  #enter(call: Call, resumed: boolean): void {
    if (isCallback(call)) {
      this.#wait(call);
      return;
    }
    this.#parts.lasting.set(this.#parts.callbackKey, undefined);
    this.#parts.store.set(CALL_KEY, `${kindOf(call)} ${call.callId}`);
    this.current.enter(call, resumed);
  }

  /** The customer is in the call no more: nothing is sent or kept open, and the page may be closed. */
  #wait(call: Call): void {
    const { callback, queuePlace, agentsOnDuty } = call;
    if (callback === undefined) return;
    const live = this.current.release();
    this.#release();
    live?.drop('abandoned');
    this.#parts.lasting.set(this.#parts.callbackKey, `${kindOf(call)} ${call.callId}`);
    this.#setState({ name: 'callback', call: viewOf(call), callback, queuePlace, agentsOnDuty });
  }

  /** News of the present call, or of the callback. */
  #told(call: Call): void {
    if (this.#state.name !== 'callback') {
      this.current.told(call);
      return;
    }
    if (call.callId !== this.#state.call.callId) return;
    if (isCallback(call)) this.#wait(call);
    else if (call.stage === 'ended' && call.endCause !== 'abandoned' && call.endCause !== 'let-go') {
      this.#leave();
      this.#setState({ name: 'ended', call: viewOf(call), cause: call.endCause, durationMs: talkedMs(call) });
    }
    // Cancelled or answered in another tab.
    else this.#leave();
  }

  #show(call: Call): void {
    if (isCallback(call)) {
      this.#wait(call);
      return;
    }
    const view = viewOf(call);
    switch (call.stage) {
      case 'active':
        this.#setState({ name: 'in-call', call: view, phase: call.held ? 'held' : 'active' });
        break;
      case 'ringing':
        this.#setState({ name: 'ringing', call: view });
        break;
      case 'queued':
      case 'unspecified': {
        const { queuePlace, agentsOnDuty } = call;
        this.#setState({ name: 'waiting', call: view, queuePlace, agentsOnDuty });
        break;
      }
      case 'ended':
        break;
    }
  }

  /** A call of before the page was loaded again. */
  async #resume(callId: string, kind: CallKind): Promise<void> {
    const attempt = ++this.#attempt;
    this.#parts.timings.begin();
    try {
      const call = await this.#latest(() => this.#sync(callId), callId);
      if (attempt !== this.#attempt) return;
      if (call.stage !== 'ended') {
        this.#enter(call, true);
        if (!isCallback(call)) await this.devices.openForCall(kind);
        return;
      }
    } catch (error) {
      if (attempt !== this.#attempt) return;
      if (!saysOver(error)) {
        this.#fail(error);
        return;
      }
    }
    this.#leave();
  }

  #fail(error: unknown): void {
    this.#parts.log.warn({ error: String(error) }, 'call not possible');
    const live = this.current.release();
    this.#release();
    this.#hangUp(live, 'abandoned', 0);
    this.#setState({ name: 'failed', problem: problemOf(error) });
  }

  #hangUp(live: CurrentCall['live'], cause: EndCause, durationMs: number): void {
    if (live !== undefined) this.#turn.endsWith(live.hangUp(cause, durationMs));
  }

  /** Nothing of the present call stays: devices closed, nothing kept for a reload. */
  #release(): void {
    this.#attempt += 1;
    this.current.release();
    this.#parts.store.set(CALL_KEY, undefined);
    this.devices.closeForCall();
  }

  /** Nothing is waited for any more. */
  #leave(): void {
    this.#release();
    this.#parts.lasting.set(this.#parts.callbackKey, undefined);
    this.#setState({ name: 'idle' });
  }

  #linkChanged(): void {
    const { state } = this.#parts.link;
    const busy = this.#state.name === 'preparing' || this.current.live !== undefined;
    if (state.name === 'failed' && busy) this.#fail(new WeftError(state.code));
    this.#publish();
  }

  #fresh(): void {
    if (this.current.live !== undefined) {
      this.current.live.sessionRenewed();
      return;
    }
    const kept = this.#kept();
    const { name } = this.#state;
    const resuming = name === 'callback' || (name === 'preparing' && this.#state.step === 'resuming');
    if (resuming && kept !== undefined) void this.#resume(kept.callId, kept.kind);
  }

  #pushed(push: LinkPush): void {
    if (push.case === 'media') this.current.push(push.value, push.nodeId);
    else if (push.value.body?.case === 'call') {
      this.#heard += 1;
      this.#told(push.value.body.value);
    } else if (push.value.body?.case === 'moveNow') this.current.moveNow(push.value.body.value);
  }

  #kept(): { readonly callId: string; readonly kind: CallKind } | undefined {
    const { store, lasting, callbackKey } = this.#parts;
    const [kind, callId] = (store.get(CALL_KEY) ?? lasting.get(callbackKey))?.split(' ') ?? [];
    if (callId === undefined || (kind !== 'voice' && kind !== 'video')) return undefined;
    return { callId, kind };
  }

  #setState(state: CustomerState): void {
    this.#state = state;
    this.#publish();
  }

  #compose(): CustomerSnapshot {
    return {
      link: linkView(this.#parts.link.state),
      state: this.#state,
      media: this.media?.get() ?? noMedia,
      noise: this.#parts.devices.microphone.noise.get(),
    };
  }

  #publish(): void {
    this.#snapshot.set(this.#compose());
  }
}
