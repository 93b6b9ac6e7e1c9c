/** The basic alphabet of GSM 03.38, by septet; the escape stands for itself. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const ESCAPE = 0x1b;

/** The extension table: these take two septets. */
const EXTENSION: readonly (readonly [character: string, septet: number])[] = [
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
];

const basicSeptets = new Map([...BASIC].map((character, septet) => [character, septet]));
basicSeptets.delete('\x1b');
const extensionSeptets = new Map(EXTENSION);
const extensionCharacters = new Map(EXTENSION.map(([character, septet]) => [septet, character]));

/** How many septets a text takes; undefined = it has characters that the alphabet lacks. */
export function septetsOf(text: string): number | undefined {
  let septets = 0;
  for (const character of text) {
    if (basicSeptets.has(character)) septets += 1;
    else if (extensionSeptets.has(character)) septets += 2;
    else return undefined;
  }
  return septets;
}

/** One septet in each byte, as SMPP carries them; undefined = it has characters that the alphabet lacks. */
export function encodeGsm7(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const basic = basicSeptets.get(character);
    const extended = extensionSeptets.get(character);
    if (basic !== undefined) bytes.push(basic);
    else if (extended !== undefined) bytes.push(ESCAPE, extended);
    else return undefined;
  }
  return Uint8Array.from(bytes);
}

/** Septets as text. An escape before what is not in the extension table reads as the basic character (GSM 03.38, 6.2.1.1). */
export function decodeGsm7(septets: Uint8Array): string {
  let text = '';
  let escaped = false;
  for (const byte of septets) {
    const septet = byte & 0x7f;
    if (septet === ESCAPE && !escaped) {
      escaped = true;
      continue;
    }
    const extended = escaped ? extensionCharacters.get(septet) : undefined;
    text += extended ?? (septet === ESCAPE ? ' ' : (BASIC[septet] ?? ''));
    escaped = false;
  }
  return text;
}
