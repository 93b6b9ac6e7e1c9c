import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { test } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { BotReceiver } from './bot-receiver.ts';
import { BotSender } from './bot-sender.ts';

const LOOPBACK = '127.0.0.1';
const SSRC = 4_242;
/** Few enough for a socket to hold them all before it is read. */
const FRAMES = 100;
/** The network loses one packet in so many, and brings the others so much later. */
const LOSE_EVERY = 10;
const DELAY_MS = 20;
/** A timer may come a little before its time. */
const EARLY_US = 2_000;
/** Bytes of a key and salt of AEAD_AES_128_GCM (RFC 7714 section 12). */
const MASTER_BYTES = 28;

/** A network between two ports: it loses and delays, and knows what it lost. */
async function lossyNetwork(toPort: number) {
  const socket = createSocket('udp4');
  const counts = { passed: 0, lost: 0 };
  socket.on('message', (packet) => {
    if ((counts.passed + counts.lost) % LOSE_EVERY === 0) {
      counts.lost += 1;
      return;
    }
    counts.passed += 1;
    systemClock.after(DELAY_MS, () => socket.send(packet, toPort, LOOPBACK));
  });
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  return { port: socket.address().port, counts, [Symbol.dispose]: () => socket.close() };
}

test('a receiver counts what a network lets through, and times what it delays', async () => {
  using receiver = new BotReceiver();
  const [port = 0] = await receiver.open(1);
  using network = await lossyNetwork(port);
  receiver.expect({ ssrc: SSRC, way: 'direct', masterBase64: Buffer.alloc(MASTER_BYTES).toString('base64') });
  receiver.startCounting(systemClock.monotonic());
  using sender = await BotSender.create();
  const stream = {
    ...({ ssrc: SSRC, payloadType: 111, kind: 'audio', bytes: 120, packetsPerFrame: 1 } as const),
    ...{ framesPerS: 50, clockRate: 48_000, port: network.port, copies: 1 },
  };
  for (let sent = 0; sent < FRAMES; sent++) sender.sendFrame(stream);
  const { counts } = network;
  await until(() => counts.passed + counts.lost === FRAMES || `${counts.passed} passed, ${counts.lost} lost`);
  assert.equal(counts.lost, FRAMES / LOSE_EVERY);
  await until(() => receiver.counted.received === counts.passed || `${receiver.counted.received} received`);
  assert.equal(receiver.counted.forged, 0);
  const timed = receiver.counted.oneWayUs.direct;
  assert.ok(timed.length > 0);
  assert.ok(
    timed.every((us) => us >= DELAY_MS * 1_000 - EARLY_US),
    `${Math.min(...timed)} µs`,
  );
});
