import { type CallLegInit, CallRecord, type CallRecordInit } from '@weft/proto';
import { type CallState, type Leg, legsOf, participantOf } from './call.ts';

const legRecord = (leg: Leg): CallLegInit => ({
  participant: participantOf(leg),
  subjectId: leg.subjectId,
  sessionId: leg.sessionId,
  nodeId: leg.nodeId,
  standbyNodeId: '',
});

/** A call as etcd keeps it. Its place in the queue is the queue's and is not kept. */
export const recordOf = (call: CallState): CallRecordInit => ({
  callId: call.callId,
  epoch: call.epoch,
  kind: call.kind,
  stage: call.stage,
  queueId: call.queueId,
  homeNodeId: call.homeNodeId,
  standbyNodeId: call.standbyNodeId,
  legs: legsOf(call).map(legRecord),
  page: call.page,
  held: call.stage === 'active' && call.held,
  requestedAtMs: call.requestedAtMs,
  answeredAtMs: 'answeredAtMs' in call ? call.answeredAtMs : 0,
  endedAtMs: call.stage === 'ended' ? call.endedAtMs : 0,
  endCause: call.stage === 'ended' ? call.cause : 'unspecified',
  moves: [],
  hot: false,
});

function legFrom(record: CallRecord, role: 'customer' | 'agent'): Leg | undefined {
  const found = record.legs.find(({ participant }) => participant?.role === role);
  if (found?.participant === undefined) return undefined;
  const { participantId, displayName, region } = found.participant;
  const { subjectId, sessionId, nodeId } = found;
  return { participantId, role, displayName, region, subjectId, sessionId, nodeId };
}

/** The state a record tells of; undefined when the record makes no sense (no customer, an answered call without agent). */
export function stateOf(record: CallRecord): CallState | undefined {
  const customer = legFrom(record, 'customer');
  const agent = legFrom(record, 'agent');
  if (customer === undefined) return undefined;
  const { callId, epoch, kind, queueId, page, homeNodeId, standbyNodeId, requestedAtMs, answeredAtMs } =
    record;
  const common = { callId, epoch, kind, queueId, page, homeNodeId, standbyNodeId, customer, requestedAtMs };
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
