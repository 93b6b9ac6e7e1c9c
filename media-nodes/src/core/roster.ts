import type { Participant } from '@weft/proto';

export interface RosterChange {
  readonly joined: readonly Participant[];
  /** Ids. */
  readonly left: readonly string[];
}

/**
 * Who is in the call, wherever. One person may for a while be at two nodes;
 * others hear of the first arrival and of the last departure only.
 */
export class Roster {
  #present: ReadonlyMap<string, Participant> = new Map();

  get participants(): readonly Participant[] {
    return [...this.#present.values()];
  }

  /** Brings the roster to those present at each node, and says what changed. */
  update(...nodes: readonly Iterable<Participant>[]): RosterChange {
    const next = new Map<string, Participant>();
    for (const people of nodes) for (const person of people) next.set(person.participantId, person);
    const joined = [...next.values()].filter((person) => !this.#present.has(person.participantId));
    const left = [...this.#present.keys()].filter((participantId) => !next.has(participantId));
    this.#present = next;
    return { joined, left };
  }
}
