import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLanguage, readSettings } from './settings.ts';

const shop = new URL('https://shop.example/lamps?region=ap');
const loader = 'https://weft.example/loader.js';

test('a bare script line gets every default', () => {
  assert.deepEqual(readSettings(loader, {}, shop), {
    origin: 'https://weft.example',
    queueId: 'default',
    customerName: '',
    account: '',
    parameters: {},
    side: '',
    preload: 'idle',
  });
});

test('every attribute is read', () => {
  const attributes = {
    weftQueue: 'vip',
    weftName: ' Li Na ',
    weftAccount: 'e30.e30.c2ln',
    weftRegion: 'eu',
    weftSide: 'left',
    weftPreload: 'intent',
  };
  assert.deepEqual(readSettings(loader, attributes, shop), {
    origin: 'https://weft.example',
    queueId: 'vip',
    customerName: 'Li Na',
    account: 'e30.e30.c2ln',
    parameters: { region: 'eu' },
    side: 'left',
    preload: 'intent',
  });
});

test('a corner is left or right, and what is neither counts as not given', () => {
  for (const [weftSide, side] of [
    ['left', 'left'],
    ['right', 'right'],
    ['top', ''],
  ] as const)
    assert.equal(readSettings(loader, { weftSide }, shop).side, side);
});

test('what cannot be an id counts as not given', () => {
  const settings = readSettings(loader, { weftQueue: 'a.b>*', weftRegion: '../etc' }, shop);
  assert.equal(settings.queueId, 'default');
  assert.deepEqual(settings.parameters, {});
});

test('the address counts on pages of Weft’s own origin only', () => {
  const trial = new URL('/?region=ap&video=320x180&codec=vp8&other=1', shop);
  assert.deepEqual(readSettings('/loader.js', {}, trial).parameters, {
    region: 'ap',
    video: '320x180',
    codec: 'vp8',
  });
  assert.deepEqual(readSettings(loader, {}, trial).parameters, {});
});

test('an account that is no token counts as not given', () => {
  for (const weftAccount of ['two words', '<script>', 'x'.repeat(5_000)])
    assert.equal(readSettings(loader, { weftAccount }, shop).account, '');
});

test('a name has an end', () => {
  assert.equal(readSettings(loader, { weftName: 'x'.repeat(1000) }, shop).customerName.length, 80);
});

test('the attribute decides the language, then the page, then the browser', () => {
  assert.equal(chooseLanguage('zh', 'en', ['en']), 'zh');
  assert.equal(chooseLanguage(undefined, 'zh-CN', ['en']), 'zh');
  assert.equal(chooseLanguage(undefined, 'de', ['fr', 'zh-Hant']), 'zh');
  assert.equal(chooseLanguage(undefined, '', []), 'en');
});
