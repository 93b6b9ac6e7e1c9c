import { CallRecord, type Directory, keys, type Log, OwnerRecord } from '@weft/proto';
import { type Kept, Records } from '../registry/records.ts';

/** All calls of the mesh as etcd has them, and who owns them. */
export class LiveCalls implements AsyncDisposable {
  readonly records: Records<CallRecord>;
  readonly owners: Records<OwnerRecord>;
  /** Live calls by the subjects in them. */
  readonly #bySubject = new Map<string, string>();

  private constructor(records: Records<CallRecord>, owners: Records<OwnerRecord>) {
    this.records = records;
    this.owners = owners;
    for (const [id, kept] of records.all) this.#index(id, kept.value, undefined);
    records.onChange((id, now, before) => this.#index(id, now?.value, before?.value));
  }

  static async create(options: { directory: Directory; log: Log }): Promise<LiveCalls> {
    const { directory, log } = options;
    const [records, owners] = await Promise.all([
      Records.watch(directory, keys.calls, CallRecord, log),
      Records.watch(directory, keys.callOwners, OwnerRecord, log),
    ]);
    return new LiveCalls(records, owners);
  }

  /** The live call this customer or agent is in, as far as the watch has heard. */
  callOf(subjectId: string): string | undefined {
    return this.#bySubject.get(subjectId);
  }

  /** Calls that are not over. */
  *live(): Iterable<Kept<CallRecord>> {
    for (const kept of this.records.all.values()) if (kept.value.stage !== 'ended') yield kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.records[Symbol.asyncDispose](), this.owners[Symbol.asyncDispose]()]);
  }

  #index(callId: string, now: CallRecord | undefined, before: CallRecord | undefined): void {
    for (const { subjectId } of before?.legs ?? []) {
      if (this.#bySubject.get(subjectId) === callId) this.#bySubject.delete(subjectId);
    }
    if (now === undefined || now.stage === 'ended') return;
    for (const { subjectId } of now.legs) this.#bySubject.set(subjectId, callId);
  }
}
