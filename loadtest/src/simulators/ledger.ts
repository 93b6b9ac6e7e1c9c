/** What a vendor saw of one message, to be compared with the desk's. */
export type Entry =
  | {
      readonly is: 'pushed';
      readonly person: string;
      readonly id: string;
      readonly text: string;
      readonly atMs: number;
      /** Undefined = still under way. */
      delivered: boolean | undefined;
      tries: number;
    }
  | {
      readonly is: 'received';
      readonly person: string;
      readonly id: string;
      readonly text: string;
      /** What the person may press below it. */
      readonly choices?: readonly string[];
      readonly atMs: number;
    }
  | {
      readonly is: 'refused';
      readonly person: string;
      readonly code: string;
      readonly text: string;
      readonly atMs: number;
    };

/** Entries kept; the oldest go. */
const MAX_ENTRIES = 200_000;

/** Everything that went over a vendor's desk, in order. */
export class Ledger {
  readonly #entries: Entry[] = [];

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  add<One extends Entry>(entry: One): One {
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries.splice(0, MAX_ENTRIES / 10);
    return entry;
  }

  /** One person's lines, oldest first. */
  of(person: string, most: number): readonly Entry[] {
    return this.#entries.filter((entry) => entry.person === person).slice(-most);
  }
}
