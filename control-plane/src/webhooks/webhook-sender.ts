import { type Clock, type Log, type Timer, WeftError } from '@weft/proto';
import type { Sealer } from '../channels/accounts/sealer.ts';
import type { Store } from '../store/store.ts';
import { dueDeliveries, keepTry, sweepDeliveries } from '../store/webhook-deliveries.ts';
import { endpointsOf } from '../store/webhook-endpoints.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../store/webhook-tables.ts';
import { eventBody } from './event-body.ts';
import { fateOf, MOST_AT_ONCE, roomAt } from './fate.ts';
import type { Answer, Poster } from './poster.ts';

/** How often it is looked for what is due. */
const LOOK_MS = 500;
const SWEEP_MS = 3_600_000;
/** How long an event is left alone of which nobody could write down what came of it. */
const UNKEPT_PAUSE_MS = 5_000;
/** What was delivered is kept to be looked at for a week, all else for a month. */
const KEEP_DELIVERED_MS = 7 * 86_400_000;
const KEEP_MS = 30 * 86_400_000;

export interface WebhookSenderOptions {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly poster: Pick<Poster, 'post'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Sends what endpoints are to be told, at least once: of each conversation and ticket in order, several at a time to
 * each endpoint, and each endpoint by itself, so that a slow one holds up no other. What is not settled when it dies
 * is sent by who comes next.
 */
export class WebhookSender implements AsyncDisposable {
  readonly #options: WebhookSenderOptions;
  readonly #timers: readonly Timer[];
  /** By delivery: to which endpoint it is under way. */
  readonly #underWay = new Map<number, { readonly endpointId: string; readonly done: Promise<void> }>();
  readonly #stop = new AbortController();
  #looking: Promise<void> | undefined;
  #lookAgain = false;

  constructor(options: WebhookSenderOptions) {
    this.#options = options;
    const { clock } = options;
    this.#timers = [
      clock.every(LOOK_MS, () => this.#look()),
      clock.every(SWEEP_MS, () => void this.#sweep()),
    ];
    this.#look();
  }

  /** Gives up what is under way; it is sent again. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#stop.abort();
    await this.#looking;
    await Promise.all([...this.#underWay.values()].map(({ done }) => done));
  }

  #look(): void {
    if (this.#stop.signal.aborted) return;
    this.#lookAgain = true;
    this.#looking ??= this.#begin().finally(() => {
      this.#looking = undefined;
    });
  }

  async #begin(): Promise<void> {
    while (this.#lookAgain && !this.#stop.signal.aborted) {
      this.#lookAgain = false;
      try {
        const due = await this.#due();
        // It may have ended meanwhile.
        if (this.#stop.signal.aborted) return;
        for (const [endpoint, delivery] of due) this.#try(endpoint, delivery);
      } catch (error) {
        this.#tell(error, 'what endpoints are to be told cannot be read now');
      }
    }
  }

  /** What may be tried now and is not under way. */
  #due(): Promise<readonly (readonly [WebhookEndpoint, WebhookDelivery])[]> {
    const { store, clock } = this.#options;
    // What is settled while it is read may be read as it was.
    const busy = new Set(this.#underWay.keys());
    return store.read(async (sql) => {
      const found: (readonly [WebhookEndpoint, WebhookDelivery])[] = [];
      for (const endpoint of await endpointsOf(sql)) {
        const { endpointId, active, failingSinceMs } = endpoint;
        const many = [...this.#underWay.values()].filter((one) => one.endpointId === endpointId).length;
        const room = roomAt(failingSinceMs > 0, many);
        if (!active || room === 0) continue;
        const limit = MOST_AT_ONCE + busy.size;
        const due = await dueDeliveries(sql, { endpointId, nowMs: clock.now(), limit });
        const fresh = due.filter(({ delivery }) => !busy.has(delivery));
        for (const delivery of fresh.slice(0, room)) found.push([endpoint, delivery]);
      }
      return found;
    });
  }

  #try(endpoint: WebhookEndpoint, delivery: WebhookDelivery): void {
    const { endpointId } = endpoint;
    const leave = (): void => {
      this.#underWay.delete(delivery.delivery);
      this.#look();
    };
    const done = this.#send(endpoint, delivery).then(leave, (error: unknown) => {
      this.#tell(error, 'what came of an event is not kept, and it is sent again');
      this.#options.clock.after(UNKEPT_PAUSE_MS, leave);
    });
    this.#underWay.set(delivery.delivery, { endpointId, done });
  }

  async #send(endpoint: WebhookEndpoint, { delivery, ...event }: WebhookDelivery): Promise<void> {
    const { store, clock, log } = this.#options;
    const { endpointId } = endpoint;
    const body = await store.read((sql) => eventBody(sql, event));
    const gone = { status: 0, reason: 'gone', tookMs: 0 } as const;
    const { status, reason } = body === undefined ? gone : await this.#post(endpoint, event.eventId, body);
    if (this.#stop.signal.aborted && reason !== '') return;
    const tries = event.tries + 1;
    const nowMs = clock.now();
    const fate = reason === 'gone' ? ({ state: 'given-up' } as const) : fateOf(tries, status, nowMs);
    // Neither what it says nor where it goes: an address may have a secret in it.
    if (reason !== '')
      log[fate.state === 'given-up' ? 'warn' : 'info'](
        { endpointId, eventId: event.eventId, tries, status, reason, state: fate.state },
        'an endpoint was not told',
      );
    const dueAtMs = fate.state === 'waiting' ? fate.dueAtMs : event.dueAtMs;
    const settledAtMs = fate.state === 'waiting' ? 0 : nowMs;
    const tried = { delivery, endpointId, state: fate.state, tries, dueAtMs, status, reason, settledAtMs };
    await store.write((sql) => keepTry(sql, tried, nowMs));
  }

  #post({ endpointId, url, secret }: WebhookEndpoint, id: string, body: string): Promise<Answer> {
    const { sealer, poster } = this.#options;
    let opened: string;
    try {
      opened = sealer.open(secret, endpointId);
    } catch {
      return Promise.resolve({ status: 0, reason: 'secret', tookMs: 0 });
    }
    return poster.post({ url, secret: opened, id, body, signal: this.#stop.signal });
  }

  async #sweep(): Promise<void> {
    const { store, clock } = this.#options;
    const nowMs = clock.now();
    const before = { deliveredMs: nowMs - KEEP_DELIVERED_MS, happenedMs: nowMs - KEEP_MS };
    try {
      await store.write((sql) => sweepDeliveries(sql, before));
    } catch (error) {
      this.#tell(error, 'what endpoints were told is not swept now');
    }
  }

  #tell(error: unknown, message: string): void {
    const passes = error instanceof WeftError && ['UNAVAILABLE', 'CONFLICT'].includes(error.code);
    this.#options.log[passes ? 'info' : 'error']({ error: String(error) }, message);
  }
}
