import { once } from 'node:events';
import { ClientFrame, ServerFrame, SessionPush, silentLog, subjects } from '@weft/proto';
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

function serve(socket: WebSocket, bus: NatsBus): void {
  let subscription: Disposable | undefined;
  let seq = 0;
  socket.on('message', (data: Buffer) => {
    const { body } = ClientFrame.decode(data);
    switch (body?.case) {
      case 'hello': {
        sessions += 1;
        const sessionId = `twin-${sessions}`;
        subscription = bus.subscribe(subjects.sessionAll(sessionId), ({ data: pushed }) => {
          const { source, sourceId, sourceSeq } = SessionPush.decode(pushed);
          seq += 1;
          socket.send(
            ServerFrame.encode({ seq, body: { case: 'push', value: { source, sourceId, sourceSeq } } }),
          );
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
  socket.on('close', () => subscription?.[Symbol.dispose]());
  socket.on('error', () => socket.terminate());
}

async function start({ natsUrl }: TwinOrder): Promise<void> {
  const bus = await NatsBus.create({ servers: natsUrl, name: 'twin', log: silentLog });
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
