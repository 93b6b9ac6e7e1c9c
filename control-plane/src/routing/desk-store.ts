import { type Clock, DeskRecord, type Directory, keys, type Log } from '@weft/proto';
import { deskRecordOf } from './desk-record.ts';
import type { AgentDesk } from './queue.ts';

const RETRY_PAUSE_MS = 500;

/**
 * Keeps desks in etcd for the queue's next owner. Each write holds only while
 * this instance owns the queue. One write per desk at a time, the latest state
 * wins, and while etcd is away it is tried again.
 */
export class DeskStore {
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #queueId: string;
  readonly #ownerRevision: string;
  readonly #lost: () => void;
  /** What is to be written by agent; undefined = to be deleted. */
  readonly #wanted = new Map<string, AgentDesk | undefined>();
  readonly #writing = new Set<string>();
  #closed = false;

  /** `lost` is called when a write shows that the queue has another owner. */
  constructor(options: {
    directory: Directory;
    clock: Clock;
    log: Log;
    queueId: string;
    ownerRevision: string;
    lost: () => void;
  }) {
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#queueId = options.queueId;
    this.#ownerRevision = options.ownerRevision;
    this.#lost = options.lost;
  }

  save(desk: AgentDesk): void {
    this.#want(desk.agentId, desk);
  }

  forget(agentId: string): void {
    this.#want(agentId, undefined);
  }

  /** Nothing more is written. */
  close(): void {
    this.#closed = true;
    this.#wanted.clear();
  }

  #want(agentId: string, desk: AgentDesk | undefined): void {
    this.#wanted.set(agentId, desk);
    if (!this.#writing.has(agentId)) void this.#write(agentId);
  }

  async #write(agentId: string): Promise<void> {
    this.#writing.add(agentId);
    while (this.#wanted.has(agentId) && !this.#closed) {
      const desk = this.#wanted.get(agentId);
      this.#wanted.delete(agentId);
      try {
        if ((await this.#transact(agentId, desk)) === undefined) this.#lost();
      } catch (error) {
        this.#log.debug({ agentId, error: String(error) }, 'desk not stored yet');
        await new Promise<void>((resolve) => void this.#clock.after(RETRY_PAUSE_MS, resolve));
        if (!this.#wanted.has(agentId)) this.#wanted.set(agentId, desk);
      }
    }
    this.#writing.delete(agentId);
  }

  #transact(agentId: string, desk: AgentDesk | undefined): Promise<string | undefined> {
    const key = keys.desk(agentId);
    const at = { nowMs: this.#clock.now(), monotonicMs: this.#clock.monotonic() };
    return this.#directory.transact([
      desk === undefined
        ? { do: 'delete', key }
        : { do: 'put', key, value: DeskRecord.toJson(deskRecordOf(desk, this.#queueId, at)) },
      { do: 'check', key: keys.queueOwner(this.#queueId), expect: { revision: this.#ownerRevision } },
    ]);
  }
}
