import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { WeftError } from '@weft/proto';

/** Bytes that padding fills up to: twice AES's own block. */
const PAD_BYTES = 32;
const KEY_BYTES = 32;
const IV_BYTES = 16;
/** Random bytes at the beginning, and the length of the text after them. */
const SALT_BYTES = 16;
const HEAD_BYTES = SALT_BYTES + 4;

/** The key with its vector. Node takes a key object in a third of the time that it takes bytes. */
function keyOf(encodingAesKey: string): readonly [key: KeyObject, vector: Uint8Array] {
  const bytes = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (bytes.length !== KEY_BYTES) throw new TypeError('an EncodingAESKey is 43 characters of base64');
  return [createSecretKey(bytes), bytes.subarray(0, IV_BYTES)];
}

/** WeChat's envelope: AES-256-CBC over salt, length, text and app id, in base64. */
export function seal(
  encodingAesKey: string,
  appId: string,
  text: Uint8Array,
  salt = randomBytes(SALT_BYTES),
): string {
  const [key, vector] = keyOf(encodingAesKey);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const plain = Buffer.concat([salt, length, text, Buffer.from(appId)]);
  const pad = PAD_BYTES - (plain.length % PAD_BYTES);
  const cipher = createCipheriv('aes-256-cbc', key, vector).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64');
}

/**
 * The text in an envelope. Throws SIGNATURE_REFUSED when it is not sealed with
 * this key for this app id. To be called only after the signature was checked:
 * whoever may try out paddings learns the text.
 */
export function unseal(encodingAesKey: string, appId: string, sealed: string): Uint8Array {
  const [key, vector] = keyOf(encodingAesKey);
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < PAD_BYTES || bytes.length % IV_BYTES !== 0) throw refused('not whole blocks');
  const decipher = createDecipheriv('aes-256-cbc', key, vector).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const plain = padded.subarray(0, padded.length - padOf(padded));
  if (plain.length < HEAD_BYTES) throw refused('too short');
  const end = HEAD_BYTES + plain.readUInt32BE(SALT_BYTES);
  if (end > plain.length || plain.toString('utf8', end) !== appId) throw refused('of another app id');
  return plain.subarray(HEAD_BYTES, end);
}

function padOf(padded: Buffer): number {
  const pad = padded.at(-1) ?? 0;
  const isPad = pad >= 1 && pad <= PAD_BYTES && padded.subarray(-pad).every((byte) => byte === pad);
  if (!isPad) throw refused('badly padded');
  return pad;
}

const refused = (why: string): WeftError => new WeftError('SIGNATURE_REFUSED', `the envelope is ${why}`);
