import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { WeftError } from '@weft/proto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

const nameOf = (key: Uint8Array): string => createHash('sha256').update(key).digest('base64url').slice(0, 8);

function encrypt(key: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Buffer, context: string): Buffer {
  const cipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([cipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), cipher.final()]);
}

/**
 * Seals texts under keys of their own, which a key of keys wraps: what is kept
 * in etcd says nothing without the file, and a sealed text is good only for
 * what it was sealed for.
 */
export class Sealer {
  readonly #first: Uint8Array;
  readonly #keys: ReadonlyMap<string, Uint8Array>;

  constructor(keysOfKeys: readonly Uint8Array[]) {
    const [first] = keysOfKeys;
    if (first === undefined) throw new TypeError('a sealer needs a key');
    this.#first = first;
    this.#keys = new Map(keysOfKeys.map((key) => [nameOf(key), key]));
  }

  /** @param context what it is sealed for, an account's id say */
  seal(plain: string, context: string): string {
    const key = randomBytes(KEY_BYTES);
    return [
      VERSION,
      nameOf(this.#first),
      encrypt(this.#first, key, context).toString('base64url'),
      encrypt(key, Buffer.from(plain), context).toString('base64url'),
    ].join('.');
  }

  /** Throws WeftError INTERNAL when it was sealed for something else, by another key, or was changed. */
  open(sealed: string, context: string): string {
    const [version, name = '', wrapped = '', body = ''] = sealed.split('.');
    const wrapping = this.#keys.get(name);
    if (version !== VERSION || wrapping === undefined) {
      throw new WeftError('INTERNAL', 'sealed by a key that this instance does not have');
    }
    try {
      const key = decrypt(wrapping, Buffer.from(wrapped, 'base64url'), context);
      return decrypt(key, Buffer.from(body, 'base64url'), context).toString();
    } catch (error) {
      throw new WeftError('INTERNAL', 'what was sealed cannot be opened', { cause: error });
    }
  }
}
