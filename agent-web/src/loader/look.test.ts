import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookMark, readLook } from './look.ts';

const PLAIN = {
  ...{ side: 'right', colour: '', calls: true },
  ...{ launcher: { en: '', zh: '' }, company: { en: '', zh: '' } },
};
const OWN = {
  ...{ side: 'left', colour: '#7a1f5c', calls: false },
  ...{ launcher: { en: 'Ask us', zh: '问一问' }, company: { en: 'Lumen', zh: '流明' } },
};

test('what is no look is the launcher’s own', () => {
  for (const data of [undefined, null, 7, 'left', [], {}, { side: 'top', colour: 7, launcher: 'Ask us' }])
    assert.deepEqual(readLook(data), PLAIN);
});

test('a look is taken as far as it is typed, and what is more in it is not', () => {
  assert.deepEqual(readLook({ ...OWN, greeting: { en: 'Hi', zh: '' }, style: 'a{}' }), OWN);
  assert.equal(readLook({ launcher: { en: 'x'.repeat(1000) } }).launcher.en.length, 40);
});

test('a colour is six digits and nothing that a style sheet could read more into', () => {
  for (const colour of ['red', '#fff', '#7a1f5c;background:url(//evil)', 'var(--x)', '#7A1F5C', ' #7a1f5c'])
    assert.equal(readLook({ colour }).colour, '', colour);
});

test('the look is remembered over a reload, and rubbish or a blocked storage harm nothing', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
  const mark = lookMark(() => storage);
  assert.deepEqual(mark.read(), PLAIN);
  mark.write(readLook(OWN));
  assert.deepEqual(lookMark(() => storage).read(), OWN);
  for (const key of kept.keys()) kept.set(key, '{"side":');
  assert.deepEqual(mark.read(), PLAIN);
  const blocked = lookMark(() => {
    throw new Error('blocked');
  });
  blocked.write(readLook(OWN));
  assert.deepEqual(blocked.read(), PLAIN);
});
