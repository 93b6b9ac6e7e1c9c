import { type CallLegInit, CallRecord, type CallRecordInit } from '@weft/proto';
import type { CallState, Leg, Spot } from './state.ts';
import { legsOf, participantOf } from './step.ts';

const legRecord = (leg: Leg): CallLegInit => ({
  participant: participantOf(leg),
  subjectId: leg.subjectId,
  sessionId: leg.sessionId,
  nodeId: leg.nodeId,
  standbyNodeId: leg.standby?.nodeId ?? '',
  nearRegion: leg.nearRegion,
});

/** A call as etcd keeps it. Its place in the queue is the queue's and is not kept. */
export const recordOf = (call: CallState): CallRecordInit => ({
  callId: call.callId,
  epoch: call.epoch,
  kind: call.kind,
  stage: call.stage,
  queueId: call.queueId,
  homeNodeId: call.customer.nodeId,
  standbyNodeId: call.customer.standby?.nodeId ?? '',
  legs: legsOf(call).map(legRecord),
  page: call.page,
  held: call.stage === 'active' && call.held,
  requestedAtMs: call.requestedAtMs,
  answeredAtMs: 'answeredAtMs' in call ? call.answeredAtMs : 0,
  endedAtMs: call.stage === 'ended' ? call.endedAtMs : 0,
  endCause: call.stage === 'ended' ? call.cause : 'unspecified',
  moves: call.moves,
  hot: call.hot,
  wantedAgentId: call.wantedAgentId,
});

/** The region of a registered node; undefined when there is no such node. */
export type RegionOf = (nodeId: string) => string | undefined;

function legFrom(record: CallRecord, role: 'customer' | 'agent', regionOf: RegionOf): Leg | undefined {
  const found = record.legs.find(({ participant }) => participant?.role === role);
  if (found?.participant === undefined) return undefined;
  const { participantId, displayName, region } = found.participant;
  const { subjectId, sessionId, nodeId, standbyNodeId } = found;
  const standby = spotOf(record, standbyNodeId, regionOf);
  const nearRegion = found.nearRegion === '' ? region : found.nearRegion;
  return { participantId, role, displayName, region, nearRegion, subjectId, sessionId, nodeId, standby };
}

/** The record names a standby's node only; the region is that of who is at home there, or the registry's. */
function spotOf(record: CallRecord, nodeId: string, regionOf: RegionOf): Spot | undefined {
  if (nodeId === '') return undefined;
  const region = record.legs.find((leg) => leg.nodeId === nodeId)?.participant?.region ?? regionOf(nodeId);
  return region === undefined ? undefined : { nodeId, region };
}

/**
 * The state a record tells of; undefined when the record makes no sense (no
 * customer, an answered call without agent). A standby that is not registered
 * any more is none.
 */
export function stateOf(record: CallRecord, regionOf: RegionOf = () => undefined): CallState | undefined {
  const customer = legFrom(record, 'customer', regionOf);
  const agent = legFrom(record, 'agent', regionOf);
  if (customer === undefined) return undefined;
  const { callId, epoch, kind, queueId, page, hot, wantedAgentId, moves, requestedAtMs, answeredAtMs } =
    record;
  const common = { callId, epoch, kind, queueId, page, customer, hot, wantedAgentId, moves, requestedAtMs };
  switch (record.stage) {
    case 'queued':
      return { ...common, stage: 'queued', place: 0, agentsOnDuty: 0 };
    case 'ringing':
      return { ...common, stage: 'ringing', agentsOnDuty: 0 };
    case 'active':
      return agent === undefined
        ? undefined
        : { ...common, stage: 'active', agent, held: record.held, answeredAtMs };
    case 'ended':
      return {
        ...common,
        stage: 'ended',
        agent,
        answeredAtMs,
        endedAtMs: record.endedAtMs,
        cause: record.endCause,
      };
    case 'unspecified':
      return undefined;
  }
}

/** The JSON of a call's record. */
export const recordJson = (call: CallState): string => CallRecord.toJson(recordOf(call));
