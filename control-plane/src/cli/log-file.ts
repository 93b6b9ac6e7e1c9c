import { copyFile, open, stat, truncate } from 'node:fs/promises';
import { z } from 'zod';

/** A log that is larger is moved to "<name>.1", whose content before is lost: so much of each process is kept at most twice. */
const MAX_LOG_BYTES = 16 * 1_048_576;
const TAIL_BYTES = 8_192;
const MAX_SENTENCE_LENGTH = 400;

/**
 * Moves a log that has grown too large out of the way. Children write at the
 * end of the file, wherever that is, so it can be emptied under them.
 */
export async function makeRoom(file: string): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= MAX_LOG_BYTES) return;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
}

async function readFrom(file: string, from: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A line as pino or zap write it. */
const LogLine = z.object({ level: z.string(), msg: z.string(), error: z.string().optional() });

/** What Node prints around an error's own line: where it was thrown, what else it holds, its version. */
const AROUND_ERRORS = /^(\s|[{}\s]*$|Node\.js v|(node|file):)/;

function sentenceOf(line: string): string | undefined {
  if (!line.startsWith('{')) return AROUND_ERRORS.test(line) ? undefined : line.trim();
  try {
    const { level, msg, error } = LogLine.parse(JSON.parse(line));
    if (!['error', 'fatal', 'panic'].includes(level)) return undefined;
    return error === undefined ? msg : `${msg}: ${error}`;
  } catch {
    return undefined;
  }
}

/**
 * Why a process ended, from the text it left: its last line that is a sentence
 * or tells an error; undefined when there is none.
 */
export function lastSentence(text: string): string | undefined {
  // What Go prints after a panic is where it was, down to the last line.
  const [told = ''] = text.split(/^goroutine \d+ \[/m, 1);
  const sentences = told.split('\n').flatMap((line) => (line.trim() === '' ? [] : (sentenceOf(line) ?? [])));
  const [before, last] = [sentences.at(-2), sentences.at(-1)];
  // The log line before a panic says the same and why.
  const fuller = last !== undefined && before?.startsWith(last.replace(/^panic: /, '')) ? before : last;
  return fuller?.slice(0, MAX_SENTENCE_LENGTH);
}

/** The last sentence that a process wrote to its log, whose lines begin at a byte of the file. */
export const lastWords = async (file: string, from: number): Promise<string | undefined> =>
  lastSentence(await readFrom(file, from).catch(() => ''));
