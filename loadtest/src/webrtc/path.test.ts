import { test } from 'node:test';
import { TransportOptions } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { MediaPath } from './path.ts';

const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;

test('a path that is closed while it connects leaves no socket behind', async () => {
  const transport = TransportOptions.create({
    transportId: 't',
    ice: { usernameFragment: 'u', password: 'p' },
  });
  for (const turns of [0, 1, 2, 5, 20]) {
    const path = MediaPath.create(
      { transport, iceServers: [], connect: () => undefined, stateChanged: () => undefined },
      () => true,
    );
    const connected = path.connect();
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
    path.close();
    await connected;
    await until(() => sockets() === 0 || `${sockets()} sockets after ${turns} turns`, { timeoutMs: 5_000 });
  }
});
