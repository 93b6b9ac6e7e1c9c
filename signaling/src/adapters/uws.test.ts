import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ServerFrame } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import type { Peer, SendResult, Socket, SocketEvents } from '../ports.ts';
import { FrameClient, RawClient } from '../testing/index.ts';
import { UwsServer } from './uws.ts';

/** Keeps what the server tells. */
class Recorder implements SocketEvents<string> {
  readonly story: string[] = [];
  readonly peers: Peer[] = [];
  readonly sockets: Socket<string>[] = [];

  opened(socket: Socket<string>, peer: Peer): void {
    socket.owner = `client-${this.sockets.push(socket)}`;
    this.peers.push(peer);
    this.story.push(`${socket.owner} opened`);
  }

  message(socket: Socket<string>, bytes: Uint8Array, binary: boolean): void {
    this.story.push(`${socket.owner} ${binary ? 'binary' : 'text'} ${bytes.length}`);
  }

  control(socket: Socket<string>): void {
    this.story.push(`${socket.owner} control`);
  }

  onDrained: () => void = () => undefined;

  drained(socket: Socket<string>): void {
    this.onDrained();
    if (socket.bufferedBytes === 0) this.story.push(`${socket.owner} empty`);
  }

  closed(socket: Socket<string>, tooLarge: boolean): void {
    this.story.push(`${socket.owner} closed${tooLarge ? ' too large' : ''}`);
  }

  async until(line: string): Promise<void> {
    await until(() => this.story.includes(line) || `only ${this.story.join(', ')}`);
  }
}

