import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on which connections can fall silent: what is sent goes nowhere, and neither end is told. */
export interface SilentPath extends AsyncDisposable {
  readonly port: number;
  /** Connections that their client has not ended. */
  readonly open: number;
  /**
   * Connections that there are fall silent for good, as where a firewall forgot them. New ones get through, or none
   * does ("all") until `recover`; or the server hears its clients, who hear nothing ("answers").
   */
  fallSilent(what?: 'all' | 'answers'): void;
  recover(): void;
  /** Ends the connections that there are. */
  cut(): void;
}

interface Joined {
  readonly ends: readonly Socket[];
  deaf: { readonly client: boolean; readonly server: boolean };
}

/** Opens a way to a port of 127.0.0.1. */
export async function openSilentPath(to: number): Promise<SilentPath> {
  const connections = new Set<Joined>();
  let blocked = false;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (blocked) {
      keep({ ends: [near], deaf: { client: true, server: true } });
      return;
    }
    const far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true });
    const joined: Joined = { ends: [near, far], deaf: { client: false, server: false } };
    keep(joined);
    forward(near, far, () => joined.deaf.server);
    forward(far, near, () => joined.deaf.client);
  });
  const keep = (joined: Joined): void => {
    connections.add(joined);
    for (const end of joined.ends) end.on('error', () => undefined);
    joined.ends[0]?.on('close', () => connections.delete(joined));
  };
  const cut = (): void => {
    for (const { ends } of connections) for (const end of ends) end.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get open() {
      return connections.size;
    },
    fallSilent: (what) => {
      blocked = what === 'all';
      for (const joined of connections) joined.deaf = { client: true, server: what !== 'answers' };
    },
    recover: () => {
      blocked = false;
    },
    cut,
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

function forward(from: Socket, into: Socket, deaf: () => boolean): void {
  from.on('data', (data) => {
    // Read no more, so that what is sent fills the sender's buffers as it does where nobody acknowledges it.
    if (deaf()) from.pause();
    else if (!into.write(data)) {
      from.pause();
      into.once('drain', () => from.resume());
    }
  });
  from.on('end', () => {
    if (!deaf()) into.end();
  });
  from.on('close', () => {
    if (!deaf()) into.destroy();
  });
}
