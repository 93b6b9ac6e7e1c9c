import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { isId, type Log, WeftError } from '@weft/proto';

/** How long the scanner may take for one file. */
const SCAN_MS = 30_000;
const run = promisify(execFile);

export interface OpenedFile {
  readonly bytes: Readable;
  readonly size: number;
}

/** A file that has come in whole, and is not yet anybody's. */
export interface IncomingFile {
  readonly head: Uint8Array;
  readonly size: number;
  readonly sha256: string;
  /** Throws ATTACHMENT_UNSAFE when the scanner refuses it, UNAVAILABLE when it cannot be asked. */
  scan(): Promise<void>;
  /** It stays. */
  accept(): Promise<void>;
  refuse(): Promise<void>;
}

/** The folder that attachments' bytes are in, each under its id. Instances of the control plane share it. */
export class AttachmentFolder {
  readonly #path: string;
  readonly #scanner: readonly string[];
  readonly #log: Log;

  private constructor(path: string, scanner: readonly string[], log: Log) {
    this.#path = path;
    this.#scanner = scanner;
    this.#log = log;
  }

  /** @param scanner a program and its arguments, called with the file's path: 0 = clean; empty = none is asked. */
  static async create(path: string, scanner: readonly string[], log: Log): Promise<AttachmentFolder> {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return new AttachmentFolder(path, scanner, log);
  }

  /** Writes what comes to a file of its own. Throws ATTACHMENT_TOO_LARGE as soon as it is more than it may be. */
  async receive(
    id: string,
    bytes: AsyncIterable<Uint8Array>,
    maxBytes: number,
    headBytes: number,
  ): Promise<IncomingFile> {
    const path = join(this.#path, `${checked(id)}.incoming`);
    const hash = createHash('sha256');
    const head = Buffer.alloc(headBytes);
    let size = 0;
    try {
      await using file = await open(path, 'wx', 0o600);
      for await (const chunk of bytes) {
        if (size < headBytes) head.set(chunk.subarray(0, headBytes - size), size);
        size += chunk.byteLength;
        if (size > maxBytes) throw new WeftError('ATTACHMENT_TOO_LARGE', `at most ${maxBytes} bytes`);
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return {
      head: head.subarray(0, Math.min(size, headBytes)),
      size,
      sha256: hash.digest('hex'),
      scan: () => this.#scan(id, path),
      accept: () => rename(path, join(this.#path, id)),
      refuse: () => rm(path, { force: true }),
    };
  }

  async open(id: string): Promise<OpenedFile | undefined> {
    const path = join(this.#path, checked(id));
    const found = await stat(path).catch(() => undefined);
    return found === undefined ? undefined : { bytes: createReadStream(path), size: found.size };
  }

  /** With its thumbnail. One that is not there is no error. */
  async remove(id: string): Promise<void> {
    await rm(join(this.#path, checked(id)), { force: true });
    await rm(join(this.#path, checked(thumbnailOf(id))), { force: true });
  }

  async #scan(id: string, path: string): Promise<void> {
    const [program, ...args] = this.#scanner;
    if (program === undefined) return;
    try {
      await run(program, [...args, path], { timeout: SCAN_MS });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      this.#log.warn({ attachmentId: id, code: `${code}` }, 'file refused by the scanner');
      if (typeof code === 'number') throw new WeftError('ATTACHMENT_UNSAFE');
      throw new WeftError('UNAVAILABLE', 'the virus scanner does not answer', { cause: error });
    }
  }
}

/** Under which id an attachment's thumbnail is kept. */
export const thumbnailOf = (attachmentId: string): string => `${attachmentId}-small`;

function checked(id: string): string {
  if (!isId(id)) throw new WeftError('ATTACHMENT_NOT_FOUND');
  return id;
}
