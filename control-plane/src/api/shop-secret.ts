import { randomBytes } from 'node:crypto';
import { type Directory, keys, type Log, type View, WeftError } from '@weft/proto';

const SECRET_BYTES = 32;
/** Instances that start together race for the first write; each loser reads the winner's. */
const MAX_TRIES = 5;

const secretOf = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === SECRET_BYTES ? bytes : undefined;
};

/** The secret that the shop signs its account tokens with. It stands in etcd, where the first instance puts it; a new one holds at once. */
export class ShopSecret implements AsyncDisposable {
  readonly #view: View;
  #current: Uint8Array;

  private constructor(view: View, current: Uint8Array, log: Log) {
    this.#view = view;
    this.#current = current;
    view.onChange((key, entry) => {
      if (key !== keys.shopSecret) return;
      const secret = secretOf(entry?.value ?? '');
      if (secret === undefined) log.warn({}, 'shop secret cannot be read; the one before stays in use');
      else this.#current = secret;
    });
  }

  /** Reads the secret, or makes it. Throws UNAVAILABLE or TIMEOUT while etcd is away. */
  static async create(options: { readonly directory: Directory; readonly log: Log }): Promise<ShopSecret> {
    const { directory, log } = options;
    const view = await directory.watch(keys.shopSecret);
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const entry = await directory.get(keys.shopSecret);
      const found = secretOf(entry?.value ?? '');
      if (found !== undefined) return new ShopSecret(view, found, log);
      const made = randomBytes(SECRET_BYTES);
      const value = made.toString('base64url');
      // What cannot be read is of no use to any instance, and is replaced.
      const expect = entry === undefined ? 'absent' : { revision: entry.revision };
      const written = await directory.transact([{ do: 'put', key: keys.shopSecret, value, expect }]);
      if (written !== undefined) return new ShopSecret(view, made, log);
    }
    await view[Symbol.asyncDispose]();
    throw new WeftError('UNAVAILABLE', 'the instances do not agree on a shop secret');
  }

  get current(): Uint8Array {
    return this.#current;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#view[Symbol.asyncDispose]();
  }
}
