import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { WeftError } from '@weft/proto';

const derive = promisify(argon2);

/** What a new hash costs: 19 MiB and two passes, about 40 ms of one core (OWASP's first choice for argon2id). */
const COST = { memoryKib: 19_456, passes: 2, parallelism: 1 } as const;
/** A stored hash may ask for at most this much, so that a bad record cannot stall the process. */
const MOST = { memoryKib: 262_144, passes: 16, parallelism: 8 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Longer passwords are refused, not cut. In UTF-16 units. */
export const MAX_PASSWORD_LENGTH = 256;
/** Hashes computed at one time, and callers that may wait for their turn; beyond it RATE_LIMITED. */
const MAX_RUNNING = 2;
const MAX_WAITING = 64;

interface Stored {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

/** Reads a hash in PHC text form; undefined when it is not argon2id version 19 or asks for too much. */
function parse(text: string): Stored | undefined {
  const [, memory, passes, parallelism, salt, hash] = PHC.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const stored = {
    memoryKib: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  const within =
    stored.passes >= 1 &&
    stored.passes <= MOST.passes &&
    stored.parallelism >= 1 &&
    stored.parallelism <= MOST.parallelism &&
    stored.memoryKib >= 8 * stored.parallelism &&
    stored.memoryKib <= MOST.memoryKib;
  return within ? stored : undefined;
}

/** Whether a text is a hash that `verify` can read. */
export const isPasswordHash = (text: string): boolean => parse(text) !== undefined;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/**
 * Hashes and checks passwords with argon2id (RFC 9106), kept in PHC text form:
 * "$argon2id$v=19$m=19456,t=2,p=1$salt$hash". Only a few at a time, since each
 * takes memory and a core; whoever comes when too many wait gets RATE_LIMITED.
 */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #nobody: Promise<string> | undefined;

  /** The password's hash, with a salt of its own. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.#derive(password, { ...COST, salt, hash: Buffer.alloc(HASH_BYTES) });
    return `$argon2id$v=19$m=${COST.memoryKib},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(hash)}`;
  }

  /**
   * Whether the password is the hash's. With no hash (a login that does not
   * exist) it does the same work and answers false, so that the time taken
   * tells nothing.
   */
  async verify(password: string, text: string | undefined): Promise<boolean> {
    this.#nobody ??= this.hash(randomBytes(SALT_BYTES).toString('hex'));
    const own = text === undefined ? undefined : parse(text);
    const stored = own ?? parse(await this.#nobody);
    if (stored === undefined) return false;
    const hash = await this.#derive(password.slice(0, MAX_PASSWORD_LENGTH), stored);
    return timingSafeEqual(hash, stored.hash) && own !== undefined && password.length <= MAX_PASSWORD_LENGTH;
  }

  async #derive(password: string, stored: Stored): Promise<Buffer> {
    await this.#turn();
    try {
      return await derive('argon2id', {
        message: password.normalize('NFKC'),
        nonce: stored.salt,
        parallelism: stored.parallelism,
        tagLength: stored.hash.length,
        memory: stored.memoryKib,
        passes: stored.passes,
      });
    } finally {
      const next = this.#waiting.shift();
      // Whoever waits takes over this turn, so that a newcomer cannot slip in between.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running < MAX_RUNNING) {
      this.#running += 1;
      return;
    }
    if (this.#waiting.length >= MAX_WAITING) {
      throw new WeftError('RATE_LIMITED', 'too many people sign in at this moment', { retryAfterMs: 2_000 });
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}
