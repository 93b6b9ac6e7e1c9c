import { once } from 'node:events';
import {
  ClientFrame,
  type PushInit,
  ServerFrame,
  SessionPush,
  SharedPush,
  silentLog,
  subjects,
} from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { type WebSocket, WebSocketServer } from 'ws';
import type { TwinNews, TwinOrder } from './messages.ts';

/**
 * What the edge is compared with: a server on `ws` that speaks the same frames
 * over the same bus and does nothing else. It believes every token, keeps
 * nothing for a resume, bounds nothing and counts nothing.
 */
const tell = (news: TwinNews): void => {
  process.send?.(news);
};

let sessions = 0;
const pushes = new Map<string, (value: PushInit) => void>();

function serve(socket: WebSocket, bus: NatsBus): void {
  let subscription: Disposable | undefined;
  let sessionId = '';
  let seq = 0;
  const push = (value: PushInit): void => {
    seq += 1;
    socket.send(ServerFrame.encode({ seq, body: { case: 'push', value } }));
  };
  socket.on('message', (data: Buffer) => {
    const { body } = ClientFrame.decode(data);
    switch (body?.case) {
      case 'hello': {
        sessions += 1;
        sessionId = `twin-${sessions}`;
        pushes.set(sessionId, push);
        subscription = bus.subscribe(subjects.sessionAll(sessionId), ({ data: pushed }) => {
          const { source, sourceId, sourceSeq } = SessionPush.decode(pushed);
          push({ source, sourceId, sourceSeq });
        });
        socket.send(ServerFrame.encode({ body: { case: 'ready', value: { version: 1, sessionId } } }));
        return;
      }
      case 'ping':
        socket.send(ServerFrame.encode({ body: { case: 'pong', value: body.value } }));
        return;
      case 'bye':
        socket.close();
        return;
    }
  });
  socket.on('close', () => {
    subscription?.[Symbol.dispose]();
    pushes.delete(sessionId);
  });
  socket.on('error', () => socket.terminate());
}

async function start({ natsUrl }: TwinOrder): Promise<void> {
  const bus = await NatsBus.create({ servers: natsUrl, name: 'twin', log: silentLog });
  bus.subscribe(subjects.shared, ({ data }) => {
    const { source, sourceId, sessionIds, sourceSeqs } = SharedPush.decode(data);
    for (const [at, id] of sessionIds.entries())
      pushes.get(id)?.({ source, sourceId, sourceSeq: sourceSeqs[at] ?? 0 });
  });
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (socket) => serve(socket, bus));
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the twin has no port');
  tell({ is: 'up', url: `ws://127.0.0.1:${address.port}/` });
}

process.on('message', (order: TwinOrder) => {
  start(order).catch((error: unknown) => tell({ is: 'failed', why: String(error) }));
});
process.on('disconnect', () => process.exit(0));
