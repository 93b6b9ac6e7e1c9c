import { createCipheriv, createDecipheriv } from 'node:crypto';

/** The suite of pipes and browsers: AEAD_AES_128_GCM (RFC 7714). */
export const SUITE = 'AEAD_AES_128_GCM';
const KEY_BYTES = 16;
const SALT_BYTES = 12;
/** Master key and salt together. */
const MASTER_BYTES = KEY_BYTES + SALT_BYTES;
const TAG_BYTES = 16;
/** The fixed part of an RTP header (RFC 3550 section 5.1). */
const FIXED_HEADER_BYTES = 12;
/** Labels of RFC 3711 section 4.3.2. */
const LABEL_KEY = 0x00;
const LABEL_SALT = 0x02;

/** What one direction of one sender encrypts with. */
export interface SessionKeys {
  readonly key: Buffer;
  readonly salt: Buffer;
}

/** Session keys of a master key and salt, with a key derivation rate of zero (RFC 3711 section 4.3, RFC 7714 section 11). */
export function sessionKeys(master: Buffer): SessionKeys {
  if (master.length !== MASTER_BYTES)
    throw new RangeError(`${SUITE} has a master of ${MASTER_BYTES} bytes, not ${master.length}`);
  const masterKey = master.subarray(0, KEY_BYTES);
  const masterSalt = master.subarray(KEY_BYTES);
  return {
    key: derive(masterKey, masterSalt, LABEL_KEY, KEY_BYTES),
    salt: derive(masterKey, masterSalt, LABEL_SALT, SALT_BYTES),
  };
}

function derive(masterKey: Buffer, masterSalt: Buffer, label: number, bytes: number): Buffer {
  // The salt fills the upper 96 of the 112 bits that AES-CM salts have; the label stands 48 bits from the end.
  const counter = Buffer.alloc(16);
  masterSalt.copy(counter);
  counter.writeUInt8(counter.readUInt8(7) ^ label, 7);
  return createCipheriv('aes-128-ctr', masterKey, counter).update(Buffer.alloc(bytes));
}

/** The initialisation vector of RFC 7714 section 8.1: SSRC, roll-over counter and sequence number under the salt. */
function vector({ salt }: SessionKeys, ssrc: number, rollover: number, sequence: number): Buffer {
  const iv = Buffer.alloc(SALT_BYTES);
  iv.writeUInt32BE(ssrc, 2);
  iv.writeUInt32BE(rollover, 6);
  iv.writeUInt16BE(sequence, 10);
  for (let i = 0; i < SALT_BYTES; i++) iv.writeUInt8(iv.readUInt8(i) ^ salt.readUInt8(i), i);
  return iv;
}

/** Bytes of an RTP header with its CSRCs and extension: what is authenticated and not encrypted. */
export function headerBytes(packet: Buffer): number {
  const first = packet.readUInt8(0);
  const fixed = FIXED_HEADER_BYTES + 4 * (first & 0x0f);
  return (first & 0x10) === 0 ? fixed : fixed + 4 + 4 * packet.readUInt16BE(fixed + 2);
}

/** The payload of an SRTP packet. Undefined when it was not made with these keys. */
export function unprotect(keys: SessionKeys, packet: Buffer, rollover: number): Buffer | undefined {
  const header = headerBytes(packet);
  const iv = vector(keys, packet.readUInt32BE(8), rollover, packet.readUInt16BE(2));
  const decipher = createDecipheriv('aes-128-gcm', keys.key, iv);
  decipher.setAAD(packet.subarray(0, header));
  decipher.setAuthTag(packet.subarray(packet.length - TAG_BYTES));
  const payload = decipher.update(packet.subarray(header, packet.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return payload;
}
