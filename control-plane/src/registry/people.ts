import { AgentRecord, type Clock, type Directory, keys, type Log } from '@weft/proto';
import { inTime } from '../in-time.ts';
import type { People } from '../ports.ts';
import { Records } from './records.ts';

/** Whoever signs in while etcd does not answer is judged by what is known after this long. */
const PATIENCE_MS = 1_000;

export interface WatchedPeopleOptions {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The people of etcd's `keys.agents`, kept in memory. Who gets a session is asked of etcd itself: an edge hears of
 * whom was shut out at the same time as this does, and their page asks for another session at once.
 */
export class WatchedPeople implements People, AsyncDisposable {
  readonly #records: Records<AgentRecord>;
  readonly #options: WatchedPeopleOptions;

  private constructor(records: Records<AgentRecord>, options: WatchedPeopleOptions) {
    this.#records = records;
    this.#options = options;
  }

  static async create(options: WatchedPeopleOptions): Promise<WatchedPeople> {
    const { directory, log } = options;
    return new WatchedPeople(await Records.watch(directory, keys.agents, AgentRecord, log), options);
  }

  async find(login: string): Promise<AgentRecord | undefined> {
    const known = [...this.#records.all.values()].find(({ value }) => value.login === login)?.value;
    if (known === undefined) return undefined;
    const person = await inTime(this.#options.clock, PATIENCE_MS, this.#newest(known), known);
    return person === undefined || person.barred || person.login !== login ? undefined : person;
  }

  byId(agentId: string): AgentRecord | undefined {
    const person = this.#records.get(agentId)?.value;
    return person?.barred === true ? undefined : person;
  }

  haveEnded(agentId: string, issuedAtMs: number): boolean {
    const person = this.#records.get(agentId)?.value;
    return person !== undefined && (person.barred || issuedAtMs < person.signedOutMs);
  }

  all(): readonly AgentRecord[] {
    return [...this.#records.all.values()].map(({ value }) => value);
  }

  /** Told whenever anything about somebody changed, by their id. */
  onChange(listener: (agentId: string) => void): Disposable {
    return this.#records.onChange((agentId) => listener(agentId));
  }

  async #newest(known: AgentRecord): Promise<AgentRecord | undefined> {
    const { directory, log } = this.#options;
    try {
      const entry = await directory.get(keys.agent(known.agentId));
      return entry === undefined ? undefined : AgentRecord.fromJson(entry.value);
    } catch (error) {
      log.debug({ agentId: known.agentId, error: String(error) }, 'person not asked for');
      return known;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#records[Symbol.asyncDispose]();
  }
}
