import { type Directory, keys, WeftError } from '@weft/proto';
import { type AccountMemory, MAX_ACCOUNT_MEMORY } from '../channel.ts';
import type { Sealer } from './sealer.ts';

/** What an account keeps, sealed in etcd; only whoever holds the account's lease writes. */
export class KeptMemory implements AccountMemory {
  readonly #directory: Directory;
  readonly #sealer: Sealer;
  readonly #accountId: string;
  readonly #epoch: number;

  constructor(parts: { directory: Directory; sealer: Sealer }, accountId: string, epoch: number) {
    this.#directory = parts.directory;
    this.#sealer = parts.sealer;
    this.#accountId = accountId;
    this.#epoch = epoch;
  }

  async read(): Promise<string | undefined> {
    const entry = await this.#directory.get(keys.channelMemory(this.#accountId));
    return entry === undefined ? undefined : this.#sealer.open(entry.value, `memory ${this.#accountId}`);
  }

  async write(text: string): Promise<void> {
    if (text.length > MAX_ACCOUNT_MEMORY) throw new RangeError('more than an account may keep');
    const value = this.#sealer.seal(text, `memory ${this.#accountId}`);
    const done = await this.#directory.transact([
      { do: 'check', key: keys.channelOwner(this.#accountId), expect: { revision: `${this.#epoch}` } },
      { do: 'put', key: keys.channelMemory(this.#accountId), value },
    ]);
    if (done === undefined) throw new WeftError('CONFLICT', 'another instance holds the account');
  }
}
