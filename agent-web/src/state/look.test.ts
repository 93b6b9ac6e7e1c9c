import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLAIN_LOOK, readLook } from './look.ts';

test('what says nothing, or is no look, is Weft’s own', () => {
  for (const value of [undefined, null, 7, 'look', [], {}, { company: 'Lumen', side: 'middle', colour: 7 }])
    assert.deepEqual(readLook(value), PLAIN_LOOK);
});

test('a look is read with all that it says', () => {
  const look = {
    company: { en: 'Lumen', zh: '流明' },
    greeting: { en: 'Good light, good day', zh: '好灯光，好心情' },
    launcher: { en: 'Ask us', zh: '问一问' },
    away: { en: 'We are asleep.', zh: '我们在休息。' },
    ...{ colour: '#7a1f5c', side: 'left', calls: false, files: false },
  } as const;
  assert.deepEqual(readLook({ ...look, version: '7' }), look);
});

test('words are cut to size, and a colour is one that words can be read on', () => {
  const { company, colour } = readLook({ company: { en: 'x'.repeat(1000) }, colour: '#FFD400' });
  assert.deepEqual(company, { en: 'x'.repeat(40), zh: '' });
  assert.equal(colour, '');
  for (const other of ['red', 'var(--x)', '#7a1f5c;background:red', 'url(#7a1f5c)'])
    assert.equal(readLook({ colour: other }).colour, '');
});
