import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { systemClock } from '@weft/proto';
import { freePort } from '@weft/proto/testing';
import { seededRandom } from '../noise/random.ts';
import { Pusher } from './pusher.ts';

const make = () => ({
  url: new URL('http://weft.example/hook'),
  contentType: 'text/plain',
  body: Buffer.from('x'),
});
const taken = (status: number): boolean => status === 200;

test('a balancer goes on to the next instance where one refuses its connection, and that is one try', async () => {
  const server = createServer((_, response) => response.end('ok'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = (port: number): URL => new URL(`http://127.0.0.1:${port}`);
  const instances = [at(await freePort()), at((server.address() as AddressInfo).port)];
  using pusher = new Pusher(systemClock, seededRandom(1));
  let turn = 0;
  pusher.via = () => instances[turn++ % instances.length];
  const { delivered, tries } = await pusher.push(make, taken);
  assert.deepEqual([delivered, tries], [true, 1]);
  server.close();
  server.closeAllConnections();
});

test('where every instance refuses, the tries are in vain', async () => {
  const nobody = new URL(`http://127.0.0.1:${await freePort()}`);
  using pusher = new Pusher(systemClock, seededRandom(1));
  pusher.via = () => nobody;
  const { delivered, refusals } = await pusher.push(make, taken);
  assert.deepEqual([delivered, refusals], [false, ['ECONNREFUSED', 'ECONNREFUSED', 'ECONNREFUSED']]);
});
