import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Where ports are looked for: below what systems give to outgoing connections (from 32,768 on Linux). A port
 * that the system itself picks lies among those, so that while a server of it is restarted some connection may
 * take it.
 */
const FIRST = 10_000;
const END = 32_768;
/** The media ports of a stack with fixed ones (`cli/ports.ts`), which a second stack is not to take. */
const MEDIA = { first: 20_000, end: 21_000 };

/**
 * TCP ports of 127.0.0.1, all different, that nobody listened on a moment ago, and that no outgoing connection
 * is given. All are held at once, and let go before this resolves.
 */
export async function freePorts(count: number): Promise<number[]> {
  const held = new Map<number, Server>();
  try {
    while (held.size < count) {
      const port = randomInt(FIRST, END);
      const ofMedia = port >= MEDIA.first && port < MEDIA.end;
      const server = ofMedia || held.has(port) ? undefined : await listening(port);
      if (server !== undefined) held.set(port, server);
    }
    return [...held.keys()];
  } finally {
    await Promise.all([...held.values()].map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

/** undefined = the port is in use, or not for us. */
async function listening(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}
