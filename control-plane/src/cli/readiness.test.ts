import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { ManualClock, systemClock } from '@weft/proto';
import { freePort, startEtcd, startNats, type TestServer } from '@weft/proto/testing';
import { z } from 'zod';
import { waitUntilReady, whyNotReady } from './readiness.ts';

const Address = z.object({ port: z.int() });

/** Asks about a service of ours that answers like this. */
async function askOne(listener: RequestListener): Promise<string | undefined> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = Address.parse(server.address());
  const reason = await whyNotReady({ kind: 'edge', url: `http://127.0.0.1:${port}` });
  server.close();
  return reason;
}

describe('whether a part of a stack is ready', () => {
  let nats: TestServer;
  let etcd: TestServer;
  before(async () => {
    [nats, etcd] = await Promise.all([startNats(), startEtcd()]);
  });
  after(async () => {
    await nats[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  it('is asked of the real servers', async () => {
    const wait = { clock: systemClock, timeoutMs: 10_000, gone: () => false };
    assert.equal(await whyNotReady({ kind: 'nats', url: nats.url }), undefined);
    assert.equal(await waitUntilReady({ kind: 'etcd', url: etcd.url }, wait), undefined);
  });

  it('is not so while nothing listens', async () => {
    const port = await freePort();
    for (const kind of ['nats', 'etcd', 'control'] as const) {
      assert.equal(await whyNotReady({ kind, url: `http://127.0.0.1:${port}` }), 'it does not listen');
    }
  });

  it('is what a service of ours says', async () => {
    assert.equal(await askOne((_request, response) => response.end('ready\n')), undefined);
    const busy = await askOne((_request, response) => {
      response.writeHead(503).end('etcd is away\n');
    });
    assert.equal(busy, 'etcd is away');
    const endless = await askOne((_request, response) => {
      response.writeHead(503).end('x'.repeat(100_000));
    });
    assert.equal(endless?.length, 400);
    assert.equal(await askOne((request) => request.socket.destroy()), 'it does not answer');
  });

  it('is not so for a nats-server without JetStream, or for what is none', async () => {
    for (const [greeting, reason] of [
      ['INFO {"server_id":"x"}\r\n', 'JetStream is off'],
      ['220 mail ready\r\n', 'it does not answer'],
    ] as const) {
      const server = createTcpServer((socket) => socket.end(greeting)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = Address.parse(server.address());
      assert.equal(await whyNotReady({ kind: 'nats', url: `nats://127.0.0.1:${port}` }), reason);
      server.close();
    }
  });

  it('is given up when the process is gone or the time is over', async () => {
    const silent = { kind: 'node', url: `http://127.0.0.1:${await freePort()}` } as const;
    const clock = new ManualClock();
    assert.equal(
      await waitUntilReady(silent, { clock, timeoutMs: 60_000, gone: () => true }),
      'it does not listen',
    );
    assert.equal(
      await waitUntilReady(silent, { clock, timeoutMs: 0, gone: () => false }),
      'it does not listen',
    );
  });
});
