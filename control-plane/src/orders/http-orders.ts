import { type Clock, type Log, WeftError } from '@weft/proto';
import { z } from 'zod';
import { Circuit } from './circuit.ts';
import { Order, OrderNumber } from './order.ts';
import type { OrderSource } from './order-source.ts';

/** A shop's answer is read up to here. */
const MAX_BODY_BYTES = 512_000;
const MAX_ORDERS = 50;
/** Questions under way at most; beyond, one is refused at once. */
const MAX_ASKING = 50;

const Orders = z.object({ orders: z.array(Order).max(MAX_ORDERS) });

export interface HttpOrdersOptions {
  /** Before "/orders": "https://shop.example/api". */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly secret: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A shop's orders over HTTP: `GET /orders?account=…` and `GET /orders/NUMBER`
 * (docs/orders.md). Bounded in time and size, checked by schema, and left alone
 * for a while when it fails. Throws UNAVAILABLE, TIMEOUT.
 */
export class HttpOrders implements OrderSource {
  readonly #options: HttpOrdersOptions;
  readonly #circuit: Circuit;
  #asking = 0;

  constructor(options: HttpOrdersOptions) {
    this.#options = options;
    this.#circuit = new Circuit(options.clock);
  }

  async ofAccount(account: string): Promise<readonly Order[]> {
    const answer = await this.#ask(`orders?account=${encodeURIComponent(account)}`, Orders);
    // A shop that answers with somebody else's orders is not believed.
    const own = (answer?.orders ?? []).filter((order) => order.account === account);
    return own.toSorted((a, b) => b.placedAtMs - a.placedAtMs);
  }

  async byNumber(number: string): Promise<Order | undefined> {
    if (!OrderNumber.safeParse(number).success) return undefined;
    const order = await this.#ask(`orders/${encodeURIComponent(number)}`, Order);
    return order?.number === number ? order : undefined;
  }

  /** Undefined = the shop knows of none. */
  async #ask<Answer>(path: string, shape: z.ZodType<Answer>): Promise<Answer | undefined> {
    const { log, clock } = this.#options;
    if (this.#asking >= MAX_ASKING) throw new WeftError('UNAVAILABLE', 'the shop is asked too much now');
    this.#asking += 1;
    const startedMs = clock.monotonic();
    try {
      return await this.#circuit.run(async () => {
        const text = await this.#fetch(path);
        return text === undefined ? undefined : shape.parse(JSON.parse(text));
      });
    } catch (error) {
      const waitedMs = Math.round(clock.monotonic() - startedMs);
      log.warn({ error: reasonOf(error), waitedMs }, 'orders are not reachable now');
      if (error instanceof WeftError) throw error;
      throw new WeftError('UNAVAILABLE', 'orders are not reachable now', { cause: error });
    } finally {
      this.#asking -= 1;
    }
  }

  async #fetch(path: string): Promise<string | undefined> {
    const { url, secret, timeoutMs, clock } = this.#options;
    const stop = new AbortController();
    using _limit = clock.after(timeoutMs, () =>
      stop.abort(new WeftError('TIMEOUT', 'the shop was too slow')),
    );
    const response = await fetch(`${url.replace(/\/+$/, '')}/${path}`, {
      headers: {
        accept: 'application/json',
        ...(secret === '' ? {} : { authorization: `Bearer ${secret}` }),
      },
      redirect: 'error',
      signal: stop.signal,
    });
    if (response.status === 404) {
      await response.body?.cancel();
      return undefined;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new WeftError('UNAVAILABLE', `the shop answered with HTTP status ${response.status}`);
    }
    return readBounded(response);
  }
}

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MAX_BODY_BYTES) throw new WeftError('UNAVAILABLE', 'the shop says too much');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Why, without what the shop said: an order is somebody's. */
const reasonOf = (error: unknown): string => {
  if (error instanceof z.ZodError)
    return `an answer of another shape at ${error.issues[0]?.path.join('.') ?? ''}`;
  if (error instanceof SyntaxError) return 'an answer that is no JSON';
  return error instanceof Error ? error.message : 'unknown';
};
