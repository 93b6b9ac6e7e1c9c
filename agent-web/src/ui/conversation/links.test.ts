import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitLinks } from './links.ts';

const links = (message: string): readonly (readonly [string, string])[] =>
  splitLinks(message).flatMap((part) => (part.kind === 'link' ? [[part.text, part.href] as const] : []));

test('addresses lead where they say', () => {
  assert.deepEqual(links('see https://shop.example/a?b=1#c now'), [
    ['https://shop.example/a?b=1#c', 'https://shop.example/a?b=1#c'],
  ]);
  assert.deepEqual(links('www.example.com'), [['www.example.com', 'https://www.example.com/']]);
  assert.deepEqual(links('见https://例子.cn/路径。谢谢')[0]?.[0], 'https://例子.cn/路径');
});

test('what ends the sentence is not part of the address', () => {
  assert.deepEqual(links('(https://a.example/b_(c)). Or https://a.example/d?!'), [
    ['https://a.example/b_(c)', 'https://a.example/b_(c)'],
    ['https://a.example/d', 'https://a.example/d'],
  ]);
});

test('nothing else leads anywhere', () => {
  for (const message of [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'ftp://a.example/',
    'https://bank.example@evil.example/',
    'https://a.example/\u202egnp.exe',
    'https://evil\u200b.example/',
    'https:///',
    `https://a.example/${'x'.repeat(3_000)}`,
    '<img src=x onerror=alert(1)>',
  ])
    assert.deepEqual(links(message), [], message);
});

test('nothing of a message is lost or changed', () => {
  for (const message of [
    '',
    'a https://a.example/ b www.b.example, c',
    '\n\nhttp://localhost:1/x\n',
    'e\u0301\u0301 مرحبا',
  ])
    assert.equal(
      splitLinks(message)
        .map(({ text }) => text)
        .join(''),
      message,
    );
});
