/** How a part of a mail says what its own parts begin with; quoted or not. */
const DECLARED = /boundary(\*\d*\*?)?[ \t\r\n]*=[ \t\r\n]*(?:"([^"\\]*)"|([^\s";\\(]+))?/gi;
const NEWLINE = 0x0a;
const DASH = 0x2d;

/**
 * Whether a mail may have more parts than `most`, without reading it. Lines that begin like those between parts are
 * counted, and where they are many only those that some part declares; a declaration that is written in none of the
 * usual ways lets all of them count.
 */
export function hasMoreParts(bytes: Uint8Array, most: number): boolean {
  const begins = dashedLines(bytes);
  if (begins.length <= most) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const declared = new Set<string>();
  for (const [, extended, quoted, plain] of text.matchAll(DECLARED)) {
    const boundary = (quoted ?? plain ?? '').trimEnd();
    if (extended !== undefined || boundary === '') return true;
    declared.add(boundary);
  }
  let parts = 0;
  for (const at of begins) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at + 2, end === -1 ? undefined : end).trimEnd();
    if (declared.has(line)) parts += 1;
  }
  return parts > most;
}

/** Where lines begin that begin with two dashes. */
function dashedLines(bytes: Uint8Array): readonly number[] {
  const begins: number[] = [];
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) {
    if (bytes[at + 1] === DASH && bytes[at + 2] === DASH) begins.push(at + 1);
  }
  return begins;
}
