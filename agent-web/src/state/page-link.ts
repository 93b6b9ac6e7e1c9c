import type { Clock, Log } from '@weft/proto';
import { cryptoRandom, EdgeChoice, fetchPing, Link, openWebSocket } from '../link/index.ts';
import type { Api, Grant } from './api.ts';
import { type Ask, linkAsk } from './ask.ts';
import { Session } from './session.ts';

/** A page's way to the mesh. */
export interface Connected {
  readonly link: Link;
  readonly ask: Ask;
  readonly session: Session;
  readonly edges: EdgeChoice;
}

export interface ConnectOptions {
  /** "widget/0.1.0": for the edge's log. */
  readonly client: string;
  /** Overrides the measured region; empty or absent = the nearest. */
  readonly region?: string;
  readonly api: Api;
  /** Asks for a grant: as a guest, or by the refresh cookie. */
  readonly renew: () => Promise<Grant>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts session, edges and link together; nothing is connected until the link is started. */
export function connect({ client, region = '', api, renew, clock, log }: ConnectOptions): Connected {
  const session = new Session(renew, api, clock, log);
  const edges = new EdgeChoice({ list: session.edges, ping: fetchPing, clock, region });
  const link = new Link({
    edges: () => edges.ordered(),
    token: session.token,
    client,
    open: openWebSocket,
    clock,
    random: cryptoRandom,
    log,
  });
  addEventListener('online', () => link.nudge());
  return { link, ask: linkAsk(link), session, edges };
}
