import { randomBytes } from 'node:crypto';
import { type Directory, keys, type Log, type View, WeftError } from '@weft/proto';
import type { ResumeSecret } from '../core/resume-token.ts';

const SECRET_BYTES = 32;
/** Edges that start together race for the first write; each loser reads the winner's. */
const MAX_TRIES = 5;

export interface SharedSecretOptions {
  readonly directory: Directory;
  readonly log: Log;
}

/**
 * The secret that resume tokens are made with, one for all edges. It stands in
 * etcd, where the first edge puts it; an edge that sees it vanish puts its own
 * back, and one that sees another takes that and still knows the one before.
 * It stands in no log.
 */
export class SharedSecret implements ResumeSecret, AsyncDisposable {
  readonly #options: SharedSecretOptions;
  readonly #view: View;
  #current: Uint8Array;
  #previous: Uint8Array | undefined;

  private constructor(options: SharedSecretOptions, view: View, current: Uint8Array) {
    this.#options = options;
    this.#view = view;
    this.#current = current;
    view.onChange((key, entry) => {
      if (key !== keys.resumeSecret) return;
      if (entry === undefined) void this.#restore();
      else this.#use(entry.value);
    });
  }

  /** Reads the secret, or makes it. Throws WeftError UNAVAILABLE or TIMEOUT while etcd is away. */
  static async create(options: SharedSecretOptions): Promise<SharedSecret> {
    const view = await options.directory.watch(keys.resumeSecret);
    const current = await agree(options.directory);
    return new SharedSecret(options, view, current);
  }

  get current(): Uint8Array {
    return this.#current;
  }

  get previous(): Uint8Array | undefined {
    return this.#previous;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#view[Symbol.asyncDispose]();
  }

  #use(text: string): void {
    const secret = secretOf(text);
    if (secret === undefined)
      this.#options.log.warn({}, 'resume secret cannot be read; the one before stays in use');
    else if (!Buffer.from(secret).equals(this.#current)) {
      this.#previous = this.#current;
      this.#current = secret;
      this.#options.log.info({}, 'resume secret replaced');
    }
  }

  async #restore(): Promise<void> {
    const value = Buffer.from(this.#current).toString('base64url');
    try {
      await this.#options.directory.transact([
        { do: 'put', key: keys.resumeSecret, value, expect: 'absent' },
      ]);
    } catch (error) {
      this.#options.log.warn({ error: String(error) }, 'resume secret not put back');
    }
  }
}

async function agree(directory: Directory): Promise<Uint8Array> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const entry = await directory.get(keys.resumeSecret);
    const found = entry === undefined ? undefined : secretOf(entry.value);
    if (found !== undefined) return found;
    const made = randomBytes(SECRET_BYTES);
    // What cannot be read is of no use to any edge, and is replaced.
    const expect = entry === undefined ? 'absent' : { revision: entry.revision };
    const value = made.toString('base64url');
    const revision = await directory.transact([{ do: 'put', key: keys.resumeSecret, value, expect }]);
    if (revision !== undefined) return made;
  }
  throw new WeftError('UNAVAILABLE', 'the edges do not agree on a resume secret');
}

function secretOf(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === SECRET_BYTES ? bytes : undefined;
}
