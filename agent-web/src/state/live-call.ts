import type { Call, CallPart, EndCause, MediaPush, MoveNow } from '@weft/proto';
import { keepAsking } from './ask.ts';
import { isStale, kindOf, talkedMs } from './call-view.ts';
import { type HangUpParts, saysOver, tellHungUp } from './hang-up.ts';
import { latestAnswer } from './latest-answer.ts';
import type { MediaCall } from './media/media-call.ts';
import type { TransferTarget } from './types.ts';

/** Who only listens sends nothing: nobody would be given it, and no microphone is opened for it. */
const talks = (part: CallPart): boolean => part !== 'listens';

/** What of a call's media a live call uses. */
export type CallMedia = Pick<
  MediaCall,
  'update' | 'push' | 'moveNow' | 'sessionRenewed' | 'setMicrophone' | 'setCamera' | 'close'
>;

export interface LiveCallOptions<Media extends CallMedia> extends HangUpParts {
  readonly call: Call;
  /** Makes the media; `resync` asks for the call as it is now. */
  readonly createMedia: (callId: string, resync: () => Promise<Call | undefined>) => Media;
  /** What it means when the mesh does not know the call any more. */
  readonly lostCause: EndCause;
  /** `call` changed. */
  readonly changed: () => void;
  /** Over, for whatever cause; told once. The media is closed by then. */
  readonly ended: (call: Call, cause: EndCause, durationMs: number) => void;
}

/** A call this side is in, from the moment the mesh knows it until it is over: its state and its media. */
export class LiveCall<Media extends CallMedia> {
  readonly media: Media;
  readonly #options: LiveCallOptions<Media>;
  #call: Call;
  #over = false;
  /** How often there was news. */
  #heard = 0;
  /** Raised with every new session of the link. */
  #session = 0;

  constructor(options: LiveCallOptions<Media>) {
    this.#options = options;
    this.#call = options.call;
    this.media = options.createMedia(options.call.callId, () => this.resync());
    // Joining and opening devices go side by side: none waits for the other.
    this.media.update(options.call);
    const { part } = options.call;
    if (talks(part)) this.media.setMicrophone(true);
    // In the call of somebody else nobody is seen before they want to be.
    if (part === 'unspecified' && kindOf(options.call) === 'video') this.media.setCamera(true);
  }

  get call(): Call {
    return this.#call;
  }

  /** Takes news of the call, if it is of this one and not older than what is known. */
  apply(news: Call): void {
    if (this.#over || news.callId !== this.#call.callId || isStale(this.#call, news)) return;
    const { part } = this.#call;
    this.#call = news;
    this.#heard += 1;
    if (news.stage === 'ended') {
      this.#end(news.endCause, talkedMs(news));
      return;
    }
    this.media.update(news);
    if (talks(news.part) !== talks(part)) this.media.setMicrophone(talks(news.part));
    if (!talks(news.part)) this.media.setCamera(false);
    this.#options.changed();
  }

  /** `nodeId`: the media node that tells. */
  push(push: MediaPush, nodeId: string): void {
    if (!this.#over) this.media.push(push, nodeId);
  }

  /** The cluster saw a node die that carries this side: its standby takes over at once. */
  moveNow(move: MoveNow): void {
    if (!this.#over && move.callId === this.#call.callId) this.media.moveNow(move);
  }

  /** The link has a new session: media goes on with it, and the call is told of it and asked for, however long that takes. */
  sessionRenewed(): void {
    if (this.#over) return;
    this.media.sessionRenewed();
    const session = ++this.#session;
    const { clock, log } = this.#options;
    keepAsking(
      () => this.resync(),
      () => !this.#over && session === this.#session,
      clock,
    ).catch((error: unknown) => log.warn({ error: String(error) }, 'the call does not know the new session'));
  }

  /** Asks for the call as it is now. Undefined = it is over, and `ended` has been told. */
  async resync(): Promise<Call | undefined> {
    const { callId } = this.#call;
    try {
      const sync = () => this.#options.ask.control('call', { case: 'syncCall', value: { callId } });
      this.apply(await latestAnswer(sync, sync, () => this.#heard));
    } catch (error) {
      if (!saysOver(error)) throw error;
      this.#end(this.#options.lostCause, 0);
    }
    return this.#over ? undefined : this.#call;
  }

  /** Asks a question whose answer is this call. Where news came meanwhile, which can overtake the answer, the call is asked for anew. Rejects with the fault. */
  async take(ask: () => Promise<Call>): Promise<void> {
    const heard = this.#heard;
    const answer = await ask();
    if (heard === this.#heard) this.apply(answer);
    else await this.resync();
  }

  async setHold(on: boolean): Promise<void> {
    const value = { callId: this.#call.callId, on };
    await this.#options.ask.control('accepted', { case: 'setHold', value });
  }

  /** Gives the call away: over on this side, while the customer waits for another agent. Rejects when it cannot be. */
  async transfer(to: TransferTarget, durationMs: number): Promise<void> {
    const value = { callId: this.#call.callId, ...to };
    await this.#options.ask.control('accepted', { case: 'transferCall', value });
    this.#end('transferred', durationMs);
  }

  /**
   * Rings at a colleague, who comes in when they accept; `heldForIt`: the customer was put on hold for it, and is so
   * no more where they do not come. Rejects when they are not free.
   */
  async invite(agentId: string, heldForIt: boolean): Promise<void> {
    const value = { callId: this.#call.callId, agentId, heldForIt };
    await this.#options.ask.control('accepted', { case: 'inviteColleague', value });
  }

  /** It rings no more at a colleague who was asked in. */
  async withdraw(agentId: string): Promise<void> {
    const value = { callId: this.#call.callId, agentId };
    await this.#options.ask.control('accepted', { case: 'withdrawInvitation', value });
  }

  /** A colleague who was asked in goes again. */
  async release(participantId: string): Promise<void> {
    const value = { callId: this.#call.callId, participantId };
    await this.#options.ask.control('accepted', { case: 'releaseGuest', value });
  }

  /** Over on this side at once; the mesh is told until it has heard, or will not. Resolves then. */
  hangUp(cause: EndCause, durationMs: number): Promise<void> {
    if (this.#over) return Promise.resolve();
    const told = tellHungUp(this.#call.callId, this.#options);
    this.#end(cause, durationMs);
    return told;
  }

  /** The page goes, or the link has failed: nothing can be told any more. */
  drop(cause: EndCause): void {
    this.#end(cause, 0);
  }

  #end(cause: EndCause, durationMs: number): void {
    if (this.#over) return;
    this.#over = true;
    this.media.close(false);
    this.#options.ended(this.#call, cause, durationMs);
  }
}
