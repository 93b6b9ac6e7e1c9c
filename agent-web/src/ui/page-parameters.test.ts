import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPageParameters } from './page-parameters.ts';

test('region and auto-accept are read from the address', () => {
  assert.deepEqual(readPageParameters('?region=ap&auto=1'), { region: 'ap', autoAccept: true });
});

test('nothing asked means the nearest region and no auto-accept', () => {
  assert.deepEqual(readPageParameters(''), { region: '', autoAccept: false });
});

test('a region that cannot be an id and any other "auto" count as not given', () => {
  assert.deepEqual(readPageParameters('?region=a.b%2F*&auto=yes'), { region: '', autoAccept: false });
});

test('a size and a codec for the own picture are read from the address', () => {
  const { video } = readPageParameters('?video=320x180&codec=vp9');
  assert.deepEqual(video, { width: 320, height: 180, codec: 'video/VP9' });
});

test('an unknown codec leaves the size, and a size that is none leaves nothing', () => {
  assert.deepEqual(readPageParameters('?video=320x180&codec=mpeg').video, { width: 320, height: 180 });
  assert.equal(readPageParameters('?video=wide&codec=vp8').video, undefined);
});
