import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageLink, shortAddress } from './page-link.ts';

test('a web address becomes a link', () => {
  assert.equal(pageLink('https://shop.example/lamps?id=1'), 'https://shop.example/lamps?id=1');
});

test('an address that could run or read something becomes none', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'not an address', ''])
    assert.equal(pageLink(url), undefined, url);
});

test('a short address leaves out scheme and query', () => {
  assert.equal(shortAddress('https://shop.example/lamps?secret=1'), 'shop.example/lamps');
  assert.equal(shortAddress('https://shop.example/'), 'shop.example');
  assert.equal(shortAddress('nonsense'), '');
});
