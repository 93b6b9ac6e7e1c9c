import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLanguage } from './language.ts';

test('the address decides over the browser', () => {
  assert.equal(chooseLanguage('?lang=zh', ['en-US']), 'zh');
  assert.equal(chooseLanguage('?lang=en', ['zh-CN']), 'en');
});

test('the first of the browser’s languages that is spoken here decides', () => {
  assert.equal(chooseLanguage('', ['de-DE', 'zh-Hant-TW', 'en']), 'zh');
  assert.equal(chooseLanguage('', ['fr', 'en-GB', 'zh']), 'en');
});

test('an unknown language falls back to the browser’s, then to English', () => {
  assert.equal(chooseLanguage('?lang=tlh', ['zh']), 'zh');
  assert.equal(chooseLanguage('?lang=', ['ja']), 'en');
  assert.equal(chooseLanguage('', []), 'en');
});
