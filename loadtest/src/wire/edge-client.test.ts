import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { ServerFrame, WeftError } from '@weft/proto';
import { type WebSocket, WebSocketServer } from 'ws';
import { EdgeClient } from './edge-client.ts';

/** Connects to an edge of paper that does this as soon as a connection opens, and gives what the client threw. */
async function thrownBy(greet: (socket: WebSocket) => void): Promise<WeftError> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', greet);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const error: unknown = await EdgeClient.connect({ url: `ws://127.0.0.1:${port}`, token: 'a' }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof WeftError, `it threw ${String(error)}`);
    return error;
  } finally {
    server.close();
  }
}

test('a refusal that comes with the opening is thrown with the time to wait', async () => {
  const fault = { code: 'RATE_LIMITED', message: 'Too many connections', retryAfterMs: 40 };
  const error = await thrownBy((socket) => {
    socket.send(ServerFrame.encode({ body: { case: 'refused', value: { fault } } }));
    socket.close(4429);
  });
  assert.equal(error.code, 'RATE_LIMITED');
  assert.equal(error.retryAfterMs, 40);
});

test('an edge that closes without a word is told by its code at once', async () => {
  const error = await thrownBy((socket) => socket.close(4429));
  assert.equal(error.code, 'UNAVAILABLE');
  assert.match(error.message, /4429/);
});
