import {
  type Bus,
  type BusMessage,
  type BusSubscription,
  CallReply,
  CallRequest,
  SessionGone,
  subjects,
  toFault,
  WeftError,
} from '@weft/proto';
import type { CallContext } from './context.ts';
import { CallOwner } from './owner.ts';
import { answerCall } from './serve.ts';
import type { CallState, LiveCall } from './state.ts';
import { legsOf } from './step.ts';
import type { Tenure } from './tenure.ts';

interface Owned {
  readonly owner: CallOwner;
  readonly subscription: Disposable;
}

/** What was asked before an end was known everywhere has come by then. */
const OVER_MS = 2_000;

/** The calls this instance owns: it answers on their subjects and hears of their sessions' ends. */
export class CallTable implements AsyncDisposable {
  readonly #context: CallContext;
  readonly #bus: Bus;
  readonly #maxOwned: number;
  readonly #owned = new Map<string, Owned>();
  /** Calls that are being made or claimed, until it is known whether they are this instance's; one entry per attempt under way. */
  readonly #coming = new Map<string, PromiseWithResolvers<void>>();
  /** Calls that have just ended here, which are still listened for. */
  readonly #over = new Map<string, Disposable>();
  readonly #bySession = new Map<string, string>();
  readonly #gone: BusSubscription;

  /** `maxOwned`: beyond so many calls there is no `room`; what is taken in anyway is still served. */
  constructor(options: { context: CallContext; bus: Bus; maxOwned: number }) {
    this.#context = options.context;
    this.#bus = options.bus;
    this.#maxOwned = options.maxOwned;
    this.#gone = options.bus.subscribe(subjects.allSessionsGone, ({ data }) => {
      const { sessionId, reason } = SessionGone.decode(data);
      this.get(this.#bySession.get(sessionId) ?? '')?.sessionEnded(sessionId, reason);
    });
  }

  /** Undefined when another instance owns the call, or none. */
  get(callId: string): CallOwner | undefined {
    return this.#owned.get(callId)?.owner;
  }

  /** Whether the call is this instance's, or is just being made or claimed here. */
  has(callId: string): boolean {
    return this.#owned.has(callId) || this.#coming.has(callId);
  }

  get owners(): readonly CallOwner[] {
    return [...this.#owned.values()].map(({ owner }) => owner);
  }

  /** How many calls more it takes; 0 = full. */
  get room(): number {
    return Math.max(0, this.#maxOwned - this.#owned.size);
  }

  /** Starts to listen for a call that is about to be this instance's. */
  listen(callId: string): Disposable {
    const subscription = this.#bus.subscribe(
      subjects.call(callId),
      (message) => void this.#answer(callId, message),
    );
    this.#coming.set(callId, Promise.withResolvers());
    return {
      [Symbol.dispose]: () => {
        this.#came(callId);
        subscription[Symbol.dispose]();
      },
    };
  }

  /** Takes a call in that was created or claimed. */
  own(call: LiveCall, tenure: Tenure, subscription: Disposable): CallOwner {
    const { callId } = call;
    const owner = new CallOwner(this.#context, call, tenure, {
      changed: (before, now) => this.#index(before, now),
      released: () => this.#release(callId, owner),
    });
    this.#owned.set(callId, { owner, subscription });
    this.#came(callId);
    this.#index(undefined, call);
    return owner;
  }

  /** The lease was lost: every call has to be made sure of. */
  doubt(): void {
    for (const owner of this.owners) owner.doubt();
  }

  /** Answers no more and waits for what is under way. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#gone.unsubscribe();
    for (const subscription of this.#over.values()) subscription[Symbol.dispose]();
    for (const { subscription } of this.#owned.values()) subscription[Symbol.dispose]();
    await Promise.all(this.owners.map((owner) => owner.settled()));
    for (const owner of this.owners) owner[Symbol.dispose]();
    this.#owned.clear();
    this.#bySession.clear();
  }

  async #answer(callId: string, message: BusMessage): Promise<void> {
    try {
      await this.#coming.get(callId)?.promise;
      const owner = this.get(callId);
      // It is over, or somebody else's: who asks goes by the record.
      if (owner === undefined) throw new WeftError('NO_RESPONDER');
      message.respond(
        CallReply.encode(await answerCall(this.#context, owner, CallRequest.decode(message.data))),
      );
    } catch (error) {
      message.respond(CallReply.encode({ result: { case: 'fault', value: toFault(error) } }));
    }
  }

  #came(callId: string): void {
    this.#coming.get(callId)?.resolve();
    this.#coming.delete(callId);
  }

  #release(callId: string, owner: CallOwner): void {
    const owned = this.#owned.get(callId);
    if (owned?.owner !== owner) return;
    owner[Symbol.dispose]();
    this.#owned.delete(callId);
    this.#index(owner.state, undefined);
    if (owner.state.stage === 'ended') this.#linger(callId, owned.subscription);
    else owned.subscription[Symbol.dispose]();
  }

  /** A question that is on its way while nobody listens any more would wait for an answer in vain. */
  #linger(callId: string, subscription: Disposable): void {
    this.#over.set(callId, subscription);
    this.#context.clock.after(OVER_MS, () => {
      this.#over.delete(callId);
      subscription[Symbol.dispose]();
    });
  }

  #index(before: CallState | undefined, now: CallState | undefined): void {
    for (const { sessionId } of before === undefined ? [] : legsOf(before)) {
      // An agent may be in the next call before the end of the last one is stored.
      if (this.#bySession.get(sessionId) === before?.callId) this.#bySession.delete(sessionId);
    }
    if (now === undefined || now.stage === 'ended') return;
    for (const { sessionId } of legsOf(now)) this.#bySession.set(sessionId, now.callId);
  }
}
