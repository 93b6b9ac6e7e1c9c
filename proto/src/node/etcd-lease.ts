import { type Etcd3, EtcdLeaseInvalidError, type Lease } from 'etcd3';
import type { Clock, Timer } from '../clock.ts';

/** A lease is renewed so often within its time to live. */
const RENEWALS = 3;
/** The part of its time to live within which a renewal is answered: what is left is for another, over a new connection. */
const ANSWERED_WITHIN = 1 / 2;
const AGAIN_MS = 100;
/** etcd keeps leases for longer while it elects a leader: so many times its time to live without an answer, and it is given up. */
const GIVEN_UP_AFTER = 2;

/**
 * One lease, renewed until it is revoked or lost. The client's own renewals go
 * over one stream, wait for the whole time to live before they take another,
 * and leave streams running that fail twice.
 */
export class EtcdLease {
  readonly id: string;
  readonly #lease: Lease;
  readonly #ttlMs: number;
  readonly #clock: Clock;
  readonly #lost: (reason: string) => void;
  /** When the newest renewal that etcd answered was asked for. */
  #renewedMs: number;
  #timer: Timer | undefined;
  #ended = false;

  private constructor(lease: Lease, id: string, renewedMs: number, options: EtcdLeaseOptions) {
    this.id = id;
    this.#lease = lease;
    this.#renewedMs = renewedMs;
    this.#ttlMs = options.ttlMs;
    this.#clock = options.clock;
    this.#lost = options.lost;
    this.#renewInTime(renewedMs);
  }

  /** Throws what the client throws. */
  static async grant(client: Etcd3, options: EtcdLeaseOptions): Promise<EtcdLease> {
    const askedMs = options.clock.monotonic();
    const lease = client.lease(Math.max(1, Math.ceil(options.ttlMs / 1_000)), { autoKeepAlive: false });
    return new EtcdLease(lease, await lease.grant(), askedMs, options);
  }

  /** Whether it was renewed within its time to live. */
  get sure(): boolean {
    return this.#clock.monotonic() - this.#renewedMs < this.#ttlMs;
  }

  /** Takes the lease and every key on it away. Throws what the client throws. */
  async revoke(): Promise<void> {
    this.#end();
    await this.#lease.revoke();
  }

  #end(): void {
    this.#ended = true;
    this.#timer?.cancel();
  }

  #renewInTime(askedMs: number): void {
    this.#renewAfter(Math.max(0, askedMs + this.#ttlMs / RENEWALS - this.#clock.monotonic()));
  }

  #renewAfter(delayMs: number): void {
    if (this.#ended) return;
    this.#timer = this.#clock.after(delayMs, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const askedMs = this.#clock.monotonic();
    try {
      await this.#lease.keepaliveOnce({ deadline: this.#clock.now() + this.#ttlMs * ANSWERED_WITHIN });
      this.#renewedMs = askedMs;
      this.#renewInTime(askedMs);
    } catch (error) {
      if (this.#ended) return;
      const tooLong = this.#clock.monotonic() - this.#renewedMs > GIVEN_UP_AFTER * this.#ttlMs;
      if (!tooLong && !(error instanceof EtcdLeaseInvalidError)) {
        this.#renewAfter(AGAIN_MS);
        return;
      }
      this.#end();
      this.#lost(tooLong ? 'etcd did not answer' : String(error));
    }
  }
}

export interface EtcdLeaseOptions {
  readonly ttlMs: number;
  readonly clock: Clock;
  /** It is gone, not by `revoke`. Not called twice. */
  readonly lost: (reason: string) => void;
}
