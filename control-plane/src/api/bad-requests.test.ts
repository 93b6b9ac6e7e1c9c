import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEtcd, type TestServer } from '@weft/proto/testing';
import { z } from 'zod';
import { StaffSession } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type Instance, PEOPLE, startInstance } from './testing/instance.ts';

const [anna, olga, mei] = PEOPLE;
const credentials = ({ login, password }: { login: string; password: string }) => ({ login, password });

describe('bad requests to the HTTP API', () => {
  let etcd: TestServer;
  let api: Instance;

  before(async () => {
    etcd = await startEtcd();
    api = await startInstance(etcd.url, {
      WEFT_CONTROL_SIGN_INS_PER_MINUTE: '3',
      WEFT_CONTROL_GUESTS_PER_MINUTE: '40',
      WEFT_CONTROL_ORIGINS: 'https://shop.example',
    });
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  it('answers what does not fit with a fault that repeats nothing of it', async () => {
    const url = `${api.url}/v1/sessions/sign-in`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'anna', password: ['hunter2'] }),
    });
    const text = await response.text();
    assert.equal(response.status, 400);
    assert.match(text, /BAD_REQUEST.*body\.password/);
    assert.equal(text.includes('hunter2'), false);
  });

  it('refuses bodies that are too large, not JSON or of another type', async () => {
    const url = `${api.url}/v1/sessions/guest`;
    assert.equal(await refusal(url, { body: { name: 'x'.repeat(20_000) } }), '413 FRAME_TOO_LARGE');
    const send = async (type: string, body: string) => {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
      return `${response.status} ${z.object({ code: z.string() }).parse(await response.json()).code}`;
    };
    assert.equal(await send('application/json', '{"name":'), '400 BAD_REQUEST');
    assert.equal(await send('text/plain', 'hello'), '400 BAD_REQUEST');
    assert.equal(await refusal(url, { body: { name: 'x'.repeat(201) } }), '400 BAD_REQUEST');
    assert.equal(await refusal(url, { body: [] }), '400 BAD_REQUEST');
  });

  it('answers unknown addresses and broken ones with a fault', async () => {
    assert.equal(await refusal(`${api.url}/v1/nothing`), '404 ROUTE_NOT_FOUND');
    assert.equal(await refusal(`${api.url}/v1/edges`, { method: 'PUT' }), '404 ROUTE_NOT_FOUND');
    assert.equal(await refusal(`${api.url}/%c0%ae%c0%ae/key.json`), '400 BAD_REQUEST');
    assert.equal(await refusal(`${api.url}/assets/..%2f..%2fkeys/key.json`), '404 ROUTE_NOT_FOUND');
    assert.equal(await refusal(`${api.url}/.stamp`), '404 ROUTE_NOT_FOUND');
  });

  it('limits failed sign-ins, then also right ones, and says when to come back', async () => {
    const url = `${api.url}/v1/sessions/sign-in`;
    // Right ones do not count.
    for (let i = 0; i < 5; i += 1)
      assert.equal((await ask(url, StaffSession, { body: credentials(anna) })).status, 200);
    const tries: string[] = [];
    for (let i = 0; i < 5; i += 1)
      tries.push(await refusal(url, { body: { login: `nobody-${i}`, password: 'wrong' } }));
    assert.deepEqual(tries.slice(0, 3), Array(3).fill('401 SIGN_IN_REFUSED'));
    assert.deepEqual(tries.slice(3), Array(2).fill('429 RATE_LIMITED'));
    const limited = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials(anna)),
    });
    assert.equal(limited.status, 429);
    assert.ok(Number(limited.headers.get('retry-after')) >= 1);
  });

  it('keeps nobody out of a browser that they know, however often others guess from elsewhere', async () => {
    await using office = await startInstance(etcd.url, { WEFT_CONTROL_SIGN_INS_PER_MINUTE: '3' });
    const url = `${office.url}/v1/sessions/sign-in`;
    const signIn = (who: (typeof PEOPLE)[number], cookie = '', password: string = who.password) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
        body: JSON.stringify({ login: who.login, password }),
      });
    const browserOf = (response: Response): string =>
      response.headers
        .getSetCookie()
        .find((cookie) => cookie.startsWith('weft-browser='))
        ?.split(';', 1)[0] ?? '';
    const first = await signIn(anna);
    assert.match(
      first.headers.getSetCookie()[1] ?? '',
      /^weft-browser=.+; Path=\/v1\/sessions\/sign-in; Max-Age=15552000; HttpOnly; SameSite=Strict$/,
    );
    // Somebody else signs in there, too: both are known.
    const shared = browserOf(await signIn(olga, browserOf(first)));
    for (let guess = 0; guess < 9; guess += 1) await signIn(anna, '', 'guess');
    assert.equal((await signIn(anna)).status, 429, 'elsewhere nobody gets in now');
    for (const who of [anna, olga, anna, olga, anna]) assert.equal((await signIn(who, shared)).status, 200);
    // Nor are more tries to be had by it, for the same or for another.
    const guesses: number[] = [];
    for (let guess = 0; guess < 5; guess += 1) guesses.push((await signIn(anna, shared, 'guess')).status);
    assert.deepEqual(guesses, [401, 401, 401, 429, 429]);
    assert.equal((await signIn(mei, shared)).status, 429);
    assert.equal((await signIn(anna, 'weft-browser=made.up.token')).status, 429);
  });

  it('limits guests of one address', async () => {
    const codes = new Set<string>();
    for (let i = 0; i < 60; i += 1)
      codes.add(
        `${(await fetch(`${api.url}/v1/sessions/guest`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status}`,
      );
    assert.deepEqual(codes, new Set(['200', '429']));
  });

  it('believes a proxy that it was told of, and nobody else, on where a client is', async () => {
    await using behind = await startInstance(etcd.url, {
      WEFT_CONTROL_GUESTS_PER_MINUTE: '1',
      WEFT_CONTROL_TRUSTED_PROXIES: '127.0.0.1',
    });
    await using open = await startInstance(etcd.url, { WEFT_CONTROL_GUESTS_PER_MINUTE: '1' });
    const statuses = async ({ url }: Instance): Promise<number[]> => {
      const found: number[] = [];
      for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.1']) {
        const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
        found.push((await fetch(`${url}/v1/sessions/guest`, { method: 'POST', headers, body: '{}' })).status);
      }
      return found;
    };
    assert.deepEqual(await statuses(behind), [200, 200, 429]);
    assert.deepEqual(await statuses(open), [200, 429, 429]);
  });

  it('lets pages of the configured sites ask for guest sessions, and no others', async () => {
    const preflight = (origin: string) =>
      fetch(`${api.url}/v1/sessions/guest`, { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight('https://shop.example');
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://shop.example');
    assert.equal(allowed.headers.get('vary'), 'Origin');
    assert.equal((await preflight('https://evil.example')).headers.get('access-control-allow-origin'), null);
  });
});
