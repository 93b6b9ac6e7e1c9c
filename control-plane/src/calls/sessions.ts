import {
  type Bus,
  ControlPush,
  type ControlPushInit,
  type Fault,
  MalformedMessage,
  SessionPush,
  SessionStanding,
  SharedPush,
  subjects,
  WeftError,
} from '@weft/proto';
import type { PushCount, PushPlace } from './push-count.ts';

/** An edge answers nothing to a question whether a session lives; this is how long no answer is waited for. */
const ALIVE_AFTER_MS = 500;
const QUESTION = new Uint8Array(0);
/** Fewer are told one by one: a message to all edges costs each of them something. */
const MIN_SHARED = 4;
/** Sessions that one message names at most. */
const MAX_SHARED = 1_000;

/** What is sent to clients, by their session; the edge that holds it keeps the order. */
export class Sessions {
  readonly #bus: Bus;
  readonly #count: PushCount;
  readonly #edges: () => number;

  /** `edges` says how many there are, while all of them hear what is published for many; 0 = each session is told alone. */
  constructor(bus: Bus, count: PushCount, edges: () => number = () => 0) {
    this.#bus = bus;
    this.#count = count;
    this.#edges = edges;
  }

  /** Whether pushes go out now, and answers could come. */
  get reachable(): boolean {
    return this.#bus.connected;
  }

  /**
   * Sends a push. With a coalesce key it may be replaced by a later one of the
   * same key while it waits. A session that is gone loses it.
   */
  push(sessionId: string, push: ControlPushInit, coalesceKey = ''): void {
    this.#send(sessionId, ControlPush.encode(push), coalesceKey);
  }

  /**
   * Sends the same to many: in one message to all edges where that is less than one
   * for each session, and in order with what each of them is sent alone.
   */
  pushAll(sessionIds: readonly string[], push: ControlPushInit, coalesceKey = ''): void {
    if (sessionIds.length === 0) return;
    const edges = this.#edges();
    const value = ControlPush.encode(push);
    if (edges === 0 || sessionIds.length < Math.max(MIN_SHARED, edges)) {
      for (const sessionId of sessionIds) this.#send(sessionId, value, coalesceKey);
      return;
    }
    const placed = sessionIds.map((sessionId) => ({ sessionId, ...this.#count.next(sessionId) }));
    for (const to of parts(placed)) {
      this.#bus.publish(
        subjects.shared,
        SharedPush.encode({
          ...{ source: { case: 'control', value }, coalesceKey, sourceId: to[0]?.sourceId ?? '' },
          sessionIds: to.map(({ sessionId }) => sessionId),
          sourceSeqs: to.map(({ sourceSeq }) => sourceSeq),
        }),
      );
    }
  }

  #send(sessionId: string, value: Uint8Array, coalesceKey: string): void {
    this.#bus.publish(
      subjects.session(sessionId),
      SessionPush.encode({
        source: { case: 'control', value },
        coalesceKey,
        ...this.#count.next(sessionId),
      }),
    );
  }

  /** Has the edge close the session. */
  close(sessionId: string, fault: Fault): void {
    this.#bus.publish(subjects.session(sessionId), SessionPush.encode({ closeWith: fault }));
  }

  /**
   * Whether some edge holds the session at this moment: nobody listens for one
   * that ended, and for a short while for one that moves between edges.
   * Undefined while the bus cannot say.
   */
  async lives(sessionId: string): Promise<boolean | undefined> {
    const standing = await this.standing(sessionId);
    return standing === undefined ? undefined : standing.name !== 'gone';
  }

  /** How a session stands at this moment: the question also has its edge ask the client for a sign of life. Undefined while the bus cannot say. */
  async standing(sessionId: string): Promise<Standing | undefined> {
    try {
      const subject = subjects.sessionAsk(sessionId);
      const answer = await this.#bus.request(subject, QUESTION, { timeoutMs: ALIVE_AFTER_MS });
      return { name: 'held', silentMs: SessionStanding.decode(answer).silentMs };
    } catch (error) {
      if (error instanceof MalformedMessage) return { name: 'held', silentMs: 0 };
      if (!(error instanceof WeftError)) throw error;
      if (error.code === 'NO_RESPONDER') return { name: 'gone' };
      return error.code === 'TIMEOUT' && this.#bus.connected ? { name: 'unanswered' } : undefined;
    }
  }
}

/** What is known of a session. */
export type Standing =
  /** An edge has it; for so long its client has been away or given no sign of life that was asked for. */
  | { readonly name: 'held'; readonly silentMs: number }
  /** Somebody listens for it, and says nothing. */
  | { readonly name: 'unanswered' }
  /** No edge has it at this moment. */
  | { readonly name: 'gone' };

type Placed = PushPlace & { readonly sessionId: string };

/** As many as fit in a message, all of one source: the count may have gone on as another in between. */
function parts(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const made: Placed[][] = [];
  for (const one of placed) {
    const last = made.at(-1);
    const fits = last !== undefined && last.length < MAX_SHARED && last[0]?.sourceId === one.sourceId;
    if (fits) last.push(one);
    else made.push([one]);
  }
  return made;
}
