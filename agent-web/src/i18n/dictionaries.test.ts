import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { ERRORS } from '@weft/proto';
import type { Dictionary } from './dictionary.ts';
import { errors as english } from './en/errors.ts';
import { errors as chinese } from './zh/errors.ts';

const folders = ['en', 'zh'] as const;
const names = (await readdir(new URL('./en/', import.meta.url))).map((file) => file.replace(/\.ts$/, ''));

async function load(folder: (typeof folders)[number], name: string): Promise<Dictionary> {
  const module: Readonly<Record<string, Dictionary>> = await import(`./${folder}/${name}.ts`);
  const dictionary = module[name];
  assert.ok(dictionary, `${folder}/${name}.ts exports "${name}"`);
  return dictionary;
}

const withoutForm = (key: string): string => key.replace(/_(one|other)$/, '');
const keysOf = (dictionary: Dictionary): string[] =>
  [...new Set(Object.keys(dictionary).map(withoutForm))].sort();
const gapsOf = (sentence: string): string[] =>
  [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap]) => gap ?? '').sort();

test('both languages have the same files', async () => {
  assert.deepEqual(
    await readdir(new URL('./zh/', import.meta.url)),
    names.map((name) => `${name}.ts`),
  );
});

for (const name of names) {
  test(`both languages have the same keys in "${name}"`, async () => {
    assert.deepEqual(keysOf(await load('zh', name)), keysOf(await load('en', name)));
  });

  test(`every sentence of "${name}" has the same gaps in both languages`, async () => {
    const [en, zh] = [await load('en', name), await load('zh', name)];
    for (const [key, sentence] of Object.entries(zh)) {
      assert.deepEqual(gapsOf(sentence), gapsOf(en[key] ?? ''), key);
    }
  });

  test(`no sentence of "${name}" is empty, and Chinese ones hold Chinese`, async () => {
    for (const [key, sentence] of Object.entries(await load('en', name)))
      assert.notEqual(sentence.trim(), '', key);
    const latin = new Set(['Weft', 'CPU']);
    for (const [key, sentence] of Object.entries(await load('zh', name)))
      assert.ok(latin.has(sentence.replace(/\{\{node\}\} 的 /, '')) || /\p{Script=Han}/u.test(sentence), key);
  });
}

test('every code of the error table has a sentence in both languages', () => {
  for (const code of Object.keys(ERRORS)) {
    assert.ok(Object.hasOwn(english, code), `English lacks ${code}`);
    assert.ok(Object.hasOwn(chinese, code), `Chinese lacks ${code}`);
  }
});

test('a callback has one Chinese name, whichever page speaks of it', async () => {
  for (const name of names)
    for (const [key, sentence] of Object.entries(await load('zh', name)))
      assert.ok(!sentence.includes('回拨'), `${name}: ${key}`);
});
