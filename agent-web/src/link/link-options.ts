import type { Clock, ErrorCode, Log } from '@weft/proto';
import type { EdgeAddress } from './edges.ts';
import type { Random } from './random.ts';
import type { OpenSocket } from './socket.ts';

/** The connection to the mesh as a whole, over any number of sockets. */
export type LinkState =
  | { readonly name: 'idle' }
  | { readonly name: 'connecting'; readonly attempt: number }
  | { readonly name: 'ready'; readonly region: string; readonly edgeId: string; readonly sessionId: string }
  /** `sinceAtMs`: when the connection was lost, milliseconds since the Unix epoch. */
  | { readonly name: 'interrupted'; readonly sinceAtMs: number; readonly attempt: number }
  | { readonly name: 'failed'; readonly code: ErrorCode };

export interface LinkOptions {
  /** Best first; asked before every attempt. */
  readonly edges: () => Promise<readonly EdgeAddress[]>;
  /** A session token; `renew` = the last one was refused. A WeftError that is not retryable ends the link. */
  readonly token: (renew: boolean) => Promise<string>;
  /** "widget/0.1.0": for the edge's log. */
  readonly client: string;
  readonly open: OpenSocket;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
