import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { freePort, startEtcd, type TestServer } from '@weft/proto/testing';
import Provider, { type Configuration } from 'oidc-provider';
import { z } from 'zod';
import { StaffSession } from './schemas.ts';
import { ask } from './testing/ask.ts';
import { CookieJar } from './testing/cookie-jar.ts';
import { type Instance, startInstance } from './testing/instance.ts';

/** npm's oidc-provider, certified by the OpenID Foundation, with one client: Weft. */
async function startProvider(server: Server, redirectUri: string): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration: Configuration = {
    clients: [{ client_id: 'weft', client_secret: 'a-secret-of-weft', redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the provider'] },
    // The account's name says what the provider knows: "unproven" has not shown that the address is theirs.
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith('unproven') }),
    }),
  };
  server.on('request', new Provider(issuer, configuration).callback());
  return issuer;
}

describe('signing in by an OpenID provider', () => {
  const provider = createServer();
  let etcd: TestServer;
  let api: Instance;

  before(async () => {
    etcd = await startEtcd();
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const issuer = await startProvider(provider, `${publicUrl}/v1/sessions/oidc/callback`);
    api = await startInstance(etcd.url, {
      ...{ WEFT_CONTROL_HTTP_PORT: `${port}`, WEFT_CONTROL_PUBLIC_URL: publicUrl },
      ...{ WEFT_CONTROL_OIDC_ISSUER: issuer, WEFT_CONTROL_OIDC_NAME: 'Acme' },
      ...{ WEFT_CONTROL_OIDC_CLIENT_ID: 'weft', WEFT_CONTROL_OIDC_CLIENT_SECRET: 'a-secret-of-weft' },
    });
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
    provider.closeAllConnections();
    provider.close();
  });

  /** Goes through the provider's own pages as a browser does, up to the answer to `callback`. */
  async function visit(jar: CookieJar, login: string, to = '/ops/?region=ap'): Promise<string> {
    const begun = await jar.fetch(`${api.url}/v1/sessions/oidc?to=${encodeURIComponent(to)}`);
    const asked = await jar.fetch(jar.next(begun));
    await jar.fetch(jar.next(asked));
    const named = await jar.fetch(jar.next(asked), { prompt: 'login', login, password: 'any' });
    const consent = jar.next(await jar.fetch(jar.next(named)));
    await jar.fetch(consent);
    const agreed = await jar.fetch(consent, { prompt: 'consent' });
    return jar.next(await jar.fetch(jar.next(agreed)));
  }

  const signedIn = (jar: CookieJar) =>
    ask(`${api.url}/v1/sessions/refresh`, z.union([StaffSession, z.undefined()]), {
      method: 'POST',
      headers: { cookie: jar.header(`${api.url}/v1/sessions/refresh`) },
    });

  it('tells the page what the provider is called', async () => {
    const { body } = await ask(`${api.url}/v1/sessions/methods`, z.object({ singleSignOn: z.string() }));
    assert.deepEqual(body, { singleSignOn: 'Acme' });
  });

  it('leads there and back to the page, signed in as the person of that login', async () => {
    const jar = new CookieJar();
    const back = await jar.fetch(await visit(jar, 'ops@example.com'));
    assert.equal(back.headers.get('location'), '/ops/?region=ap');
    const { status, body } = await signedIn(jar);
    assert.equal(status, 200);
    assert.deepEqual([body?.role, body?.name], ['operator', 'Olga']);
  });

  it('refuses whom Weft does not know, and an address that the provider has not verified', async () => {
    for (const login of ['stranger@example.com', 'unproven@example.com']) {
      const jar = new CookieJar();
      const back = await jar.fetch(await visit(jar, login));
      assert.equal(back.headers.get('location'), '/ops/?region=ap&problem=SIGN_IN_REFUSED');
      assert.equal((await signedIn(jar)).status, 204);
    }
  });

  it("refuses an answer that another browser's attempt brought, a changed one, and one that comes twice", async () => {
    const anna = new CookieJar();
    const callback = await visit(anna, 'ops@example.com');
    const other = new CookieJar();
    await other.fetch(`${api.url}/v1/sessions/oidc`);
    const refused = '/desk/?problem=SIGN_IN_REFUSED';
    assert.equal((await new CookieJar().fetch(callback)).headers.get('location'), refused);
    assert.equal((await other.fetch(callback)).headers.get('location'), refused);
    const changed = callback.replace(/code=[^&]+/, 'code=guessed');
    const problem = '/ops/?region=ap&problem=SIGN_IN_REFUSED';
    assert.equal((await anna.clone().fetch(changed)).headers.get('location'), problem);
    assert.equal((await anna.clone().fetch(callback)).headers.get('location'), '/ops/?region=ap');
    assert.equal((await anna.fetch(callback)).headers.get('location'), problem);
  });

  it('leads to no page but its own', async () => {
    for (const to of ['https://evil.example/', '//evil.example/', '/desk/../v1/', '/shop/', '/desk/?a\\b']) {
      const response = await fetch(`${api.url}/v1/sessions/oidc?to=${encodeURIComponent(to)}`, {
        redirect: 'manual',
      });
      assert.equal(response.status, 400, to);
    }
  });

  it('says so on the page when the provider is away', async () => {
    const gone = await startInstance(etcd.url, {
      ...{ WEFT_CONTROL_PUBLIC_URL: 'http://127.0.0.1:9', WEFT_CONTROL_OIDC_ISSUER: 'http://127.0.0.1:9' },
      ...{ WEFT_CONTROL_OIDC_CLIENT_ID: 'weft', WEFT_CONTROL_OIDC_CLIENT_SECRET: 'a-secret-of-weft' },
    });
    try {
      const answer = await fetch(`${gone.url}/v1/sessions/oidc`, { redirect: 'manual' });
      assert.equal(answer.headers.get('location'), '/desk/?problem=UNAVAILABLE');
    } finally {
      await gone[Symbol.asyncDispose]();
    }
  });

  it('is told in one sentence when it is set by half', async () => {
    const half = startInstance(etcd.url, { WEFT_CONTROL_OIDC_ISSUER: 'https://login.example' });
    await assert.rejects(half, /WEFT_CONTROL_OIDC_ISSUER needs .* beside it/);
  });
});
