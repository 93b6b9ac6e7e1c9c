import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { BlindNews } from './messages.ts';

/**
 * A socket that nobody reads: what comes beyond its small buffer is thrown away
 * by the kernel, at no cost to whoever generates load. Says its port when asked,
 * then sleeps until its parent is gone.
 */
const BUFFER_BYTES = 4_096;
const LOOK_MS = 1_000;

const parent = process.ppid;
const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
await once(process, 'message');
const listening = once(socket, 'listening');
socket.bind(0, '127.0.0.1');
await listening;
const news: BlindNews = { is: 'blind', port: socket.address().port };
process.send?.(news, () => {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  while (process.ppid === parent) Atomics.wait(nothing, 0, 0, LOOK_MS);
  process.exit(0);
});
