/** What the benchmark asks of the process that runs the edge. */
export type EdgeOrder =
  | { readonly do: 'start'; readonly environment: Readonly<Record<string, string>> }
  | { readonly do: 'weigh' };

/** What that process answers. */
export type EdgeNews =
  | { readonly is: 'up'; readonly url: string }
  | { readonly is: 'weighed'; readonly weight: Weight }
  | { readonly is: 'failed'; readonly why: string };

/** Memory of the edge's process after a forced garbage collection, in bytes. */
export interface Weight {
  /** Resident set. */
  readonly rss: number;
  readonly heapUsed: number;
  /** Memory of buffers, outside the heap. */
  readonly external: number;
  readonly sessions: number;
}

/** What the benchmark asks of the process that holds the clients. */
export type ClientOrder =
  | {
      readonly do: 'connect';
      readonly url: string;
      /** One token a client. */
      readonly tokens: readonly string[];
      /** Source addresses, used in turn. */
      readonly addresses: readonly string[];
    }
  /** Wait until every client has had its next ping answered. */
  | { readonly do: 'idle' }
  /** Every client says bye and closes. */
  | { readonly do: 'leave' };

export type ClientNews =
  | { readonly is: 'connected'; readonly clients: number }
  | { readonly is: 'idled' }
  | { readonly is: 'left' }
  | { readonly is: 'failed'; readonly why: string };
