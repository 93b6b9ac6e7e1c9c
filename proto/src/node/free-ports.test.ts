import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { freePorts } from './free-ports.ts';

describe('free ports', () => {
  it('are as many as asked for, all different, and none that an outgoing connection is given', async () => {
    const ports = await freePorts(50);
    assert.equal(new Set(ports).size, 50);
    assert.deepEqual(
      ports.filter((port) => port < 10_000 || port >= 32_768),
      [],
    );
    assert.deepEqual(await freePorts(0), []);
  });

  it('can be listened on', async () => {
    const [port = 0] = await freePorts(1);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    await new Promise((resolve) => server.close(resolve));
  });
});
