import { WeftError } from '@weft/proto';
import type { EndedCall, LiveCall } from './state.ts';
import type { CallStore, Hold } from './store.ts';

/**
 * This instance's ownership of one call: it writes with proof, and finds out
 * where it stands when a write got no answer or was refused.
 */
export class Tenure {
  readonly #store: CallStore;
  readonly #instanceId: string;
  readonly #callId: string;
  /** Undefined = what etcd has is not known. */
  #hold: Hold | undefined;
  #lost = false;
  /** When the record says that the call ended; undefined = it does not, as far as is known. */
  #endedAtMs: number | undefined;

  /** From the hold that creating or claiming the call gave. */
  constructor(store: CallStore, instanceId: string, callId: string, hold: Hold) {
    this.#store = store;
    this.#instanceId = instanceId;
    this.#callId = callId;
    this.#hold = hold;
  }

  /** The call belongs to another instance, or is gone; nothing is written any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /** The process's lease was lost and with it, perhaps, the owner key. */
  doubt(): void {
    this.#hold = undefined;
  }

  /** Finds out whether the call is still this instance's, and claims it again when it is nobody's. Throws like `write`. */
  async renew(epoch: number): Promise<void> {
    this.#hold ??= await this.#lookUp(epoch);
  }

  /**
   * Stores a state. Throws CONFLICT when the call is lost, or when the queue's
   * owner key is no longer at `queueRevision`; UNAVAILABLE or TIMEOUT when
   * etcd does not answer.
   */
  async write(call: LiveCall, queueRevision?: string): Promise<void> {
    const written = await this.#attempt(call.epoch, (hold) => this.#store.write(call, hold, queueRevision));
    if (written !== undefined) {
      this.#hold = written;
      return;
    }
    await this.#lookUp(call.epoch);
    throw new WeftError('CONFLICT', 'the offer came from an instance that no longer owns the queue');
  }

  /** Stores the end and gives the ownership up; one that was stored without an answer counts. Throws like `write`. */
  async finish(call: EndedCall): Promise<void> {
    try {
      if (await this.#attempt(call.epoch, (hold) => this.#store.finish(call, hold))) return;
      await this.#lookUp(call.epoch);
    } catch (error) {
      if (this.#endedAtMs !== call.endedAtMs) throw error;
      this.#lost = false;
      return;
    }
    throw new WeftError('UNAVAILABLE', 'the call changed meanwhile');
  }

  async #attempt<Result>(epoch: number, run: (hold: Hold) => Promise<Result>): Promise<Result> {
    const hold = this.#hold ?? (await this.#lookUp(epoch));
    // Until an answer comes it is not known whether the write went through.
    this.#hold = undefined;
    const result = await run(hold);
    this.#hold = hold;
    return result;
  }

  /** Takes over what etcd has as the ground to write on, when the call is still this instance's or nobody's. */
  async #lookUp(epoch: number): Promise<Hold> {
    const found = await this.#store.find(this.#callId);
    const { recordRevision, ownerRevision } = found;
    if (recordRevision !== undefined && found.record?.stage !== 'ended') {
      if (found.owner?.instanceId === this.#instanceId && ownerRevision !== undefined) {
        this.#hold = { recordRevision, ownerRevision };
        return this.#hold;
      }
      if (ownerRevision === undefined) {
        this.#hold = await this.#store.claim(this.#callId, epoch, recordRevision, 'absent');
        if (this.#hold !== undefined) return this.#hold;
      }
    }
    this.#lost = true;
    this.#endedAtMs = found.record?.stage === 'ended' ? found.record.endedAtMs : undefined;
    throw new WeftError('CONFLICT', 'the call is with another instance now');
  }
}
