import { type Directory, idOf, keys, type Log, SignOutRecord, type View } from '@weft/proto';

/** Whose sessions of before are over, told once for each time. */
export type SignOutListener = (signOut: SignOutRecord) => void;

/**
 * Whose sessions the control plane has ended, as etcd has it: somebody was shut
 * out, or has another password. A record that cannot be read counts as none.
 */
export class SignOuts implements AsyncDisposable {
  readonly #view: View;
  readonly #log: Log;
  readonly #records = new Map<string, SignOutRecord>();
  readonly #listeners = new Set<SignOutListener>();

  private constructor(view: View, log: Log) {
    this.#view = view;
    this.#log = log;
    for (const [key, { value }] of view.entries) this.#use(key, value);
    view.onChange((key, entry) => {
      const signOut = this.#use(key, entry?.value);
      if (signOut === undefined) return;
      for (const listener of [...this.#listeners]) listener(signOut);
    });
  }

  /** Resolves when what is in etcd is known. Throws WeftError while etcd is away. */
  static async create({
    directory,
    log,
  }: {
    readonly directory: Directory;
    readonly log: Log;
  }): Promise<SignOuts> {
    return new SignOuts(await directory.watch(keys.signOuts), log);
  }

  /** Whether a token of the subject that was made then (milliseconds since the Unix epoch) is over. */
  covers(subjectId: string, issuedAtMs: number): boolean {
    return issuedAtMs < (this.#records.get(subjectId)?.beforeMs ?? 0);
  }

  /** Told of each that comes from now on. */
  onSignOut(listener: SignOutListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    await this.#view[Symbol.asyncDispose]();
  }

  #use(key: string, value: string | undefined): SignOutRecord | undefined {
    const subjectId = idOf(keys.signOuts, key);
    this.#records.delete(subjectId);
    if (value === undefined) return undefined;
    try {
      const signOut = SignOutRecord.fromJson(value);
      this.#records.set(subjectId, signOut);
      return { ...signOut, agentId: subjectId };
    } catch (error) {
      this.#log.error({ key, error: String(error) }, 'sign-out cannot be read');
      return undefined;
    }
  }
}
