import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountOf } from './account.ts';

const tokenOf = (claims: unknown): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

test('the account is the subject of the token', () => {
  assert.equal(accountOf(tokenOf({ sub: 'li-lei', name: '李雷' })), 'li-lei');
});

test('what is no token speaks of nobody', () => {
  for (const token of ['', 'a.b', 'e30.e30.x', tokenOf({ sub: 7 }), tokenOf(null), 'x'.repeat(5_000)])
    assert.equal(accountOf(token), '', token.slice(0, 40));
});
