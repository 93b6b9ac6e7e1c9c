import { isId } from '@weft/proto';
import { fromText, readEnvironment, sharedEnvironment } from '@weft/proto/node';
import { z } from 'zod';
import type { EdgeLimits } from './core/edge.ts';

const PREFIX = 'WEFT_EDGE_';

const id = () => z.string().refine(isId, 'must be 1 to 64 letters, digits, "-" or "_"');

/** The edge's settings, each read from WEFT_EDGE_<NAME>: maxFrameBytes from WEFT_EDGE_MAX_FRAME_BYTES. */
const shape = {
  ...sharedEnvironment,
  id: id().default('eu-edge-1'),
  region: id().default('eu'),
  host: z.string().default('127.0.0.1'),
  /** 0 = a free port. */
  port: fromText.whole(0, 65_535).default(7_101),
  /** What browsers connect to; empty = ws:// with host and port. Without a path it gets the protocol's own. */
  url: z
    .string()
    .regex(/^wss?:\/\/[^/?#]+(\/[^?#]*)?$/, 'must be ws:// or wss:// with a host')
    .default(''),
  /** Origins whose pages may connect, as browsers write them ("https://shop.example"); `*` = all; none = no browser at all. */
  origins: fromText
    .list()
    .transform((origins) => origins.map((origin) => origin.toLowerCase()))
    .default(['*']),
  /** Header in which a trusted proxy appends the client's address; empty = there is none. */
  addressHeader: z.string().toLowerCase().default(''),

  maxFrameBytes: fromText.whole(1_024, 1_048_576).default(65_536),
  helloTimeoutMs: fromText.whole(10, 60_000).default(5_000),
  /** Clients ping this often; two and a half of it in silence and the connection is given up. */
  pingIntervalMs: fromText.whole(10, 60_000).default(10_000),
  /** 0 = a session ends with its connection. */
  resumeWindowMs: fromText.whole(0, 600_000).default(15_000),
  /** Copies of what edges resume each other's sessions from, in a cluster of NATS servers. */
  historyReplicas: fromText.whole(1, 5).default(1),
  requestTimeoutMs: fromText.whole(10, 60_000).default(5_000),
  /** Below runMain's limit for stopping. */
  drainMs: fromText.whole(0, 9_000).default(5_000),

  maxSessions: fromText.whole(1, 1_000_000).default(20_000),
  maxInFlight: fromText.whole(1, 1_024).default(64),
  maxInFlightTotal: fromText.whole(1, 1_000_000).default(8_192),
  outboxMaxFrames: fromText.whole(1, 65_536).default(1_024),
  outboxMaxBytes: fromText.whole(1_024, 67_108_864).default(1_048_576),
  /** What may wait in a socket's own buffer, where nothing can be replaced any more. */
  socketBufferBytes: fromText.whole(1_024, 16_777_216).default(131_072),

  /** Rates: 0 = no limit. */
  sessionFramesPerS: fromText.whole(0, 1_000_000).default(100),
  sessionFramesBurst: fromText.whole(1, 1_000_000).default(200),
  /** An address may be an office: many sessions behind one. */
  addressFramesPerS: fromText.whole(0, 1_000_000).default(2_000),
  addressFramesBurst: fromText.whole(1, 1_000_000).default(4_000),
  addressConnectsPerS: fromText.whole(0, 1_000_000).default(50),
  addressConnectsBurst: fromText.whole(1, 1_000_000).default(200),
  maxAddresses: fromText.whole(1, 10_000_000).default(65_536),
};

export type EdgeConfig = ReturnType<typeof readEdgeConfig>;

/** The settings in an environment, frozen. Throws ConfigError with one sentence. */
export function readEdgeConfig(environment: Readonly<Record<string, string | undefined>>) {
  return readEnvironment(PREFIX, shape, environment);
}

/** WebSocket path of the protocol. */
export const SIGNAL_PATH = '/v1/signal';

/** What the mesh tells browsers to connect to, once the port is known. */
export function publicUrl(config: EdgeConfig, port: number): string {
  if (config.url === '') return `ws://${config.host}:${port}${SIGNAL_PATH}`;
  const { pathname } = new URL(config.url);
  return pathname === '/' ? `${config.url.replace(/\/$/, '')}${SIGNAL_PATH}` : config.url;
}

/** The bounds that the core keeps to. */
export const limitsOf = (config: EdgeConfig): EdgeLimits => ({
  times: {
    helloTimeoutMs: config.helloTimeoutMs,
    idleTimeoutMs: config.pingIntervalMs * 2.5,
    resumeWindowMs: config.resumeWindowMs,
  },
  terms: {
    pingIntervalMs: config.pingIntervalMs,
    maxFrameBytes: config.maxFrameBytes,
    resumeWindowMs: config.resumeWindowMs,
  },
  outbox: { maxFrames: config.outboxMaxFrames, maxBytes: config.outboxMaxBytes },
  relay: {
    requestTimeoutMs: config.requestTimeoutMs,
    maxInFlight: config.maxInFlight,
    maxInFlightTotal: config.maxInFlightTotal,
  },
  sessionRate: { perSecond: config.sessionFramesPerS, burst: config.sessionFramesBurst },
  addressRates: {
    connects: { perSecond: config.addressConnectsPerS, burst: config.addressConnectsBurst },
    frames: { perSecond: config.addressFramesPerS, burst: config.addressFramesBurst },
  },
  maxAddresses: config.maxAddresses,
  maxSessions: config.maxSessions,
  origins: config.origins,
});
