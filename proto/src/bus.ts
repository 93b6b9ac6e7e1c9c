/** One message that arrived on a subject. */
export interface BusMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  /** Answers a request; does nothing when the sender wanted no answer. */
  respond(data: Uint8Array): void;
}

export interface BusSubscription extends Disposable {
  /** No handler call follows. */
  unsubscribe(): void;
}

/**
 * Core NATS as the services see it: subjects from `subjects`, bytes from a
 * codec. Messages of one publisher on one connection arrive in the order sent;
 * any message may be lost. While the server is away what is published is lost,
 * and requests fail with UNAVAILABLE or TIMEOUT.
 */
export interface Bus extends AsyncDisposable {
  publish(subject: string, data: Uint8Array): void;
  /**
   * Asks and waits for one answer (default 2,000 ms). Throws WeftError TIMEOUT,
   * NO_RESPONDER (nobody subscribes: told at once), or UNAVAILABLE.
   */
  request(subject: string, data: Uint8Array, options?: { readonly timeoutMs?: number }): Promise<Uint8Array>;
  /** With a queue name, each message goes to one member of that group. A handler that throws is logged, never fatal. */
  subscribe(
    subject: string,
    handler: (message: BusMessage) => void,
    options?: { readonly queue?: string },
  ): BusSubscription;
  /** Resolves when the server has seen everything sent before. */
  flush(): Promise<void>;
  readonly connected: boolean;
  /** Told of every change of `connected`. */
  onConnected(listener: (connected: boolean) => void): Disposable;
}
