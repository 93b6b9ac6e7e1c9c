import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './cookie.ts';

test('the cookie is read back among others', () => {
  const [pair = ''] = setRefreshCookie('a.b.c', 60_000, false).split(';');
  assert.equal(readRefreshCookie(`theme=dark; ${pair}; x=y`), 'a.b.c');
  assert.equal(readRefreshCookie('theme=dark'), undefined);
  assert.equal(readRefreshCookie('weft-refresh='), undefined);
  assert.equal(readRefreshCookie('xweft-refresh=1'), undefined);
  assert.equal(readRefreshCookie(undefined), undefined);
  assert.equal(readRefreshCookie(`${'x'.repeat(20_000)}; ${pair}`), undefined);
});

test('over TLS it is for TLS only', () => {
  assert.match(
    setRefreshCookie('t', 1_500, true),
    /^weft-refresh=t; Path=\/v1\/sessions; Max-Age=1; HttpOnly; SameSite=Strict; Secure$/,
  );
  assert.doesNotMatch(setRefreshCookie('t', 1_500, false), /Secure/);
  assert.match(clearRefreshCookie(false), /Max-Age=0/);
});
