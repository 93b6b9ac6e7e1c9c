import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { contrastOf, isReadable, LEAST_CONTRAST, ON_COLOUR } from '@weft/proto';
import { PAPERS, shadesOf, themeShades } from './shades.ts';

const LEVELS = [0, 32, 64, 96, 128, 160, 192, 224, 255];
const hex = (level: number): string => level.toString(16).padStart(2, '0');
const COLOURS = LEVELS.flatMap((red) =>
  LEVELS.flatMap((green) => LEVELS.map((blue) => `#${hex(red)}${hex(green)}${hex(blue)}`)),
).filter(isReadable);

test('whatever colour is taken, all text in it and on it reaches 4.5 to 1 in both themes', () => {
  assert.ok(COLOURS.length > 100, `${COLOURS.length} colours`);
  for (const colour of COLOURS) {
    for (const theme of ['light', 'dark'] as const) {
      const { text, soft } = themeShades(colour, theme);
      for (const ground of [...PAPERS[theme], soft])
        assert.ok(contrastOf(text, ground) >= LEAST_CONTRAST, `${text} of ${colour} on ${ground}, ${theme}`);
    }
    for (const name of [
      '--weft-brand',
      '--weft-brand-strong',
      '--weft-hero-from',
      '--weft-hero-to',
    ] as const) {
      const ground = shadesOf(colour).get(name) ?? '';
      assert.ok(contrastOf(ground, ON_COLOUR) >= LEAST_CONTRAST, `${name} of ${colour}`);
    }
  }
});

test('a colour that can be read as text is left as it is', () => {
  assert.equal(themeShades('#0b5d56', 'light').text, '#0b5d56');
  assert.notEqual(themeShades('#0b5d56', 'dark').text, '#0b5d56');
});

test('nothing follows from no colour, and from one nothing but colours', () => {
  assert.equal(shadesOf('').size, 0);
  const colour = '#[0-9a-f]{6}';
  const value = new RegExp(`^(${colour}|var\\(--weft-light, ${colour}\\) var\\(--weft-dark, ${colour}\\))$`);
  for (const [name, shade] of shadesOf('#7a1f5c')) assert.match(shade, value, name);
});

test('the papers are those of the pages', async () => {
  const tokens = await readFile(new URL('../tokens.css', import.meta.url), 'utf8');
  const full = (colour: string): string => (colour === '#fff' ? '#ffffff' : colour);
  for (const [at, name] of (['paper', 'ground'] as const).entries()) {
    const [, light = '', dark = ''] =
      new RegExp(`--weft-${name}: var\\(--weft-light, (#\\w+)\\) var\\(--weft-dark, (#\\w+)\\);`).exec(
        tokens,
      ) ?? [];
    assert.deepEqual([full(light), full(dark)], [PAPERS.light[at], PAPERS.dark[at]], name);
  }
});
