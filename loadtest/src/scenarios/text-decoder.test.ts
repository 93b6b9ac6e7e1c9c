import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Utf8Decoder } from '../../k6/text-decoder.ts';

const real = new TextDecoder('utf-8', { ignoreBOM: true });
const ours = new Utf8Decoder('utf-8');

test('text comes back, marks and all', () => {
  for (const text of ['', 'plain', 'Grüße', '您的订单', '👩🏽‍🚀 a\u{10ffff}', '\ufefftext'])
    assert.equal(ours.decode(Buffer.from(text)), text);
});

test("what is not UTF-8 is replaced as the engine's own decoder replaces it", () => {
  let seed = 1;
  const octet = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    // Half of them near the edges of sequences.
    const edges = [0x7f, 0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5, 0xff];
    return (seed >> 8) % 2 === 0 ? (seed >> 12) & 0xff : (edges[(seed >> 12) % edges.length] ?? 0);
  };
  for (let i = 0; i < 20_000; i++) {
    const bytes = Uint8Array.from({ length: i % 9 }, octet);
    assert.equal(ours.decode(bytes), real.decode(bytes), Buffer.from(bytes).toString('hex'));
  }
});

test('a fatal decoder throws for it', () => {
  const fatal = new Utf8Decoder('utf-8', { fatal: true });
  assert.equal(fatal.decode(Buffer.from('ü')), 'ü');
  assert.throws(() => fatal.decode(Uint8Array.of(0xc3)), TypeError);
});
