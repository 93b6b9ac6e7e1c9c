import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEtcd, type TestServer } from '@weft/proto/testing';
import { pageHeaders } from './page-headers.ts';
import { type Instance, startInstance } from './testing/instance.ts';

const headers = (
  path: string,
  origins: readonly string[] = ['*'],
  secure = false,
): Readonly<Record<string, string>> =>
  pageHeaders(path, { origins, secure, edgeSources: ['wss://*.edge.example'] });

describe('the headers of pages', () => {
  it('let the configured sites show the widget in a frame, and nobody anything else', () => {
    const policy = (path: string, origins?: readonly string[]) =>
      headers(path, origins)['content-security-policy'] ?? '';
    assert.match(policy('/widget/index.html'), /frame-ancestors \*$/);
    assert.match(
      policy('/widget/index.html', ['https://shop.example']),
      /frame-ancestors 'self' https:\/\/shop\.example$/,
    );
    for (const page of ['desk', 'ops', 'admin', 'shop'])
      assert.match(policy(`/${page}/index.html`), /frame-ancestors 'none'$/);
  });

  it('let pages run their own scripts and WebAssembly, and no text as script', () => {
    const policy = headers('/desk/index.html')['content-security-policy'] ?? '';
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /'unsafe-eval'|script-src[^;]*unsafe-inline/);
    assert.match(policy, /connect-src 'self' wss:\/\/\*\.edge\.example;/);
  });

  it('give devices to the pages that hold calls', () => {
    assert.match(
      headers('/widget/index.html')['permissions-policy'] ?? '',
      /camera=\(self\), microphone=\(self\), display-capture=\(self\)/,
    );
    assert.match(headers('/ops/index.html')['permissions-policy'] ?? '', /camera=\(\), microphone=\(\)/);
  });

  it('keep what has a hash in its name for a year and ask for the rest', () => {
    assert.match(headers('/assets/desk-1a2b.js')['cache-control'] ?? '', /immutable/);
    assert.equal(headers('/desk/index.html')['cache-control'], 'no-cache');
    assert.equal(headers('/loader.js')['cache-control'], 'public, max-age=300');
  });

  it('let the loader and the widget alone be on other sites', () => {
    assert.equal(headers('/loader.js')['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers('/loader.js')['access-control-allow-origin'], '*');
    assert.equal(headers('/widget/index.html')['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers('/assets/desk-1a2b.js')['cross-origin-resource-policy'], 'same-origin');
  });

  it('hold browsers to TLS where there is TLS', () => {
    assert.equal(headers('/desk/index.html')['strict-transport-security'], undefined);
    assert.match(headers('/desk/index.html', ['*'], true)['strict-transport-security'] ?? '', /max-age/);
  });
});

describe('the pages', () => {
  let etcd: TestServer;
  let api: Instance;
  before(async () => {
    etcd = await startEtcd();
    api = await startInstance(etcd.url);
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });
  const get = (path: string) => fetch(`${api.url}${path}`, { redirect: 'manual' });

  it('begin at the shop', async () => {
    const response = await get('/');
    assert.equal(`${response.status} ${response.headers.get('location')}`, '302 /shop/');
    assert.equal(await (await get('/shop/')).text(), '<title>shop</title>');
  });

  it('come with their headers under their folder, with or without the last slash', async () => {
    const response = await get('/desk/');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    const bare = await get('/desk');
    assert.equal(bare.status, 301);
    assert.match(bare.headers.get('location') ?? '', /\/desk\/$/);
  });

  it('carry the type and the caching of each file', async () => {
    const script = await get('/assets/desk-1a2b.js');
    assert.match(script.headers.get('content-type') ?? '', /javascript/);
    assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  });

  it('answer what is not there with a fault that is kept by nobody', async () => {
    const missing = await get('/assets/none.js');
    assert.equal(missing.status, 404);
    assert.equal(missing.headers.get('cache-control'), 'no-store');
    assert.match(await missing.text(), /ROUTE_NOT_FOUND/);
  });
});
