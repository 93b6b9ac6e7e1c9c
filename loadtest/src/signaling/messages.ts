/** What is asked of the process that serves WebSockets: the edge's twin on `ws`. */
export interface TwinOrder {
  readonly do: 'start';
  readonly natsUrl: string;
}
export type TwinNews =
  | { readonly is: 'up'; readonly url: string }
  | { readonly is: 'failed'; readonly why: string };

/** Whom a message is for: `each` = one session, in turn; `all` = every session. */
export type Addressing = 'each' | 'all';

/** What is asked of the process that has the clients and publishes to them. */
export type CrowdOrder =
  | {
      readonly do: 'connect';
      readonly url: string;
      readonly natsUrl: string;
      readonly tokens: readonly string[];
    }
  /** Publishes so that clients get so many messages a second in all, and counts what arrives. */
  | {
      readonly do: 'fan';
      readonly to: Addressing;
      readonly perS: number;
      readonly warmUpMs: number;
      readonly measureMs: number;
    }
  /** Joins and leaves, so many at a time, for so long. */
  | {
      readonly do: 'join';
      readonly url: string;
      readonly token: string;
      readonly atOnce: number;
      readonly measureMs: number;
    }
  | { readonly do: 'leave' };

export type CrowdNews =
  | { readonly is: 'connected'; readonly sessions: number }
  | { readonly is: 'fanned'; readonly fanned: Fanned }
  | {
      readonly is: 'joined';
      readonly joins: number;
      readonly tookMs: number;
      readonly joinMs: readonly number[];
    }
  | { readonly is: 'left' }
  | { readonly is: 'failed'; readonly why: string };

/** One measured stretch of fan-out. */
export interface Fanned {
  readonly tookMs: number;
  readonly published: number;
  readonly received: number;
  /** From the publishing to the arrival, in milliseconds, a sample. */
  readonly tookEachMs: readonly number[];
  /** Messages that the publisher had no time for: the crowd is the bottleneck. */
  readonly skipped: number;
}
