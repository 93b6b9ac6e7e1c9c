import type { Random } from '../../calls/testing/random.ts';

/** Pieces that readers of XML, JSON, numbers and text go wrong at. */
const TRICKY = [
  ...[
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '&a;',
    '&#0;',
    '<xml>',
    '</xml>',
    '<?xml?>',
  ],
  ...[
    '{',
    '}',
    '[',
    '[[[[[[[[',
    '"',
    '\\u0000',
    '\\ud800',
    '__proto__',
    'null',
    '1e999',
    '-0',
    '9223372036854775808',
  ],
  ...['\u0000', '\ufeff', '\u{1f600}', '\r\n', '=?UTF-8?B?', ';', '\uffff', 'A'.repeat(300)],
].map((text) => Buffer.from(text));

/** Most changes to one input: with more it is noise that the first byte gives away. */
const MOST_CHANGES = 4;

/** The given bytes with one to four changes, as a broken or hostile sender might make them. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let out = bytes;
  for (let left = 1 + random.whole(MOST_CHANGES); left > 0; left -= 1) out = changed(out, random);
  return out;
}

function changed(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.whole(bytes.length + 1);
  const end = at + random.whole(bytes.length - at + 1);
  switch (random.whole(6)) {
    case 0: {
      const out = Uint8Array.from(bytes);
      if (at < out.length) out[at] = random.whole(256);
      return out;
    }
    case 1:
      return bytes.slice(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at), random.pick(TRICKY), bytes.subarray(end)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), random.pick(TRICKY), bytes.subarray(at)]);
  }
}
