import type { Log } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { z } from 'zod';

/** nats-server tells its system account of every client connection that closed. */
const DISCONNECTS = '$SYS.ACCOUNT.*.DISCONNECT';

/**
 * The client's end is gone, by the server's reason: closed in good order, as the kernel does it for a process that died, or broken,
 * which a firewall does as well to a client that lives. Not: the server closed it, for slowness, age or its own end.
 */
const SURE: ReadonlyMap<string, boolean> = new Map([
  ['Client Closed', true],
  ['Read Error', false],
  ['Write Error', false],
]);

const Disconnect = z.object({
  client: z.object({ name: z.string().min(1).max(64) }),
  reason: z.string(),
});

/** Told the name of each client of the bus whose connection closed from its side; not `sure` = it may live. */
export type Departed = (name: string, sure: boolean) => void;

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
      const end = readDisconnect(data);
      if (end !== undefined) departed(end.name, end.sure);
    });
    await bus.flush();
    return bus;
  } catch (error) {
    log.error({ error: String(error) }, 'closed connections are not told of; beats alone decide');
    return undefined;
  }
}

/** The client that went by itself; undefined for all other ends, and for what is not such an event. */
function readDisconnect(data: Uint8Array): { readonly name: string; readonly sure: boolean } | undefined {
  try {
    const event = Disconnect.safeParse(JSON.parse(new TextDecoder().decode(data)));
    const sure = event.success ? SURE.get(event.data.reason) : undefined;
    return event.success && sure !== undefined ? { name: event.data.client.name, sure } : undefined;
  } catch {
    return undefined;
  }
}
