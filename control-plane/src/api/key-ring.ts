import { type Clock, type Directory, keys, type Log, type Timer, type View } from '@weft/proto';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { SigningKey } from './key-file.ts';
import { readKeySet, withOwnKey, writeKeySet } from './key-set.ts';

/** Longer than any token of a key lives, a guest's memory included (tokens.ts). */
const KEY_LIFE_MS = 36 * 3_600_000;
/** How often the own key's time is moved on; and how soon a try that failed is repeated. */
const RENEW_MS = 3_600_000;
const RETRY_MS = 1_000;
/** Tries of one compare-and-set; only other instances' starts compete. */
const MAX_TRIES = 10;

/** What the ring is made of. */
export interface KeyRingOptions {
  readonly directory: Directory;
  readonly own: SigningKey;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The own signing key and every key that tokens may be signed with. The public
 * half of the own key is kept published; the keys of the other instances are
 * watched, so that a token of any instance is good at all of them.
 */
export class KeyRing implements AsyncDisposable {
  readonly own: SigningKey;
  readonly #options: KeyRingOptions;
  readonly #view: View;
  readonly #listening: Disposable;
  #timer: Timer | undefined;
  #published = false;
  #closed = false;
  #find: JWTVerifyGetKey;

  private constructor(options: KeyRingOptions, view: View) {
    this.own = options.own;
    this.#options = options;
    this.#view = view;
    this.#find = this.#finder();
    this.#listening = view.onChange((key) => {
      if (key !== keys.jwks) return;
      this.#find = this.#finder();
      // Somebody emptied or overwrote the set: tokens of this instance would be refused.
      if (!this.#read().some(({ kid }) => kid === this.own.kid)) this.#publishSoon(0);
    });
  }

  /** Publishes the own key. Throws UNAVAILABLE or TIMEOUT while etcd cannot be asked. */
  static async create(options: KeyRingOptions): Promise<KeyRing> {
    const ring = new KeyRing(options, await options.directory.watch(keys.jwks));
    try {
      await ring.#publish();
    } catch (error) {
      await ring[Symbol.asyncDispose]();
      throw error;
    }
    return ring;
  }

  /** Why tokens signed now may be refused elsewhere; undefined = they are good. */
  get unready(): string | undefined {
    return this.#published ? undefined : 'the signing key is not published in etcd';
  }

  /** The key that a token's header names; for jose. */
  readonly find: JWTVerifyGetKey = (header, token) => this.#find(header, token);

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    this.#listening[Symbol.dispose]();
    await this.#view[Symbol.asyncDispose]();
  }

  #read(): ReturnType<typeof readKeySet> {
    return readKeySet(this.#view.entries.get(keys.jwks)?.value ?? '');
  }

  #finder(): JWTVerifyGetKey {
    const nowMs = this.#options.clock.now();
    const known = withOwnKey(this.#read(), this.own, nowMs + KEY_LIFE_MS, nowMs);
    const set: JSONWebKeySet = { keys: known.map(({ untilMs: _, ...key }) => key) };
    return createLocalJWKSet(set);
  }

  #publishSoon(delayMs: number): void {
    this.#timer?.cancel();
    if (this.#closed) return;
    this.#timer = this.#options.clock.after(delayMs, () => {
      this.#publish().catch((error: unknown) => {
        this.#options.log.warn({ error: String(error) }, 'signing key not published');
        this.#publishSoon(RETRY_MS);
      });
    });
  }

  async #publish(): Promise<void> {
    const { directory, clock, log } = this.#options;
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const entry = await directory.get(keys.jwks);
      const nowMs = clock.now();
      const value = writeKeySet(
        withOwnKey(readKeySet(entry?.value ?? ''), this.own, nowMs + KEY_LIFE_MS, nowMs),
      );
      const expect = entry === undefined ? 'absent' : { revision: entry.revision };
      if ((await directory.transact([{ do: 'put', key: keys.jwks, value, expect }])) !== undefined) {
        if (!this.#published) log.info({ kid: this.own.kid }, 'signing key published');
        this.#published = true;
        this.#publishSoon(RENEW_MS);
        return;
      }
    }
    throw new Error('other instances changed the key set each time');
  }
}
