import type { Clock } from '@weft/proto';
import type { ServiceKind, ServicePlan } from './plan.ts';
import type { ServiceEvent } from './supervised.ts';

/** What a stack is to be. Everything has a default but the data folder. */
export interface StackOptions {
  /** Keeps the servers' data, the signing key, sign-ins and logs; made when missing. */
  readonly dataDir: string;
  /** Where the pages and the HTTP API are; 8080, or a free one with `freePorts`. */
  readonly httpPort?: number;
  /** `eu` and `ap`. */
  readonly regions?: readonly string[];
  /** Media nodes in each region; 2. */
  readonly nodesPerRegion?: number;
  /** Instances of the control plane, `control-1`, `control-2`, …: any of them takes over from another; 1. */
  readonly controls?: number;
  /** nats-servers, and as many etcds: 1, or 3 that survive the death of one; 1. Each way has its own data. */
  readonly servers?: number;
  /** mediasoup workers of each node; 1. */
  readonly workersPerNode?: number;
  /** Any ports that nobody uses, instead of the fixed ones. */
  readonly freePorts?: boolean;
  /** `false` = no pages are built or served. */
  readonly pages?: boolean;
  /** Origins besides the stack's own whose pages may open a session. */
  readonly origins?: readonly string[];
  /** Further settings by kind, such as `{ control: { WEFT_CONTROL_GUESTS_PER_MINUTE: '10000' } }`. */
  readonly settings?: Readonly<Partial<Record<ServiceKind, Readonly<Record<string, string>>>>>;
  /** Changes how services are started, for tests that give some of them a network of their own. */
  readonly replan?: (plans: readonly ServicePlan[]) => Promise<readonly ServicePlan[]>;
  /** Told of what happens, from the start on. */
  readonly onEvent?: (event: StackEvent) => void;
  /** Aborted while the stack starts: what runs already is stopped and the start fails. */
  readonly signal?: AbortSignal;
  /** Aborted while the stack starts or stops: every process is ended at once, without waiting. */
  readonly now?: AbortSignal;
  readonly clock?: Clock;
}

/** What happens to a stack, for the console. */
export type StackEvent =
  | ServiceEvent
  /** Progress of the pages' build. */
  | { readonly what: 'pages'; readonly detail: string }
  /** Processes that an earlier launcher left behind were ended. */
  | { readonly what: 'leftovers'; readonly names: readonly string[] };

/** One process of a running stack. */
export interface StackService {
  readonly name: string;
  readonly kind: ServiceKind;
  /** Empty for what serves all regions. */
  readonly region: string;
  /** 0 between a death and the start that follows it. */
  readonly pid: number;
  /** Of edges, nodes and the control plane: where /healthz, /readyz and /metrics are. */
  readonly url: string;
  readonly logFile: string;
}

/** Where a running stack is reached. */
export interface StackAddresses {
  readonly natsUrl: string;
  readonly etcdUrl: string;
  /** What browsers connect to: "ws://…/v1/signal". */
  readonly edges: readonly { readonly id: string; readonly region: string; readonly url: string }[];
}
