import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a receiver was told. */
export interface Told {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody else's server, as a webhook reaches it. */
export class Receiver implements AsyncDisposable {
  readonly told: Told[] = [];
  readonly #server = createServer(async (request, response) => {
    const told = { path: request.url ?? '', headers: request.headers, body: await text(request) };
    this.told.push(told);
    this.answer(response, told);
  });
  port = 0;
  /** How it answers. */
  answer: (response: ServerResponse, told: Told) => void = (response) => response.writeHead(204).end();

  /** Listens; again on the port that it had. */
  async up(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** As if its process had died. */
  async down(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.down();
  }
}
