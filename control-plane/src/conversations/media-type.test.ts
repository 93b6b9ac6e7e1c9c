import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sniff } from './media-type.ts';

const UNKNOWN = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const HEADER = [0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01];
const element = (id: readonly number[], content: readonly number[]): number[] => [
  ...id,
  0x80 | content.length,
  ...content,
];
const track = (type: number): number[] =>
  element([0xae], [...element([0xd7], [1]), ...element([0x83], [type])]);
/** As browsers record: a segment and clusters whose sizes are not known. */
const webm = (...types: readonly number[]): Uint8Array =>
  Uint8Array.from([
    ...[...HEADER, 0x18, 0x53, 0x80, 0x67, ...UNKNOWN],
    ...element([0x15, 0x49, 0xa9, 0x66], [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40]),
    ...element([0x16, 0x54, 0xae, 0x6b], types.flatMap(track)),
    ...[0x1f, 0x43, 0xb6, 0x75, ...UNKNOWN, 0xe7, 0x81, 0x00, 0xa3],
  ]);
const mp4 = (...handlers: readonly string[]): Uint8Array =>
  Buffer.from(
    `\0\0\0\x18ftypiso5\0\0\0\0${handlers.map((one) => `\0\0\0\x21hdlr${'\0'.repeat(8)}${one}`).join('')}`,
    'latin1',
  );
const typeOf = (bytes: Uint8Array): string | undefined => sniff(bytes)?.mediaType;

test('a recording of sound alone is no film, whatever its container is', () => {
  assert.equal(typeOf(webm(2)), 'audio/webm');
  assert.equal(typeOf(webm(1, 2)), 'video/webm');
  assert.equal(typeOf(mp4('soun')), 'audio/mp4');
  assert.equal(typeOf(mp4('vide', 'soun')), 'video/mp4');
});

test('a container that does not tell its tracks is a film, and rubbish in it harms nothing', () => {
  assert.equal(typeOf(webm()), 'video/webm');
  assert.equal(typeOf(mp4()), 'video/mp4');
  const [whole] = [webm(2)];
  for (let length = HEADER.length; length < whole.length; length += 1) {
    const type = typeOf(whole.subarray(0, length));
    assert.ok(type === 'video/webm' || type === 'audio/webm', `${length}`);
    const damaged = Uint8Array.from(whole);
    damaged[length] = (damaged[length] ?? 0) ^ 0xff;
    assert.ok(typeOf(damaged)?.endsWith('/webm'), `${length}`);
  }
});
