import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeGsm7, encodeGsm7, septetsOf } from './gsm7.ts';
import { splitText } from './split.ts';

const decode = ({ coding, parts }: ReturnType<typeof splitText>): readonly string[] =>
  parts.map((part) =>
    coding === 'gsm7' ? decodeGsm7(part) : Buffer.from(part).swap16().toString('utf16le'),
  );

describe('GSM 7', () => {
  it('counts the extension characters twice', () => {
    assert.equal(septetsOf('price 5€'), 9);
    assert.equal(septetsOf('{[~]}\\^|'), 16);
    assert.equal(septetsOf('中'), undefined);
    assert.equal(septetsOf('ç'), undefined);
  });

  it('reads back all that it writes', () => {
    const text = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&azAZ09¿à{}[]^~\\|€\f';
    assert.equal(decodeGsm7(encodeGsm7(text) ?? new Uint8Array()), text);
  });

  it('reads what a carrier should not send: a lost escape, two escapes, high bits', () => {
    assert.equal(decodeGsm7(Uint8Array.of(0x41, 0x1b)), 'A');
    assert.equal(decodeGsm7(Uint8Array.of(0x1b, 0x1b, 0x41)), ' A');
    assert.equal(decodeGsm7(Uint8Array.of(0x1b, 0x41)), 'A');
    assert.equal(decodeGsm7(Uint8Array.of(0xc1)), 'A');
  });
});

describe('a text in segments', () => {
  const sizes = (text: string, bits: 8 | 16 = 8) => splitText(text, bits).parts.map((part) => part.length);

  it('is one of 160 septets or 70 units, and parts of 153 or 67', () => {
    assert.deepEqual(sizes('a'.repeat(160)), [160]);
    assert.deepEqual(sizes('a'.repeat(161)), [153, 8]);
    assert.deepEqual(sizes('中'.repeat(70)), [140]);
    assert.deepEqual(sizes('中'.repeat(71)), [134, 8]);
    assert.deepEqual(sizes('a'.repeat(161), 16), [152, 9]);
    assert.deepEqual(sizes('中'.repeat(71), 16), [132, 10]);
  });

  it('is never cut within an escape pair', () => {
    const { parts } = splitText(`${'a'.repeat(152)}€${'b'.repeat(20)}`, 8);
    assert.deepEqual(
      parts.map((part) => part.length),
      [152, 22],
    );
    assert.deepEqual(decode({ coding: 'gsm7', parts }), ['a'.repeat(152), `€${'b'.repeat(20)}`]);
  });

  it('is never cut within a surrogate pair: 70 faces are parts of 66 units, not 67', () => {
    const split = splitText('😀'.repeat(70), 8);
    assert.deepEqual(
      split.parts.map((part) => part.length / 2),
      [66, 66, 8],
    );
    assert.ok(decode(split).every((part) => part.isWellFormed()));
  });

  it('is never cut within what people see as one character', () => {
    const family = '👨‍👩‍👧‍👦';
    const split = splitText(`${'中'.repeat(60)}${family}${'é'.normalize('NFD').repeat(10)}`, 8);
    assert.deepEqual(decode(split), ['中'.repeat(60), `${family}${'é'.normalize('NFD').repeat(10)}`]);
  });

  it('says the same, however it is cut, and no part is too large', () => {
    const alphabet = ['a', '€', '中', '😀', '👨‍👩‍👧', 'e\u0301', '\n', '한'];
    let seed = 7;
    for (let round = 0; round < 500; round += 1) {
      let text = '';
      for (let at = 0; at < round % 300; at += 1) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        text += alphabet[seed % (1 + (round % alphabet.length))] ?? '';
      }
      for (const bits of [8, 16] as const) {
        const split = splitText(text, bits);
        assert.equal(decode(split).join(''), text, `round ${round}`);
        const most = split.coding === 'gsm7' ? 160 : 140;
        const header = split.parts.length === 1 ? 0 : split.coding === 'gsm7' ? 7 : bits === 8 ? 6 : 7;
        assert.ok(
          split.parts.every((part) => part.length + header <= most),
          `round ${round}`,
        );
      }
    }
  });
});
