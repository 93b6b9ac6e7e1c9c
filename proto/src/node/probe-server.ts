import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { ConfigError } from './environment.ts';

export interface ProbeServerOptions {
  readonly host: string;
  /** 0 = a free port. */
  readonly port: number;
  readonly registry: Registry;
  /** Why the service is not ready; undefined = it is. */
  readonly ready: () => string | undefined;
}

/** Serves /healthz, /readyz and /metrics for a service that has no HTTP of its own. */
export class ProbeServer implements AsyncDisposable {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Throws ConfigError when the port is taken. */
  static async create(options: ProbeServerOptions): Promise<ProbeServer> {
    const server = createServer((request, response) => {
      const answer = (status: number, body: string, type = 'text/plain; charset=utf-8'): void => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
        response.end(body);
      };
      if (request.method !== 'GET') answer(405, 'only GET\n');
      else if (request.url === '/healthz') answer(200, 'ok\n');
      else if (request.url === '/readyz') {
        const reason = options.ready();
        answer(reason === undefined ? 200 : 503, `${reason ?? 'ready'}\n`);
      } else if (request.url === '/metrics') {
        options.registry.metrics().then(
          (text) => answer(200, text, options.registry.contentType),
          () => answer(500, 'metrics failed\n'),
        );
      } else answer(404, 'not found\n');
    });
    server.requestTimeout = 5_000;
    server.headersTimeout = 5_000;
    server.maxConnections = 64;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'EADDRINUSE'
            ? new ConfigError(
                `port ${options.port} on ${options.host} is in use; stop what uses it or choose another`,
              )
            : error,
        );
      });
      server.listen(options.port, options.host, resolve);
    });
    return new ProbeServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
