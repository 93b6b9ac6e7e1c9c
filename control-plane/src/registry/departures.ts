import type { Log } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { z } from 'zod';

/** nats-server tells its system account of every client connection that closed. */
const DISCONNECTS = '$SYS.ACCOUNT.*.DISCONNECT';

/** The client's end is gone: closed, or its process died. Not: the server closed it, for slowness, age or its own end. */
const GONE = new Set(['Client Closed', 'Read Error', 'Write Error']);

const Disconnect = z.object({
  client: z.object({ name: z.string().min(1).max(64) }),
  reason: z.string(),
});

/** Told the name of each client of the bus whose connection closed from its side. */
export type Departed = (name: string) => void;

/**
 * Listens to nats-server's own events as a user of its system account, where
 * there is one: the fastest word of a process that was killed. Without it (no
 * address, or refused) beats alone tell.
 */
export async function watchDepartures(options: {
  /** With user and password; empty = none. */
  url: string;
  name: string;
  log: Log;
  departed: Departed;
}): Promise<AsyncDisposable | undefined> {
  const { url, name, log, departed } = options;
  if (url === '') return undefined;
  try {
    const bus = await NatsBus.create({ servers: url, name: `${name}-system`, log });
    bus.subscribe(DISCONNECTS, ({ data }) => {
      const who = readDisconnect(data);
      if (who !== undefined) departed(who);
    });
    await bus.flush();
    return bus;
  } catch (error) {
    log.error({ error: String(error) }, 'closed connections are not told of; beats alone decide');
    return undefined;
  }
}

/** The name of the client that went by itself; undefined for all other ends, and for what is not such an event. */
function readDisconnect(data: Uint8Array): string | undefined {
  try {
    const event = Disconnect.safeParse(JSON.parse(new TextDecoder().decode(data)));
    return event.success && GONE.has(event.data.reason) ? event.data.client.name : undefined;
  } catch {
    return undefined;
  }
}
