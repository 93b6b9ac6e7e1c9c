import type { Clock } from '@weft/proto';

/** A participant's page that could not connect to a node is not sent there again for so long, doubled each time. */
const FIRST_MS = 60_000;
const MAX_DOUBLINGS = 4;
/** Pairs that are remembered for one call; the oldest is forgotten first. */
const MAX_PAIRS = 64;

interface Failure {
  readonly times: number;
  readonly untilMs: number;
}

/** At which nodes participants of one call cannot get a standby leg to work, by the word of their pages. */
export class FailedStandbys {
  readonly #clock: Clock;
  /** By participant and node, the latest last. */
  readonly #failures = new Map<string, Failure>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A page tells of it. */
  add(participantId: string, nodeId: string): void {
    const pair = `${participantId} ${nodeId}`;
    const times = (this.#failures.get(pair)?.times ?? 0) + 1;
    const forMs = FIRST_MS * 2 ** Math.min(times - 1, MAX_DOUBLINGS);
    this.#failures.delete(pair);
    this.#failures.set(pair, { times, untilMs: this.#clock.monotonic() + forMs });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MAX_PAIRS && oldest !== undefined) this.#failures.delete(oldest);
  }

  /** The nodes to which the participant is not to be sent now. */
  nodesOf(participantId: string): readonly string[] {
    const nowMs = this.#clock.monotonic();
    return [...this.#failures].flatMap(([pair, { untilMs }]) => {
      const [who, nodeId = ''] = pair.split(' ');
      return who === participantId && nowMs < untilMs ? [nodeId] : [];
    });
  }
}
