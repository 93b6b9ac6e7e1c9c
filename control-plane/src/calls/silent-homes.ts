import type { Clock, Timer } from '@weft/proto';
import type { Leg, LiveCall } from './state.ts';
import { legsOf } from './step.ts';

/** The first answer is waited for so long: no longer than from a node's suspicion to the verdict on it. */
const ANSWER_WITHIN_MS = 400;
/** How often pages are asked again while a node stays silent. */
const ASK_EVERY_MS = 1_000;
/** So many questions may go without an answer from who gave one before: it may have got lost. */
const MAY_MISS = 2;

/** What is known of one node that the cluster does not hear. */
interface Silence {
  /** The call's when it began: of a later one the node knows nothing. */
  readonly epoch: number;
  readonly sinceMs: number;
  askedAtMs: number;
  /** Questions so far. */
  asked: number;
  /** By participant: the last question at which their page said that it hears the node. */
  readonly heardAt: Map<string, number>;
  /** Something is wanted of the node, which it cannot be told. */
  needed: boolean;
}

/** What silent homes do through the call they are of. */
export interface SilentHomesOptions {
  readonly clock: Clock;
  /** Asks the pages of those at this node whether they hear it. */
  readonly ask: (call: LiveCall, nodeId: string) => void;
  /** Whether anybody could answer now. */
  readonly reachable: () => boolean;
  /** Whoever looks finds another answer than before. */
  readonly look: () => void;
}

/**
 * The homes of one call that are silent to the cluster, and whether pages hear them all the same: such a node is cut off, not
 * dead. It keeps what it carries, as it is. As soon as anything is to change that it would have to be told (an epoch, a room,
 * a wish of a page), those at it leave.
 */
export class SilentHomes implements Disposable {
  readonly #options: SilentHomesOptions;
  /** By node. Bound: the homes of one call. */
  readonly #silences = new Map<string, Silence>();
  #timer: Timer | undefined;

  constructor(options: SilentHomesOptions) {
    this.#options = options;
  }

  /** A silence begins: pages are asked. */
  begin(call: LiveCall, nodeId: string): void {
    const sinceMs = this.#options.clock.monotonic();
    this.#silences.set(nodeId, {
      ...{ epoch: call.epoch, sinceMs, askedAtMs: sinceMs, asked: 1, needed: false },
      heardAt: new Map(),
    });
    this.#options.ask(call, nodeId);
    this.#lookIn(ANSWER_WITHIN_MS + 1);
  }

  /** The node is heard again. */
  end(nodeId: string): void {
    this.#silences.delete(nodeId);
  }

  /** A participant's page hears the node. */
  heard(participantId: string, nodeId: string): void {
    const silence = this.#silences.get(nodeId);
    silence?.heardAt.set(participantId, silence.asked);
  }

  /** Something is wanted of the node: nobody is kept there. */
  need(nodeId: string): void {
    const silence = this.#silences.get(nodeId);
    if (silence !== undefined) silence.needed = true;
  }

  /** Goes on asking about these nodes, which may be dead for all that the cluster knows. Those whose pages hear them. */
  follow(call: LiveCall, silent: readonly string[]): readonly string[] {
    const { clock, reachable, ask } = this.#options;
    const nowMs = clock.monotonic();
    const homes = legsOf(call).map(({ nodeId }) => nodeId);
    for (const nodeId of this.#silences.keys()) if (!homes.includes(nodeId)) this.#silences.delete(nodeId);
    for (const nodeId of silent) {
      const silence = this.#silences.get(nodeId);
      if (silence === undefined) this.begin(call, nodeId);
      else if (nowMs - silence.askedAtMs >= ASK_EVERY_MS && reachable()) {
        silence.askedAtMs = nowMs;
        silence.asked += 1;
        ask(call, nodeId);
      }
    }
    const kept = legsOf(call).filter((leg) => silent.includes(leg.nodeId) && this.keeps(call, leg));
    if (kept.length > 0) this.#lookIn(ASK_EVERY_MS);
    const told = kept.filter(({ nodeId }) => (this.#silences.get(nodeId)?.heardAt.size ?? 0) > 0);
    return [...new Set(told.map(({ nodeId }) => nodeId))];
  }

  /** Whether somebody stays at a home that the cluster does not hear: their page does, or has been asked just now. */
  keeps(call: LiveCall, { nodeId, participantId }: Leg): boolean {
    const silence = this.#silences.get(nodeId);
    // Who only waits loses nothing by going elsewhere, and can be answered there.
    if (silence === undefined || call.stage !== 'active') return false;
    if (silence.needed || silence.epoch !== call.epoch) return false;
    const heardAt = silence.heardAt.get(participantId);
    if (heardAt !== undefined) return silence.asked - heardAt <= MAY_MISS;
    return this.#options.clock.monotonic() - silence.sinceMs <= ANSWER_WITHIN_MS;
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#silences.clear();
  }

  /** The next look; an earlier one that waits comes first, and finds out when the one after it is due. */
  #lookIn(inMs: number): void {
    this.#timer ??= this.#options.clock.after(inMs, () => {
      this.#timer = undefined;
      this.#options.look();
    });
  }
}
