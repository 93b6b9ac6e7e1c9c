import {
  type CallRecord,
  type DeskRecord,
  type EdgeRecord,
  Mesh,
  type MeshAgent,
  type MeshCallInit,
  type MeshEdge,
  type MeshQueue,
} from '@weft/proto';
import type { LegReport } from '../calls/reports.ts';
import { meshNodeOf, type NodeView } from '../registry/node-view.ts';

/** What the picture of the mesh is made from. */
export interface MeshParts {
  readonly atMs: number;
  readonly nodes: readonly NodeView[];
  readonly edges: readonly EdgeRecord[];
  /** Ended ones are left out. */
  readonly calls: readonly CallRecord[];
  readonly desks: readonly DeskRecord[];
  readonly queueIds: readonly string[];
  /** Undefined = nothing heard of this participant's media. */
  readonly reportOf: (callId: string, participantId: string) => LegReport | undefined;
}

/** The whole picture: calls oldest first, all else by id. Pure. */
export function meshOf(parts: MeshParts): Mesh {
  const live = parts.calls.filter(({ stage }) => stage !== 'ended' && stage !== 'unspecified');
  return Mesh.create({
    atMs: parts.atMs,
    nodes: parts.nodes.map(meshNodeOf).sort((a, b) => byText(a.nodeId, b.nodeId)),
    edges: parts.edges.map(edgeOf).sort((a, b) => byText(a.edgeId, b.edgeId)),
    calls: live
      .map((call) => callOf(call, parts.reportOf))
      .sort((a, b) => a.requestedAtMs - b.requestedAtMs || byText(a.callId, b.callId)),
    agents: parts.desks
      .map((desk) => agentOf(desk, live, parts.atMs))
      .sort((a, b) => byText(a.agentId, b.agentId)),
    queues: parts.queueIds
      .map((queueId) => queueOf(queueId, live))
      .sort((a, b) => byText(a.queueId, b.queueId)),
  });
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const edgeOf = (edge: EdgeRecord): MeshEdge => ({
  edgeId: edge.edgeId,
  region: edge.region,
  url: edge.url,
  sessions: edge.sessions,
  startedAtMs: edge.startedAtMs,
  draining: edge.draining,
});

type SortedCall = MeshCallInit & { readonly callId: string; readonly requestedAtMs: number };

/** A live call as operators see it. */
const callOf = (call: CallRecord, reportOf: MeshParts['reportOf']): SortedCall => ({
  callId: call.callId,
  kind: call.kind,
  stage: call.stage,
  epoch: call.epoch,
  homeNodeId: call.homeNodeId,
  legs: call.legs.map(({ participant, nodeId, standbyNodeId, part }) => {
    const report = reportOf(call.callId, participant?.participantId ?? '');
    return {
      ...{ participant, nodeId, standbyNodeId, part },
      connected: report?.connected ?? false,
      score: report?.score ?? 0,
      standbyReady: report?.standbyReady ?? false,
    };
  }),
  requestedAtMs: call.requestedAtMs,
  answeredAtMs: call.answeredAtMs,
  held: call.held,
  moves: call.moves.length,
});

/** A call makes its agent busy, whatever it chose, and so does wrapping it up. */
function agentOf(desk: DeskRecord, live: readonly CallRecord[], nowMs: number): MeshAgent {
  const { agentId, displayName, region } = desk;
  const call = live.find(
    ({ stage, legs }) => stage === 'active' && legs.some(({ subjectId }) => subjectId === agentId),
  );
  const wrapsUp = desk.presence === 'available' && desk.wrapUpUntilMs > nowMs;
  const busy = call !== undefined || wrapsUp;
  const presence = desk.sessionId === '' ? 'offline' : busy ? 'busy' : desk.presence;
  const sinceMs = call?.answeredAtMs || desk.sinceMs;
  const pause = desk.sessionId === '' || busy ? '' : desk.pause;
  return { agentId, displayName, presence, region, sinceMs, callId: call?.callId ?? '', pause };
}

function queueOf(queueId: string, live: readonly CallRecord[]): MeshQueue {
  const waiting = live.filter(
    (call) => call.queueId === queueId && (call.stage === 'queued' || call.stage === 'ringing'),
  );
  const oldest = Math.min(...waiting.map(({ requestedAtMs }) => requestedAtMs));
  return { queueId, waiting: waiting.length, oldestRequestedAtMs: waiting.length === 0 ? 0 : oldest };
}
