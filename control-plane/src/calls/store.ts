import { CallRecord, type Change, type Clock, type Directory, keys, OwnerRecord } from '@weft/proto';
import { recordJson } from './record.ts';
import type { EndedCall, LiveCall } from './state.ts';

/** Proof of ownership: the revisions of the call's record and of the owner key that this instance wrote. */
export interface Hold {
  readonly recordRevision: string;
  readonly ownerRevision: string;
}

/** A call's two keys as etcd has them. */
export interface Found {
  readonly record: CallRecord | undefined;
  readonly recordRevision: string | undefined;
  readonly owner: OwnerRecord | undefined;
  readonly ownerRevision: string | undefined;
}

/**
 * Calls in etcd. Each write holds only while record and owner key are as this
 * instance left them: one that lost the call without noticing changes nothing.
 * Every method throws UNAVAILABLE or TIMEOUT while etcd cannot answer.
 */
export class CallStore {
  readonly #directory: Directory;
  readonly #instanceId: string;
  readonly #clock: Clock;

  constructor(directory: Directory, instanceId: string, clock: Clock) {
    this.#directory = directory;
    this.#instanceId = instanceId;
    this.#clock = clock;
  }

  /** A new call with this instance as owner; undefined when the customer has a live call. */
  async create(call: LiveCall): Promise<Hold | undefined> {
    const { callId } = call;
    const revision = await this.#directory.transact([
      { do: 'put', key: keys.call(callId), value: recordJson(call), expect: 'absent' },
      this.#own(callId, call.epoch, 'absent'),
      { do: 'put', key: keys.callOfCustomer(call.customer.subjectId), value: callId, expect: 'absent' },
    ]);
    return revision === undefined ? undefined : { recordRevision: revision, ownerRevision: revision };
  }

  /** The id of the customer's live call, straight from etcd. */
  async callOf(subjectId: string): Promise<string | undefined> {
    return (await this.#directory.get(keys.callOfCustomer(subjectId)))?.value;
  }

  /**
   * Stores a state. Undefined when this instance no longer owns the call, or
   * the queue's owner key is no longer at `queueRevision`.
   */
  async write(call: LiveCall, hold: Hold, queueRevision?: string): Promise<Hold | undefined> {
    const guards: Change[] =
      queueRevision === undefined
        ? []
        : [{ do: 'check', key: keys.queueOwner(call.queueId), expect: { revision: queueRevision } }];
    const revision = await this.#directory.transact([
      {
        do: 'put',
        key: keys.call(call.callId),
        value: recordJson(call),
        expect: { revision: hold.recordRevision },
      },
      { do: 'check', key: keys.callOwner(call.callId), expect: { revision: hold.ownerRevision } },
      ...guards,
    ]);
    return revision === undefined ? undefined : { ...hold, recordRevision: revision };
  }

  /** Stores the end, gives the ownership up and lets the customer call again. False when this instance no longer owns the call. */
  async finish(call: EndedCall, hold: Hold): Promise<boolean> {
    const revision = await this.#directory.transact([
      {
        do: 'put',
        key: keys.call(call.callId),
        value: recordJson(call),
        expect: { revision: hold.recordRevision },
      },
      { do: 'delete', key: keys.callOwner(call.callId), expect: { revision: hold.ownerRevision } },
      { do: 'delete', key: keys.callOfCustomer(call.customer.subjectId) },
    ]);
    return revision !== undefined;
  }

  /**
   * Becomes the owner of a call that has none ('absent') or whose owner key is
   * at the given revision. Undefined when somebody was faster or the record changed.
   */
  async claim(
    callId: string,
    epoch: number,
    recordRevision: string,
    owner: 'absent' | { readonly revision: string },
  ): Promise<Hold | undefined> {
    const ownerRevision = await this.#directory.transact([
      this.#own(callId, epoch, owner),
      { do: 'check', key: keys.call(callId), expect: { revision: recordRevision } },
    ]);
    return ownerRevision === undefined ? undefined : { recordRevision, ownerRevision };
  }

  /** What etcd has of a call. */
  async find(callId: string): Promise<Found> {
    const [record, owner] = await Promise.all([
      this.#directory.get(keys.call(callId)),
      this.#directory.get(keys.callOwner(callId)),
    ]);
    return {
      record: record === undefined ? undefined : CallRecord.fromJson(record.value),
      recordRevision: record?.revision,
      owner: owner === undefined ? undefined : OwnerRecord.fromJson(owner.value),
      ownerRevision: owner?.revision,
    };
  }

  /** Deletes the record of a call that is over, if it is still at this revision. */
  async forget(callId: string, recordRevision: string): Promise<void> {
    await this.#directory.transact([
      { do: 'delete', key: keys.call(callId), expect: { revision: recordRevision } },
    ]);
  }

  #own(callId: string, epoch: number, expect: 'absent' | { readonly revision: string }): Change {
    const value = OwnerRecord.toJson({
      instanceId: this.#instanceId,
      epoch,
      sinceMs: this.#clock.now(),
    });
    return { do: 'put', key: keys.callOwner(callId), value, leased: true, expect };
  }
}
