import type {
  AgentRecord,
  Bus,
  Clock,
  Directory,
  EdgeRecord,
  FactLog,
  Ids,
  Log,
  Mesh,
  MeshCall,
  MeshNode,
  Principal,
} from '@weft/proto';
import type { Registry } from 'prom-client';
import type { Sealer } from './channels/accounts/sealer.ts';
import type { Channels } from './channels/channels.ts';
import type { ControlConfig } from './config.ts';
import type { Attachments } from './conversations/attachments.ts';
import type { CallHistory } from './facts/history.ts';
import type { ServiceDay } from './facts/service-day.ts';
import type { LiveIntents } from './intents/watched-intents.ts';
import type { OrderSource } from './orders/order-source.ts';
import type { ConversationCommand } from './requests/conversation-commands.ts';
import type { FieldCommand } from './requests/field-commands.ts';
import type { WhyNobody } from './routing/engine/index.ts';
import type { RoutingRules } from './routing/live-rules.ts';
import type { Store } from './store/store.ts';
import type { Poster } from './webhooks/poster.ts';

/** What the HTTP API and operators ask about the mesh, as this instance sees it now. */
export interface MeshQueries {
  /** The whole picture, everything sorted by id. */
  mesh(): Mesh;
  /** Live calls, oldest first. */
  calls(): readonly MeshCall[];
  /** What a live call belongs to; empty = it is not live. */
  conversationOf(callId: string): string;
  /** Registered media nodes by id; one without a beat for a second is "silent". */
  nodes(): readonly MeshNode[];
  /** Registered edges by id. */
  edges(): readonly EdgeRecord[];
  /**
   * Tells a media node to drain, or to take rooms again. Throws WeftError
   * NODE_NOT_FOUND, or TIMEOUT, NO_RESPONDER, UNAVAILABLE when it cannot be told.
   */
  drain(nodeId: string, on: boolean): Promise<void>;
}

/** The people who can sign in: etcd's `keys.agents`. */
export interface People {
  /** By login, compared exactly; undefined when there is none, or was shut out. */
  find(login: string): Promise<AgentRecord | undefined>;
  /** By id, as known now; undefined when there is none, or was shut out. */
  byId(agentId: string): AgentRecord | undefined;
  /** Whether somebody's sessions with tokens made then (milliseconds since the Unix epoch) are over; false for who is not known. */
  haveEnded(agentId: string, issuedAtMs: number): boolean;
  /** Everybody, as known now, with those who were shut out, in no order. */
  all(): readonly AgentRecord[];
}

/** A call or a conversation that waits, and why it has no agent yet. */
export interface WaitingPiece extends WhyNobody {
  readonly kind: 'call' | 'callback' | 'conversation';
  /** The customer's, as they are called; may be empty. */
  readonly name: string;
  /** The name of `agentId`. */
  readonly agentName: string;
}

/** What waits for an agent, in the order that the rules give it. */
export interface WaitingWork {
  why(): Promise<readonly WaitingPiece[]>;
}

/** What the HTTP API is made from. */
export interface ApiOptions {
  readonly config: ControlConfig;
  readonly directory: Directory;
  readonly bus: Bus;
  readonly mesh: MeshQueries;
  readonly people: People;
  readonly store: Store;
  readonly attachments: Attachments;
  readonly channels: Channels;
  /** The shop's orders; undefined = no shop is connected. */
  readonly orders: OrderSource | undefined;
  /** What seals the secrets of webhooks' endpoints, and what tries an endpoint out. */
  readonly webhooks: { readonly sealer: Sealer; readonly poster: Poster };
  /** What customers' words are understood by. */
  readonly intents: LiveIntents;
  readonly waitingWork: WaitingWork;
  /** Does with a conversation what an agent asks for. Throws what the error table says of conversations. */
  readonly serve: (who: Principal, command: ConversationCommand | FieldCommand) => Promise<unknown>;
  /** Tells desks that saved filters are others: one agent's, or everybody's (empty). */
  readonly filtersChanged: (ownerId: string) => void;
  /** Tells desks that the company's own fields are others. */
  readonly fieldsChanged: () => void;
  readonly rules: Pick<RoutingRules, 'current'>;
  /** The calls that agents had in the last 24 hours. */
  readonly history: Pick<CallHistory, 'of'>;
  /** How customers were served today. */
  readonly serviceDay: Pick<ServiceDay, 'of'>;
  /** What happened, for what-if and for why. */
  readonly facts: Pick<FactLog, 'replay'>;
  /** The process's metrics, shown at /metrics. */
  readonly registry: Registry;
  /** Undefined when ready, else the reason why not, for /readyz. */
  readonly ready: () => string | undefined;
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The HTTP API, listening. */
export interface Api extends AsyncDisposable {
  /** The port it listens on, also when 0 was configured. */
  readonly port: number;
}

/** How `api/index.ts` is started. Throws ConfigError or WeftError with one sentence. */
export type StartApi = (options: ApiOptions) => Promise<Api>;
