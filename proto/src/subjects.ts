import { isId } from './ids.ts';

/**
 * Every NATS subject of Weft. Nobody else spells one. Ids are checked, so that
 * a hostile id can never widen a subject.
 */
const token = (id: string): string => {
  if (!isId(id)) throw new TypeError(`not an id: ${JSON.stringify(id.slice(0, 80))}`);
  return id;
};

export const subjects = {
  /** Clients' requests to the control plane, by region; instances form a queue group. RelayedRequest → RelayedReply. */
  control: (region: string) => `weft.control.${token(region)}`,
  /** The queue group's name for `control`. */
  controlGroup: 'control',
  /** Participants' requests to a media node. RelayedRequest → RelayedReply. */
  media: (nodeId: string) => `weft.media.${token(nodeId)}`,
  /** Control plane's and other nodes' requests to a media node. NodeRequest → NodeReply. */
  node: (nodeId: string) => `weft.node.${token(nodeId)}`,
  /** What a session's edge forwards to its client, and what edges tell each other of it. SessionPush. Kept by the SESSIONS stream. */
  session: (sessionId: string) => `weft.session.${token(sessionId)}.push`,
  allSessions: 'weft.session.*.push',
  /**
   * Whether a session lives: its edge answers with no bytes, and for one that nobody
   * holds NATS says so at once. A subject of its own, since a stream counts as a listener.
   */
  sessionAsk: (sessionId: string) => `weft.session.${token(sessionId)}.ask`,
  /** Both of them, for the edge that holds the session. */
  sessionAll: (sessionId: string) => `weft.session.${token(sessionId)}.*`,
  /** What many sessions are told alike, to all edges. SharedPush. Kept by the SHARED stream. */
  shared: 'weft.shared',
  /** A session has ended for good. SessionGone. */
  sessionGone: (sessionId: string) => `weft.gone.${token(sessionId)}`,
  allSessionsGone: 'weft.gone.*',
  /** Media nodes' heartbeats. Beat. */
  beat: (region: string, nodeId: string) => `weft.beat.${token(region)}.${token(nodeId)}`,
  allBeats: 'weft.beat.*.*',
  /** Edges' heartbeats. EdgeBeat. */
  edgeBeat: (region: string, edgeId: string) => `weft.edge.${token(region)}.${token(edgeId)}`,
  allEdgeBeats: 'weft.edge.*.*',
  /** The rooms of one call tell each other. RoomNews. */
  roomNews: (callId: string) => `weft.room.${token(callId)}`,
  /** Rooms report to the call's owner. RoomReport. */
  roomReport: (callId: string) => `weft.report.${token(callId)}`,
  allRoomReports: 'weft.report.*',
  /** A node's worker has died. WorkerDied. */
  workerDied: (nodeId: string) => `weft.died.${token(nodeId)}`,
  allWorkersDied: 'weft.died.*',
  /** Pages hear a node that is silent to the cluster. NodeCutOff. */
  nodeCutOff: (nodeId: string) => `weft.cut.${token(nodeId)}`,
  allNodesCutOff: 'weft.cut.*',
  /** To whoever owns a call. CallRequest → CallReply. */
  call: (callId: string) => `weft.call.${token(callId)}`,
  /** To whoever owns a queue. QueueRequest → QueueReply, or RelayedRequest of an agent → RelayedReply on `desk`. */
  queue: (queueId: string) => `weft.queue.${token(queueId)}`,
  desk: (queueId: string) => `weft.desk.${token(queueId)}`,
  /** Facts by name ("call.ended"). FactRecord. Kept by the FACTS stream. */
  fact: (name: string) => `weft.fact.${name.split('.').map(token).join('.')}`,
  allFacts: 'weft.fact.>',
  /** What happens to conversations, by partition. TimelineEvent. Kept by the TIMELINE stream. */
  timeline: (partition: number, conversationId: string) =>
    `weft.timeline.${partition}.${token(conversationId)}`,
  timelinePartition: (partition: number) => `weft.timeline.${partition}.*`,
  allTimelines: 'weft.timeline.*.*',
  /** To the instance that waits for what becomes of its events. TimelineOutcome. */
  outcome: (instanceId: string) => `weft.outcome.${token(instanceId)}`,
  /** What came in over channels, by partition. InboundArrival. Kept by the INBOUND stream until it is in a timeline. */
  inbound: (partition: number, accountId: string) => `weft.inbound.${partition}.${token(accountId)}`,
  inboundPartition: (partition: number) => `weft.inbound.${partition}.*`,
  allInbound: 'weft.inbound.*.*',
  /** What is to go out over an account. OutboundQueued. Kept by the OUTBOUND stream until its fate is known. */
  outbound: (accountId: string) => `weft.outbound.${token(accountId)}`,
  allOutbound: 'weft.outbound.*',
  /** What an account's messages came to that could not be done. DeadLetter. Kept by the DEAD_LETTERS stream. */
  deadLetter: (accountId: string) => `weft.dead.${token(accountId)}`,
  allDeadLetters: 'weft.dead.*',
  /** To the instance that holds a channel's account. ChannelRequest → ChannelReply. */
  channel: (accountId: string) => `weft.channel.${token(accountId)}`,
  /** Somewhere a conversation changed hands or state, or waits: for counts and for those who give out work. Conversation. */
  conversations: 'weft.conversations',
  /** The queue group of those who clear away what sessions left behind. */
  conversationsGroup: 'conversations',
} as const;

/** JetStream streams and durable consumers. */
export const streams = {
  facts: 'WEFT_FACTS',
  /** The last minute of what was published for sessions, in memory: for an edge that takes one over. */
  sessions: 'WEFT_SESSIONS',
  /** The last minute of what was published for many sessions at a time, in memory: for an edge that starts. */
  shared: 'WEFT_SHARED',
  timeline: 'WEFT_TIMELINE',
  inbound: 'WEFT_INBOUND',
  outbound: 'WEFT_OUTBOUND',
  deadLetters: 'WEFT_DEAD_LETTERS',
} as const;
