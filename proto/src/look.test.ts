import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrastOf, isReadable, keptColour, mixed } from './look.ts';

test('a colour is six digits in small letters, and nothing else is one', () => {
  assert.equal(keptColour(' #0B5D56 '), '#0b5d56');
  for (const written of [
    '',
    '#fff',
    '0b5d56',
    '#0b5d5g',
    'red',
    'var(--x)',
    '#0b5d56;color:red',
    '#0b5d56ff',
  ])
    assert.equal(keptColour(written), undefined, written);
});

for (const [one, other, contrast] of [
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
  ['#0000ff', '#ffffff', 8.59],
] as const)
  test(`${one} and ${other} have the contrast ${contrast} of WCAG`, () => {
    assert.ok(Math.abs(contrastOf(one, other) - contrast) < 0.01, `${contrastOf(one, other)}`);
    assert.equal(contrastOf(one, other), contrastOf(other, one));
  });

test('words can be read on what reaches 4.5 to 1, and on nothing below', () => {
  assert.equal(isReadable('#767676'), true);
  assert.equal(isReadable('#777777'), false);
  assert.equal(isReadable('#ffd400'), false);
});

test('a mixture begins as one colour and ends as the other', () => {
  assert.equal(mixed('#0b5d56', '#ffffff', 0), '#0b5d56');
  assert.equal(mixed('#0b5d56', '#ffffff', 1), '#ffffff');
  assert.equal(mixed('#000000', '#ffffff', 0.5), '#808080');
});
