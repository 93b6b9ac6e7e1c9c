import { AgentRecord, type Directory, keys, type Log } from '@weft/proto';
import type { People } from '../ports.ts';
import { Records } from './records.ts';

/** The people of etcd's `keys.agents`, kept in memory: a sign-in asks nobody. */
export class WatchedPeople implements People, AsyncDisposable {
  readonly #records: Records<AgentRecord>;

  private constructor(records: Records<AgentRecord>) {
    this.#records = records;
  }

  static async create(options: { directory: Directory; log: Log }): Promise<WatchedPeople> {
    return new WatchedPeople(await Records.watch(options.directory, keys.agents, AgentRecord, options.log));
  }

  find(login: string): Promise<AgentRecord | undefined> {
    const found = [...this.#records.all.values()].find(({ value }) => value.login === login && !value.barred);
    return Promise.resolve(found?.value);
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#records[Symbol.asyncDispose]();
  }
}
