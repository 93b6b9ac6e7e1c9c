import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { TEXTS } from '../loader/texts.ts';
import type { Dictionary } from './dictionary.ts';

const page = await readFile(new URL('../../../docs/pages.md', import.meta.url), 'utf8');

async function dictionary(language: 'en' | 'zh', file: string): Promise<Dictionary> {
  const module: Readonly<Record<string, Dictionary>> = await import(`./${language}/${file}`);
  return Object.values(module)[0] ?? {};
}

/** Every pair of sentences that any page says, as "English | 中文". */
async function spokenPairs(): Promise<ReadonlySet<string>> {
  const pairs = new Set<string>();
  const add = (en: Dictionary, zh: Dictionary): void => {
    for (const [key, sentence] of Object.entries(en)) pairs.add(`${sentence} | ${zh[key]}`);
  };
  for (const file of await readdir(new URL('./en/', import.meta.url)))
    add(await dictionary('en', file), await dictionary('zh', file));
  add({ ...TEXTS.en }, { ...TEXTS.zh });
  return pairs;
}

/** The rows of the tables headed "role | English | 中文". */
function namedRows(): string[] {
  const tables = page.split('| role | English | 中文 |\n| --- | --- | --- |\n').slice(1);
  return tables.flatMap((table) => table.slice(0, table.indexOf('\n\n')).split('\n'));
}

test('every name in docs/pages.md is one that a page says, in both languages', async () => {
  const spoken = await spokenPairs();
  const rows = namedRows();
  assert.ok(rows.length > 60, 'the tables were found');
  for (const row of rows) {
    const [, , english, chinese] = row.split('|').map((cell) => cell.trim());
    assert.ok(spoken.has(`${english} | ${chinese}`), row);
  }
});
