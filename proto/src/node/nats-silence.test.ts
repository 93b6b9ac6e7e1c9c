import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { silentLog } from '../log.ts';
import { openSilentPath, startNats, type TestServer, until } from '../testing/index.ts';
import { NatsBus } from './nats-bus.ts';

/** More than the kernel takes in for a connection that nobody reads. */
const FULL_BYTES = 32 * 1_024 * 1_024;
const MESSAGE = new Uint8Array(256 * 1_024);

describe('the bus on a connection that dies without a word', () => {
  let nats: TestServer;

  before(async () => {
    nats = await startNats();
  });
  after(() => nats[Symbol.asyncDispose]());

  for (const [how, bytes] of [
    ['idle', 0],
    ['full of what was sent', FULL_BYTES],
  ] as const) {
    it(`is left and made anew, when it is ${how}`, async () => {
      await using path = await openSilentPath(nats.port);
      await using bus = await NatsBus.create({
        servers: `nats://127.0.0.1:${path.port}`,
        name: 'silent',
        log: silentLog,
      });
      await using other = await NatsBus.create({ servers: nats.url, name: 'other', log: silentLog });
      using _answering = other.subscribe('s.question', (message) => message.respond(message.data));
      await other.flush();
      const seen: boolean[] = [];
      using _listening = bus.onConnected((connected) => seen.push(connected));
      path.fallSilent();
      for (let sent = 0; sent < bytes; sent += MESSAGE.length) bus.publish('s.much', MESSAGE);
      await until(() => seen.length === 2 || `connected: ${bus.connected}`);
      assert.deepEqual(seen, [false, true]);
      await bus.request('s.question', new Uint8Array(1));
    });
  }
});