async function serve(
  options: { readonly port?: number; readonly addressHeader?: string; readonly why?: string } = {},
) {
  const events = new Recorder();
  const server = await UwsServer.create<string>({
    host: '127.0.0.1',
    port: options.port ?? 0,
    signalPath: '/v1/signal',
    events,
    hardMaxMessageBytes: 10_000,
    maxBufferedBytes: 100_000,
    silentTimeoutS: 8,
    addressHeader: options.addressHeader ?? '',
    ready: () => options.why,
    metrics: async () => 'weft_test 1\n',
  });
  const base = `127.0.0.1:${server.port}`;
  return {
    events,
    server,
    url: `ws://${base}/v1/signal`,
    http: `http://${base}`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const frame = (bytes: number): Uint8Array =>
  ServerFrame.encode({
    body: { case: 'push', value: { source: { case: 'media', value: new Uint8Array(bytes) } } },
  });

describe('the socket server', () => {
  it('SIG15 carries binary messages both ways and tells text from them', async () => {
    await using rig = await serve();
    await using client = await FrameClient.open(rig.url);
    client.sendRaw(new Uint8Array([1, 2, 3]));
    client.sendRaw('text');
    await rig.events.until('client-1 text 4');
    assert.deepEqual(rig.events.story, ['client-1 opened', 'client-1 binary 3', 'client-1 text 4']);
    assert.equal(rig.events.sockets[0]?.send(frame(300)), 'sent');
    assert.equal((await client.until('push')).source?.value.length, 300);
  });

  it('tells address and origin, and believes a proxy only when told to', async () => {
    const headers = ['Origin: https://shop.example', 'X-Forwarded-For: 203.0.113.9, 198.51.100.7'];
    await using rig = await serve();
    using direct = await RawClient.open(rig.url, headers);
    await using behind = await serve({ addressHeader: 'x-forwarded-for' });
    using proxied = await RawClient.open(behind.url, headers);
    using bare = await RawClient.open(behind.url);
    assert.deepEqual(rig.events.peers, [{ address: '127.0.0.1', origin: 'https://shop.example' }]);
    assert.deepEqual(behind.events.peers, [
      { address: '198.51.100.7', origin: 'https://shop.example' },
      { address: '127.0.0.1', origin: '' },
    ]);
    assert.ok([direct, proxied, bare].every(({ closed }) => closed === undefined));
  });

  it('closes with code and reason, tells of it once, and drops what is sent after', async () => {
    await using rig = await serve();
    await using client = await FrameClient.open(rig.url);
    await rig.events.until('client-1 opened');
    const [socket] = rig.events.sockets;
    socket?.close(4410, 'IDLE');
    socket?.close(4400, 'BAD_FRAME');
    assert.equal(socket?.send(frame(1)), 'dropped');
    assert.equal(socket?.bufferedBytes, 0);
    assert.deepEqual(await client.untilClosed(), { code: 4410, reason: 'IDLE' });
    assert.deepEqual(rig.events.story, ['client-1 opened', 'client-1 closed']);
  });

  it('SIG32 tells sent, backpressure and dropped apart, and drained when a slow client reads again', async () => {
    await using rig = await serve();
    using client = await RawClient.open(rig.url);
    await rig.events.until('client-1 opened');
    const [socket] = rig.events.sockets;
    assert.ok(socket !== undefined);
    client.stall();
    const results: SendResult[] = [];
    const payload = frame(60_000);
    // The kernel takes some megabytes before anything waits here.
    while (!results.includes('dropped') && results.length < 1_000) results.push(socket.send(payload));
    const taken = results.filter((result) => result !== 'dropped').length;
    assert.deepEqual([...new Set(results)], ['sent', 'backpressure', 'dropped']);
    assert.ok(socket.bufferedBytes > 100_000);
    client.read();
    await rig.events.until('client-1 empty');
    await until(() => client.frames.length === taken || `${client.frames.length} of ${taken} frames`);
  });

  it('SIG32 goes on telling drained when that is answered with more than the socket takes', async () => {
    await using rig = await serve();
    using client = await RawClient.open(rig.url);
    await rig.events.until('client-1 opened');
    const [socket] = rig.events.sockets;
    assert.ok(socket !== undefined);
    const payload = frame(60_000);
    let sent = 0;
    const fill = (): void => {
      while (sent < 400 && socket.bufferedBytes === 0) {
        sent++;
        socket.send(payload);
      }
    };
    rig.events.onDrained = fill;
    client.stall();
    fill();
    assert.ok(sent < 400);
    client.read();
    await until(() => client.frames.length === 400 || `${client.frames.length} frames of ${sent} sent`);
  });

  it('SIG44 cuts a connection whose message passes the hard limit, announced or sent', async () => {
    await using rig = await serve();
    using honest = await RawClient.open(rig.url);
    honest.message(new Uint8Array(10_001));
    await rig.events.until('client-1 closed too large');
    using liar = await RawClient.open(rig.url);
    liar.message(new Uint8Array(10), 0x2, 2 ** 40);
    await rig.events.until('client-2 closed too large');
    assert.equal((await liar.untilClosed()).code, 1006);
  });

  it('SIG40 tells of WebSocket pings and pongs', async () => {
    await using rig = await serve();
    using client = await RawClient.open(rig.url);
    client.message(new Uint8Array(0), 0x9);
    client.message(new Uint8Array(0), 0xa);
    await until(
      () => rig.events.story.filter((line) => line === 'client-1 control').length === 2 || 'not both yet',
    );
  });

  it('SIG8 tells of a peer that vanished without a word', async () => {
    await using rig = await serve();
    using client = await RawClient.open(rig.url);
    client.vanish();
    await rig.events.until('client-1 closed');
  });

  it('refuses a port that is in use with one sentence', async () => {
    await using rig = await serve();
    await assert.rejects(serve({ port: rig.server.port }), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, new RegExp(`^port ${rig.server.port} on 127.0.0.1 is in use`));
      return true;
    });
  });

  it('SIG62 SIG63 answers probes, metrics and the distance ping, and nothing else', async () => {
    await using rig = await serve();
    await using unready = await serve({ why: 'the message bus is away' });
    const get = async (url: string) => {
      const response = await fetch(url);
      return [response.status, await response.text(), response.headers.get('access-control-allow-origin')];
    };
    assert.deepEqual(await get(`${rig.http}/healthz`), [200, 'ok\n', null]);
    assert.deepEqual(await get(`${rig.http}/readyz`), [200, 'ready\n', null]);
    assert.deepEqual(await get(`${unready.http}/readyz`), [503, 'the message bus is away\n', null]);
    assert.deepEqual(await get(`${unready.http}/healthz`), [200, 'ok\n', null]);
    assert.deepEqual(await get(`${rig.http}/metrics`), [200, 'weft_test 1\n', null]);
    assert.deepEqual(await get(`${rig.http}/v1/ping`), [204, '', '*']);
    assert.deepEqual(await get(`${rig.http}/v1/signal`), [404, 'not found\n', null]);
    assert.deepEqual(await get(`${rig.http}/etc/passwd`), [404, 'not found\n', null]);
  });
});
