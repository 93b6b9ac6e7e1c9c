import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { systemClock } from '@weft/proto';
import type { ExpectedCopy, Heard, Way } from './messages.ts';
import { isRtcp, stampOf } from './packet.ts';
import { StreamReceipt } from './receipts.ts';
import { type SessionKeys, sessionKeys, unprotect } from './srtp.ts';

const LOOPBACK = '127.0.0.1';
/** As much as the kernel lets a process have. */
const BUFFER_BYTES = 4 * 2 ** 20;
/** One packet in so many is timed, and one in so many opened: the rest is only counted. */
const TIME_EVERY = 7;
const OPEN_EVERY = 997;
/** Times kept of each way; what comes after is counted and not timed. */
const MOST_TIMES = 50_000;

interface Copy {
  readonly keys: SessionKeys;
  readonly way: Way;
  readonly receipt: StreamReceipt;
}

/** Receives copies of streams at a few sockets: counts them, times some and opens some. */
export class BotReceiver implements Disposable {
  readonly #copies = new Map<number, Copy>();
  readonly #sockets: Socket[] = [];
  /** Stamps before it do not count, in microseconds. */
  #sinceUs = Number.POSITIVE_INFINITY;
  #received = 0;
  #opened = 0;
  #forged = 0;
  #oneWayUs: Record<Way, number[]> = { direct: [], 'one-hop': [], 'two-hops': [] };

  /** Opens so many sockets more; resolves with all ports. */
  async open(sockets: number): Promise<readonly number[]> {
    for (let i = 0; i < sockets; i++) {
      const socket = createSocket({ type: 'udp4', recvBufferSize: BUFFER_BYTES });
      socket.on('message', (packet) => this.#heard(packet));
      const listening = once(socket, 'listening');
      socket.bind(0, LOOPBACK);
      await listening;
      this.#sockets.push(socket);
    }
    return this.#sockets.map((socket) => socket.address().port);
  }

  expect({ ssrc, way, masterBase64 }: ExpectedCopy): void {
    if (this.#copies.has(ssrc)) return;
    const keys = sessionKeys(Buffer.from(masterBase64, 'base64'));
    this.#copies.set(ssrc, { keys, way, receipt: new StreamReceipt() });
  }

  /** Forgets what was counted; from here on only packets stamped after this moment count. */
  startCounting(nowMs: number): void {
    this.#sinceUs = nowMs * 1_000;
    this.#received = 0;
    this.#opened = 0;
    this.#forged = 0;
    this.#oneWayUs = { direct: [], 'one-hop': [], 'two-hops': [] };
  }

  get counted(): Pick<Heard, 'received' | 'opened' | 'forged' | 'oneWayUs' | 'jitterUs'> {
    return {
      ...{ received: this.#received, opened: this.#opened, forged: this.#forged, oneWayUs: this.#oneWayUs },
      jitterUs: [...this.#copies.values()].map(({ receipt }) => receipt.jitterUs),
    };
  }

  /** Packets that the kernel has dropped at these sockets since they were opened (proc(5), last column). */
  async unread(): Promise<number> {
    const ports = new Set(this.#sockets.map((socket) => socket.address().port));
    const lines = (await readFile('/proc/net/udp', 'utf8').catch(() => '')).split('\n').slice(1);
    const fields = lines.map((line) => line.trim().split(/\s+/)).filter((line) => line.length > 2);
    const own = fields.filter(([, local = '']) => ports.has(Number.parseInt(local.split(':')[1] ?? '', 16)));
    return own.reduce((sum, line) => sum + Number(line.at(-1)), 0);
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets.splice(0)) socket.close();
  }

  #heard(packet: Buffer): void {
    if (packet.length < 28 || isRtcp(packet)) return;
    const us = stampOf(packet);
    const copy = this.#copies.get(packet.readUInt32BE(8));
    if (us === undefined || copy === undefined) return;
    const tookUs = systemClock.monotonic() * 1_000 - us;
    const extended = copy.receipt.note(packet.readUInt16BE(2), tookUs);
    if (us < this.#sinceUs) return;
    this.#received += 1;
    if (this.#received % TIME_EVERY === 0) {
      const times = this.#oneWayUs[copy.way];
      if (times.length < MOST_TIMES) times.push(tookUs);
    }
    if (this.#received % OPEN_EVERY === 0) {
      this.#opened += 1;
      if (unprotect(copy.keys, packet, Math.floor(extended / 0x10000)) === undefined) this.#forged += 1;
    }
  }
}
