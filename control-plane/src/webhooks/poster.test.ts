import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Clock, systemClock } from '@weft/proto';
import { Poster } from './poster.ts';
import { newSecret, signedHeaders } from './signature.ts';
import { Receiver } from './testing/receiver.ts';

/** Nobody waits 10 s here. */
const quick: Clock = { ...systemClock, after: (ms, work) => systemClock.after(ms / 25, work) };
const SECRET = newSecret();
const EVENT = { secret: SECRET, id: 'conv-1_1', body: '{"type":"test"}' };

describe('what posts events', () => {
  const owned = new AsyncDisposableStack();
  const poster = new Poster({ clock: quick, ownNetwork: true });
  let receiver: Receiver;
  before(async () => {
    receiver = owned.use(await new Receiver().up());
  });
  beforeEach(() => {
    receiver.told.length = 0;
  });
  after(() => owned.disposeAsync());
  const post = async (url = receiver.url) => {
    const { status, reason } = await poster.post({ ...EVENT, url });
    return `${status} ${reason}`;
  };

  it('sends the body as it was signed, and says what was answered', async () => {
    receiver.answer = (response) => response.writeHead(202).end('thanks');
    assert.equal(await post(`${receiver.url}?key=a`), '202 ');
    const [told] = receiver.told;
    assert.ok(told);
    const { path, headers, body } = told;
    assert.deepEqual([path, body, headers['content-type']], ['/hook?key=a', EVENT.body, 'application/json']);
    const atMs = Number(headers['webhook-timestamp']) * 1_000;
    assert.ok(Math.abs(atMs - systemClock.now()) < 60_000);
    const wanted = signedHeaders(SECRET, { ...EVENT, atMs });
    assert.equal(headers['webhook-signature'], wanted['webhook-signature']);
  });

  it('follows nowhere', async () => {
    receiver.answer = (response, { path }) =>
      path === '/hook' ? response.writeHead(307, { location: '/elsewhere' }).end() : response.end();
    assert.equal(await post(), '307 redirected');
    assert.equal(receiver.told.length, 1);
  });

  it('says what it was refused with', async () => {
    receiver.answer = (response) => response.writeHead(500).end();
    assert.equal(await post(), '500 status');
  });

  it('waits for no answer that does not come, and for no end of one', async () => {
    receiver.answer = () => undefined;
    assert.equal(await post(), '0 timeout');
    receiver.answer = (response) => response.writeHead(200).write('a');
    assert.equal(await post(), '200 ');
  });

  it('reads little of an answer that is long', async () => {
    let wanted = 0;
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = (): void => {
        wanted += 65_536;
        if (wanted < 1e9 && !response.destroyed) response.write(Buffer.alloc(65_536), more);
      };
      more();
    };
    assert.equal(await post(), '200 ');
    assert.ok(wanted < 100_000_000, `${wanted}`);
  });

  it('says that nobody is there', async () => {
    await receiver.down();
    assert.equal(await post(), '0 unreachable');
    await receiver.up();
    assert.equal(await post('http://no-such-host.invalid/'), '0 unreachable');
  });

  it('goes into no network of one’s own, by whatever name', async () => {
    const guarded = new Poster({ clock: quick, ownNetwork: false });
    const { port } = receiver;
    for (const url of [
      receiver.url,
      `https://127.0.0.1:${port}/`,
      `https://localhost:${port}/`,
      `https://[::1]:${port}/`,
      'https://169.254.169.254/latest/meta-data/',
    ]) {
      const { status, reason } = await guarded.post({ ...EVENT, url });
      assert.equal(`${status} ${reason}`, '0 address', url);
    }
    assert.equal(receiver.told.length, 0);
  });

  it('believes no certificate that nobody vouches for, nor a server without one', async () => {
    assert.match(await post(receiver.url.replace('http:', 'https:')), /^0 (unreachable|certificate)$/);
    assert.equal(receiver.told.length, 0);
  });

  it('is stopped at once', async () => {
    receiver.answer = () => undefined;
    const stop = new AbortController();
    const posted = poster.post({ ...EVENT, url: receiver.url, signal: stop.signal });
    stop.abort();
    assert.equal((await posted).status, 0);
  });
});
