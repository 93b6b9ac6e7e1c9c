import { isIP } from 'node:net';
import { availableParallelism, hostname } from 'node:os';
import { isId } from '@weft/proto';
import { fromText, readEnvironment, sharedEnvironment } from '@weft/proto/node';
import { z } from 'zod';

const id = z.string().refine(isId, 'letters, digits, "-" and "_", at most 64');
const ip = z.string().refine((text) => isIP(text) !== 0, 'an IP address');
const port = fromText.whole(0, 65_535);

const shape = {
  ...sharedEnvironment,
  /** WEFT_NODE_ID. */
  id,
  region: id,
  /** What spreads placement: two nodes on one host die together. Default: this machine's name. */
  hostName: z.string().min(1).default(hostname()),
  /** Where browsers' media arrives, and pipes. */
  listenIp: ip.default('127.0.0.1'),
  /** What browsers are told instead: an IP address or a host name. Empty = the listen address. */
  announcedAddress: z.string().optional(),
  /** The first of one port per worker, UDP and TCP. 0 = free ports. */
  rtcPort: port.default(0),
  /** What other nodes send pipes to. Empty = the listen address. */
  pipeAddress: ip.optional(),
  /** 0 = one per core. */
  workers: fromText.whole(0, 256).default(0),
  /** Serves health and metrics. 0 = a free port. */
  probePort: port.default(0),
  /** How long etcd keeps the node's record after its death, at least a second. */
  leaseTtlMs: fromText.whole(1_000, 60_000).default(3_000),
};

export interface NodeConfig {
  readonly natsUrl: string;
  readonly etcdUrl: string;
  readonly logLevel: string;
  readonly nodeId: string;
  readonly region: string;
  readonly hostName: string;
  readonly listenIp: string;
  /** Undefined = the listen address. */
  readonly announcedAddress: string | undefined;
  /** 0 = free ports. */
  readonly rtcPort: number;
  readonly pipeAddress: string;
  readonly workers: number;
  readonly probePort: number;
  readonly leaseTtlMs: number;
}

/** Reads WEFT_NODE_* and the shared variables. Throws ConfigError with one sentence. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): NodeConfig {
  const {
    id: nodeId,
    workers,
    pipeAddress,
    announcedAddress,
    ...rest
  } = readEnvironment('WEFT_NODE_', shape, environment);
  return {
    ...rest,
    nodeId,
    announcedAddress,
    pipeAddress: pipeAddress ?? rest.listenIp,
    workers: workers === 0 ? availableParallelism() : workers,
  };
}
