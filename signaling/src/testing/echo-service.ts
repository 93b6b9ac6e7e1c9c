import {
  type Bus,
  RelayedReply,
  RelayedRequest,
  SessionPush,
  type SessionPushInit,
  subjects,
} from '@weft/proto';

/** Plays the services behind an edge: answers every request with its own body, and pushes when told. */
export class EchoService implements Disposable {
  readonly requests: RelayedRequest[] = [];
  /** False = requests are heard and never answered. */
  answers = true;
  readonly #bus: Bus;
  readonly #subscriptions: Disposable[];

  private constructor(bus: Bus, subscriptions: Disposable[]) {
    this.#bus = bus;
    this.#subscriptions = subscriptions;
  }

  /** Listens where a region's control plane and these media nodes do. Resolves when the server knows. */
  static async create(bus: Bus, region: string, nodeIds: readonly string[] = []): Promise<EchoService> {
    const subscriptions: Disposable[] = [];
    const service = new EchoService(bus, subscriptions);
    for (const subject of [subjects.control(region), ...nodeIds.map(subjects.media)]) {
      subscriptions.push(
        bus.subscribe(subject, (message) => {
          const request = RelayedRequest.decode(message.data);
          service.requests.push(request);
          if (!service.answers) return;
          message.respond(RelayedReply.encode({ result: { case: 'body', value: request.body } }));
        }),
      );
    }
    await bus.flush();
    return service;
  }

  /** Pushes a number to a session, as four bytes. */
  push(sessionId: string, mark: number, more: Omit<SessionPushInit, 'source'> = {}, bytes = 4): void {
    const value = new Uint8Array(Math.max(4, bytes));
    new DataView(value.buffer).setUint32(0, mark);
    this.#bus.publish(
      subjects.session(sessionId),
      SessionPush.encode({ source: { case: 'media', value }, ...more }),
    );
  }

  [Symbol.dispose](): void {
    for (const subscription of this.#subscriptions) subscription[Symbol.dispose]();
  }
}

/** The number that push() put into a payload. */
export const markOf = (payload: Uint8Array): number =>
  new DataView(payload.buffer, payload.byteOffset, payload.byteLength).getUint32(0);
