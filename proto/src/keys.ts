import { isId } from './ids.ts';

/** Every etcd key of Weft. Nobody else spells one. */
const segment = (id: string): string => {
  if (!isId(id)) throw new TypeError(`not an id: ${JSON.stringify(id.slice(0, 80))}`);
  return id;
};

/** The id that ends a key of the given prefix. */
export const idOf = (prefix: string, key: string): string => key.slice(prefix.length);

export const keys = {
  /** Prefix of media nodes; leased. NodeRecord. */
  nodes: '/weft/nodes/',
  node: (nodeId: string) => `/weft/nodes/${segment(nodeId)}`,
  /** Prefix of edges; leased. EdgeRecord. */
  edges: '/weft/edges/',
  edge: (edgeId: string) => `/weft/edges/${segment(edgeId)}`,
  /** Prefix of calls; not leased. CallRecord. */
  calls: '/weft/calls/',
  call: (callId: string) => `/weft/calls/${segment(callId)}`,
  /** Prefix of calls' owners; leased. OwnerRecord. */
  callOwners: '/weft/owners/call/',
  callOwner: (callId: string) => `/weft/owners/call/${segment(callId)}`,
  /** Prefix of queues' owners; leased. OwnerRecord. */
  queueOwners: '/weft/owners/queue/',
  queueOwner: (queueId: string) => `/weft/owners/queue/${segment(queueId)}`,
  /** Prefix of the timeline's partitions' owners; leased. OwnerRecord. */
  timelineOwners: '/weft/owners/timeline/',
  timelineOwner: (partition: number) => `/weft/owners/timeline/${partition}`,
  /** Prefix of channels' accounts: JSON of their own, secrets sealed; not leased. */
  channelAccounts: '/weft/channels/accounts/',
  channelAccount: (accountId: string) => `/weft/channels/accounts/${segment(accountId)}`,
  /** What an account keeps for itself, sealed; not leased, gone with the account. */
  channelMemory: (accountId: string) => `/weft/channels/memory/${segment(accountId)}`,
  /** Prefix of accounts' owners; leased. OwnerRecord. */
  channelOwners: '/weft/owners/channel/',
  channelOwner: (accountId: string) => `/weft/owners/channel/${segment(accountId)}`,
  /** Prefix of the owners of what comes in, by partition; leased. OwnerRecord. */
  inboundOwners: '/weft/owners/inbound/',
  inboundOwner: (partition: number) => `/weft/owners/inbound/${partition}`,
  /** Prefix of who tells webhooks' endpoints what happened; leased. OwnerRecord. */
  webhookOwners: '/weft/owners/webhooks/',
  webhookOwner: (name: string) => `/weft/owners/webhooks/${segment(name)}`,
  /** Prefix of customers who have a live call. */
  customers: '/weft/customers/',
  /** The customer's one live call: its id as text; not leased, written and deleted in one transaction with the call. */
  callOfCustomer: (subjectId: string) => `/weft/customers/${segment(subjectId)}`,
  /** Prefix of agents' desks; not leased. DeskRecord. */
  desks: '/weft/desks/',
  desk: (agentId: string) => `/weft/desks/${segment(agentId)}`,
  /** Prefix of queues' policies; not leased. QueuePolicy. */
  queues: '/weft/queues/',
  queue: (queueId: string) => `/weft/queues/${segment(queueId)}`,
  /** The routing rules that hold; JSON of their own, not leased. */
  routingRules: '/weft/routing/rules',
  /** Prefix of every version of them. */
  routingVersions: '/weft/routing/versions/',
  routingVersion: (version: number) => `/weft/routing/versions/${String(version).padStart(8, '0')}`,
  /** Prefix of what agents can do: skills, languages, capacity; JSON, not leased. */
  routingAgents: '/weft/routing/agents/',
  routingAgent: (agentId: string) => `/weft/routing/agents/${segment(agentId)}`,
  /** The intents that hold, with their examples; JSON of their own, not leased. */
  intents: '/weft/intents/current',
  /** Prefix of every version of them. */
  intentVersions: '/weft/intents/versions/',
  intentVersion: (version: number) => `/weft/intents/versions/${String(version).padStart(8, '0')}`,
  /** Prefix of people who can sign in; not leased. AgentRecord. */
  agents: '/weft/agents/',
  agent: (agentId: string) => `/weft/agents/${segment(agentId)}`,
  /** Prefix of people whose earlier sessions are over; not leased. SignOutRecord. */
  signOuts: '/weft/sign-outs/',
  signOut: (agentId: string) => `/weft/sign-outs/${segment(agentId)}`,
  /** The one instance that keeps the store in itself; leased. OwnerRecord. */
  embeddedStore: '/weft/owners/store',
  /** A one-time code for another device, by its digest; leased. */
  continuation: (digest: string) => `/weft/continuations/${segment(digest)}`,
  /** When widgets invite visitors to write: one document, not leased. */
  invitations: '/weft/invitations',
  /** How widgets look and what they say: one document, not leased. */
  look: '/weft/look',
  /** The public keys that session tokens are checked with: a JSON Web Key Set (RFC 7517). */
  jwks: '/weft/jwks',
  /** What the shop's account tokens are signed with: 256 bits as base64url. Not leased. */
  shopSecret: '/weft/shop-secret',
  /** The edges' shared secret, which resume tokens are made and checked with: 256 bits as base64url. Not leased. */
  resumeSecret: '/weft/resume-secret',
} as const;
