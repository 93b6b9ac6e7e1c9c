import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request whose body was read. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer; an object is sent as JSON. */
export interface Answer {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: string | Uint8Array | object;
}

/** Undefined = not one of its addresses. */
export type Handler = (request: Request) => Answer | undefined | Promise<Answer | undefined>;

/** Larger bodies are cut off. */
const MAX_BODY_BYTES = 12 * 1_024 * 1_024;

/** A vendor's web server: its API and its little page. */
export class WebServer implements AsyncDisposable {
  readonly url: string;
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  /** Listens on this machine only; port 0 = a free one. The first handler with an answer gives it. */
  static async start(port: number, handlers: readonly Handler[]): Promise<WebServer> {
    const server = createServer((incoming, response) => {
      void serve(handlers, incoming, response);
    });
    server.listen(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
    const { port: listening } = server.address() as AddressInfo;
    return new WebServer(`http://127.0.0.1:${listening}`, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }
}

async function serve(
  handlers: readonly Handler[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of incoming as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > MAX_BODY_BYTES) break;
      parts.push(part);
    }
    const url = new URL(incoming.url ?? '/', 'http://simulator');
    const request: Request = {
      ...{ method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams },
      ...{ contentType: incoming.headers['content-type'] ?? '', body: Buffer.concat(parts) },
      headers: incoming.headers,
    };
    for (const handler of handlers) {
      const answer = await handler(request);
      if (answer !== undefined) return send(response, answer);
    }
    send(response, { status: 404, body: { error: 'no such address' } });
  } catch (error) {
    send(response, { status: 500, body: { error: String(error) } });
  }
}

function send(response: ServerResponse, { status = 200, contentType, body }: Answer): void {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(status, {
    'content-type': contentType ?? (raw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'),
    'content-security-policy': "default-src 'self'; style-src 'self'; frame-ancestors 'self'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(raw ? body : JSON.stringify(body));
}
