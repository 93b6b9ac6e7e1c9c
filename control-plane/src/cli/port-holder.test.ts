import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { CommandFailure } from './failure.ts';
import { layoutOf } from './layout.ts';
import { programName, requireFreePorts, socketInode } from './port-holder.ts';
import { freePorts } from './ports.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 111 1
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1
   2: 00000000:9C40 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 333 2
`;

test("a port's holder is the socket that listens on it, not one that uses it", () => {
  assert.equal(socketInode(TABLE, 8080, 'tcp'), '222');
  assert.equal(socketInode(TABLE, 40_000, 'udp'), '333');
  assert.equal(socketInode(TABLE, 40_000, 'tcp'), undefined);
  assert.equal(socketInode('', 8080, 'tcp'), undefined);
});

test('a process is known by its program and its script', () => {
  assert.equal(programName('nginx: master process /usr/sbin/nginx'), 'nginx');
  assert.equal(
    programName('node\0--inspect\0/src/weft/signaling/src/main.ts\0'),
    'node signaling/src/main.ts',
  );
  assert.equal(programName(''), 'a process');
});

test('free ports pass; a taken one is told with its holder and a way out', async () => {
  const ports = await freePorts(layoutOf(['eu'], 1));
  await requireFreePorts(ports);
  const server = createServer().listen(ports.http, '127.0.0.1');
  await once(server, 'listening');
  await assert.rejects(requireFreePorts(ports), (error) => {
    assert.ok(error instanceof CommandFailure);
    assert.match(
      error.message,
      new RegExp(`^TCP port ${ports.http}, for the pages and the HTTP API, is in use by `),
    );
    if (process.platform === 'linux') assert.match(error.message, new RegExp(`\\(pid ${process.pid}\\)`));
    assert.match(error.message, /--http/);
    return true;
  });
  server.close();
});
