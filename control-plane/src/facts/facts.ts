import type { Clock, FactBody, FactLog, Log } from '@weft/proto';

/** What happened, without its time. */
export interface NewFact {
  /** Names the happening itself, so that two instances that tell of it tell one fact. */
  readonly factId: string;
  readonly callId?: string;
  readonly epoch?: number;
  readonly body: FactBody;
}

/**
 * Appends facts without holding up what they tell of. They are stored in the
 * order told; one that the log cannot take (its bound is reached) is logged
 * with its id and given up.
 */
export class Facts {
  readonly #facts: FactLog;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(facts: FactLog, clock: Clock, log: Log) {
    this.#facts = facts;
    this.#clock = clock;
    this.#log = log;
  }

  tell(fact: NewFact): void {
    this.#facts.append({ ...fact, atMs: this.#clock.now() }).catch((error: unknown) => {
      this.#log.error(
        { factId: fact.factId, callId: fact.callId, error: String(error) },
        'fact not recorded',
      );
    });
  }
}
