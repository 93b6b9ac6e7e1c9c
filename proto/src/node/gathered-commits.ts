import type { Change } from '../directory.ts';
import { WeftError } from '../errors.ts';

/** etcd's own bound on a transaction is 128 operations, and 128 comparisons of which the client adds one. */
const MAX_CHANGES = 120;
/** A request may have 1.5 MiB. */
const MAX_CHARACTERS = 256_000;
/** Transactions under way each by itself; only what comes beyond is gathered. */
const MAX_UNDER_WAY = 2;
/** Transactions that wait; beyond, they are refused. */
const MAX_WAITING = 10_000;

/** Commits changes all or nothing; undefined when an expectation did not hold. */
export type Commit = (changes: readonly Change[]) => Promise<string | undefined>;

interface Waiting {
  readonly changes: readonly Change[];
  readonly resolve: (revision: string | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits transactions that wait for their turn together, as one: a
 * transaction more costs hardly anything, the way to etcd and to its disk does.
 * Only those go together that have nothing to do with each other; where
 * the whole is refused, each is asked for by itself, so that nobody is refused
 * for another.
 */
export class GatheredCommits {
  readonly #commit: Commit;
  readonly #waiting: Waiting[] = [];
  #underWay = 0;

  constructor(commit: Commit) {
    this.#commit = commit;
  }

  /** Throws what committing throws, and UNAVAILABLE when too many wait. */
  transact(changes: readonly Change[]): Promise<string | undefined> {
    if (this.#waiting.length >= MAX_WAITING)
      return Promise.reject(new WeftError('UNAVAILABLE', 'etcd has too much to do'));
    const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
    this.#waiting.push({ changes, resolve, reject });
    this.#go();
    return promise;
  }

  #go(): void {
    while (this.#waiting.length > 0 && this.#underWay < MAX_UNDER_WAY) {
      this.#underWay += 1;
      void this.#run(this.#waiting.splice(0, fitting(this.#waiting))).then(() => {
        this.#underWay -= 1;
        this.#go();
      });
    }
  }

  /** Never throws: whoever waits is told. */
  async #run(those: readonly Waiting[]): Promise<void> {
    try {
      const revision = await this.#commit(those.flatMap(({ changes }) => changes));
      if (revision === undefined && those.length > 1) {
        await Promise.all(those.map((one) => this.#run([one])));
        return;
      }
      for (const { resolve } of those) resolve(revision);
    } catch (error) {
      for (const { reject } of those) reject(error);
    }
  }
}

/** How many of those that wait can go as one, from the first on. */
function fitting(waiting: readonly Waiting[]): number {
  const written = new Set<string>();
  const read = new Set<string>();
  let [many, changed, characters] = [0, 0, 0];
  for (const { changes } of waiting) {
    changed += changes.length;
    for (const change of changes) if (change.do === 'put') characters += change.value.length;
    if (many > 0 && (changed > MAX_CHANGES || characters > MAX_CHARACTERS)) return many;
    // What one writes, no other may even look at.
    if (changes.some(({ key, do: what }) => written.has(key) || (what !== 'check' && read.has(key))))
      return many;
    for (const { key, do: what } of changes) (what === 'check' ? read : written).add(key);
    many += 1;
  }
  return many;
}
