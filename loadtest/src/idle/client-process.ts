import { once } from 'node:events';
import { ClientFrame, PROTOCOL_VERSIONS, ServerFrame, systemClock } from '@weft/proto';
import { WebSocket } from 'ws';
import type { ClientNews, ClientOrder } from './messages.ts';

/**
 * Many idle clients in one process: each says hello, waits for Ready and then
 * does nothing but ping as often as the edge asks. Ends when the benchmark's
 * channel closes.
 */
const clients: WebSocket[] = [];
/** Clients whose next pong is waited for. */
const unanswered = new Set<WebSocket>();
let allAnswered: () => void = () => undefined;

/** Handshakes under way at once: an edge's listen backlog is finite. */
const AT_ONCE = 64;
const READY_TIMEOUT_MS = 30_000;

const tell = (news: ClientNews): void => {
  process.send?.(news);
};

const frames = {
  hello: (token: string) =>
    ClientFrame.encode({
      body: { case: 'hello', value: { versions: PROTOCOL_VERSIONS, token, client: 'idle/0.1.0' } },
    }),
  ping: ClientFrame.encode({ body: { case: 'ping', value: { nonce: 1 } } }),
  bye: ClientFrame.encode({ body: { case: 'bye', value: {} } }),
};

async function connect(url: string, token: string, localAddress: string): Promise<void> {
  const socket = new WebSocket(url, { localAddress, perMessageDeflate: false, skipUTF8Validation: true });
  clients.push(socket);
  await once(socket, 'open');
  socket.send(frames.hello(token));
  const [data] = (await once(socket, 'message', { signal: AbortSignal.timeout(READY_TIMEOUT_MS) })) as [
    Buffer,
  ];
  const { body } = ServerFrame.decode(data);
  if (body?.case !== 'ready')
    throw new Error(`${body?.case} instead of ready: ${JSON.stringify(body?.value)}`);
  // After Ready an edge has nothing to say to an idle client but pongs.
  socket.on('message', () => {
    if (unanswered.delete(socket) && unanswered.size === 0) allAnswered();
  });
  const pinging = systemClock.every(body.value.pingIntervalMs, () => socket.send(frames.ping));
  socket.on('error', (error) =>
    tell({ is: 'failed', why: `a client lost its connection: ${error.message}` }),
  );
  socket.once('close', (code: number) => {
    pinging.cancel();
    if (clients.length > 0) tell({ is: 'failed', why: `the edge closed an idle connection with ${code}` });
  });
}

async function connectAll(order: ClientOrder & { readonly do: 'connect' }): Promise<void> {
  const waiting = order.tokens.entries();
  const line = async (): Promise<void> => {
    for (const [i, token] of waiting) {
      await connect(order.url, token, order.addresses[i % order.addresses.length] ?? '127.0.0.1');
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
  tell({ is: 'connected', clients: clients.length });
}

async function idle(): Promise<void> {
  for (const socket of clients) unanswered.add(socket);
  await new Promise<void>((resolve) => {
    allAnswered = resolve;
  });
  tell({ is: 'idled' });
}

async function leave(): Promise<void> {
  const leaving = clients.splice(0);
  await Promise.all(
    leaving.map(async (socket) => {
      const closed = once(socket, 'close');
      socket.send(frames.bye);
      socket.close();
      await closed;
    }),
  );
  tell({ is: 'left' });
}

function obey(order: ClientOrder): Promise<void> {
  switch (order.do) {
    case 'connect':
      return connectAll(order);
    case 'idle':
      return idle();
    case 'leave':
      return leave();
  }
}

process.on('message', (order: ClientOrder) => {
  obey(order).catch((error: unknown) => {
    tell({ is: 'failed', why: error instanceof Error ? error.message : String(error) });
  });
});
process.on('disconnect', () => process.exit(0));
