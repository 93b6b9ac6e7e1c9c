import { type Clock, ControlPush, type Push } from '@weft/proto';

interface Sent {
  readonly atMs: number;
}

/** What was sent and has not arrived, and how long what arrived took. */
export class Deliveries {
  readonly tookMs: number[] = [];
  /** Conversations that an agent is known to have. */
  readonly assigned = new Set<string>();
  readonly #clock: Clock;
  readonly #under = new Map<string, Sent>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get missing(): number {
    return this.#under.size;
  }

  sent(clientId: string): void {
    this.#under.set(clientId, { atMs: this.#clock.monotonic() });
  }

  /** A desk hears something. */
  heard(push: Push): void {
    if (push.source?.case !== 'control') return;
    const { body } = ControlPush.decode(push.source.value);
    if (body?.case !== 'conversationChanged') return;
    const { conversation } = body.value;
    if (conversation?.state === 'assigned') this.assigned.add(conversation.conversationId);
    for (const { clientId } of body.value.items) {
      const sent = this.#under.get(clientId);
      if (sent === undefined) continue;
      this.#under.delete(clientId);
      this.tookMs.push(this.#clock.monotonic() - sent.atMs);
    }
  }
}
