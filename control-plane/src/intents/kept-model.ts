import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type Example, type Learnt, MODEL_FORMAT } from './model.ts';

const HEAD_LENGTH_BYTES = 4;
const FLOAT_BYTES = 4;
const MAX_FEATURES = 1_000_000;

const Head = z.object({
  digest: z.string(),
  intents: z.array(z.string()).max(1_000),
  features: z.array(z.string()).max(MAX_FEATURES),
});

/** Names what the same examples give, as this version of Weft and this machine learn them. */
export const digestOf = (examples: readonly Example[]): string =>
  createHash('sha256')
    .update(JSON.stringify([MODEL_FORMAT, endianness(), process.versions.v8, examples]))
    .digest('hex');

/** The model that was learnt last, in a file: a start that finds the same examples need not learn them again. */
export class KeptModel {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** What was learnt of examples with this digest; undefined = it is not kept, or cannot be read. */
  async read(digest: string): Promise<Learnt | undefined> {
    const bytes = await readFile(this.#file).catch(() => undefined);
    return bytes === undefined ? undefined : decoded(bytes, digest);
  }

  /** Keeps it in the place of the one before. Throws what the file system does. */
  async write(digest: string, learnt: Learnt): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    // Instances that share a folder may write at the same time; each file is whole.
    const next = `${this.#file}.${randomUUID()}`;
    try {
      await writeFile(next, encoded(digest, learnt));
      await rename(next, this.#file);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
  }
}

function encoded(digest: string, { intents, features, rarity, weights }: Learnt): Buffer {
  const head = Buffer.from(JSON.stringify({ digest, intents, features }));
  const length = Buffer.alloc(HEAD_LENGTH_BYTES);
  length.writeUInt32LE(head.length);
  const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
    Buffer.from(buffer, byteOffset, byteLength);
  return Buffer.concat([length, head, bytesOf(rarity), bytesOf(weights)]);
}

function decoded(bytes: Buffer, digest: string): Learnt | undefined {
  if (bytes.length < HEAD_LENGTH_BYTES) return undefined;
  const headEnd = HEAD_LENGTH_BYTES + bytes.readUInt32LE();
  const head = headOf(bytes.toString('utf8', HEAD_LENGTH_BYTES, headEnd));
  if (head === undefined || head.digest !== digest) return undefined;
  const { intents, features } = head;
  const places = features.length + 1;
  const rarityEnd = headEnd + places * FLOAT_BYTES;
  if (bytes.length !== rarityEnd + places * intents.length * FLOAT_BYTES) return undefined;
  // Floats begin at a multiple of their size, which the file does not see to.
  const floats = (from: number, to: number): Float32Array =>
    new Float32Array(new Uint8Array(bytes.subarray(from, to)).buffer);
  return { intents, features, rarity: floats(headEnd, rarityEnd), weights: floats(rarityEnd, bytes.length) };
}

function headOf(text: string): z.infer<typeof Head> | undefined {
  try {
    return Head.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
