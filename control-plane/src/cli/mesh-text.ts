import type { z } from 'zod';
import type { MeshCall, MeshNode, MeshState } from '../api/schemas.ts';
import { table } from './table.ts';

type Node = z.infer<typeof MeshNode>;
type Call = z.infer<typeof MeshCall>;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "3 min", "41 s": how long ago, by the answerer's clock. */
function since(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - atMs) / 1_000));
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

/** The media nodes and what they carry. */
export const nodesText = (nodes: readonly Node[], nowMs: number): string =>
  nodes.length === 0
    ? 'No media node is registered.'
    : table(
        ['Node', 'Region', 'Host', 'State', 'CPU', 'Rooms', 'People', 'Consumers', 'Pipes', 'Up'],
        nodes.map(({ nodeId, region, host, state, load, startedAtMs }) => [
          ...[nodeId, region, host, state, percent(load?.cpu ?? 0)],
          ...[load?.rooms ?? 0, load?.participants ?? 0, load?.consumers ?? 0, load?.pipes ?? 0],
          since(startedAtMs, nowMs),
        ]),
      );

const legText = ({
  participant,
  nodeId,
  connected,
  score,
  standbyNodeId,
  standbyReady,
}: Call['legs'][number]): string =>
  [
    `${participant?.role ?? 'somebody'} on ${nodeId} ${connected ? `(${score}/10)` : '(not connected)'}`,
    ...(standbyNodeId === '' ? [] : [`standby ${standbyNodeId}${standbyReady ? '' : ' (not ready)'}`]),
  ].join(', ');

/** The live calls: where each is at home, how old, who is in it. */
export const callsText = (calls: readonly Call[], nowMs: number): string =>
  calls.length === 0
    ? 'No call is live.'
    : table(
        ['Call', 'Kind', 'Stage', 'Epoch', 'Moves', 'Home', 'Since', 'Legs'],
        calls.map(({ callId, kind, stage, epoch, homeNodeId, requestedAtMs, legs, held, moves }) => [
          ...[callId, kind, held ? `${stage}, held` : stage, epoch, moves, homeNodeId],
          ...[since(requestedAtMs, nowMs), legs.map(legText).join('; ')],
        ]),
      );

/** The whole mesh on one screen. */
export function meshText(mesh: z.infer<typeof MeshState>): string {
  const waiting = mesh.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const onDuty = mesh.agents.filter(({ presence }) => presence !== 'offline').length;
  const edges = table(
    ['Edge', 'Region', 'Address', 'State', 'Sessions', 'Up'],
    mesh.edges.map(({ edgeId, region, url, draining, sessions, startedAtMs }) => [
      ...[edgeId, region, url, draining ? 'draining' : 'active', sessions, since(startedAtMs, mesh.atMs)],
    ]),
  );
  return [
    nodesText(mesh.nodes, mesh.atMs),
    mesh.edges.length === 0 ? 'No edge is registered.' : edges,
    `${mesh.calls.length} live calls, ${waiting} waiting, ${onDuty} agents on duty.`,
  ].join('\n\n');
}
