import { type CallLeg, type CallLegInit, CallRecord, type CallRecordInit } from '@weft/proto';
import { besideOf, callbackFrom, callbackRecord } from './callback.ts';
import type { CallState, Guest, Leg, Spot } from './state.ts';
import { guestsOf, legsOf, participantOf } from './step.ts';

const legRecord = (leg: Leg, guests: readonly Guest[]): CallLegInit => ({
  participant: participantOf(leg),
  subjectId: leg.subjectId,
  sessionId: leg.sessionId,
  nodeId: leg.nodeId,
  standbyNodeId: leg.standby?.nodeId ?? '',
  nearRegion: leg.nearRegion,
  part: guests.find(({ participantId }) => participantId === leg.participantId)?.part,
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
  legs: legsOf(call).map((leg) => legRecord(leg, guestsOf(call))),
  page: call.page,
  profile: call.profile,
  held: call.stage === 'active' && call.held,
  heldForColleague: call.stage === 'active' && call.heldForColleague,
  requestedAtMs: call.requestedAtMs,
  answeredAtMs: 'answeredAtMs' in call ? call.answeredAtMs : 0,
  endedAtMs: call.stage === 'ended' ? call.endedAtMs : 0,
  endCause: call.stage === 'ended' ? call.cause : 'unspecified',
  moves: call.moves,
  hot: call.hot,
  wantedAgentId: call.wantedAgentId,
  wantedQueueId: call.wantedQueueId,
  company: call.company,
  callback: callbackRecord(call.callback),
  callbackSessionIds: besideOf(call.callback),
});

/** The region of a registered node; undefined when there is no such node. */
export type RegionOf = (nodeId: string) => string | undefined;

function legFrom(record: CallRecord, role: 'customer' | 'agent', regionOf: RegionOf): Leg | undefined {
  const found = record.legs.find((leg) => leg.participant?.role === role && leg.part === 'unspecified');
  return found === undefined ? undefined : legOfRecord(record, found, role, regionOf);
}

const guestsFrom = (record: CallRecord, regionOf: RegionOf): readonly Guest[] =>
  record.legs.flatMap((found) => {
    const leg = legOfRecord(record, found, 'agent', regionOf);
    return leg === undefined || found.part === 'unspecified' ? [] : [{ ...leg, part: found.part }];
  });

function legOfRecord(
  record: CallRecord,
  found: CallLeg,
  role: 'customer' | 'agent',
  regionOf: RegionOf,
): Leg | undefined {
  if (found.participant === undefined) return undefined;
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
  const guests = guestsFrom(record, regionOf);
  const { callId, epoch, kind, queueId, page, hot, wantedAgentId, company, moves, requestedAtMs } = record;
  const { answeredAtMs, wantedQueueId, profile, held, heldForColleague } = record;
  const common = {
    ...{ callId, epoch, kind, queueId, page, customer, hot, wantedAgentId, company, moves, requestedAtMs },
    callback: callbackFrom(record.callback, record.callbackSessionIds),
    ...{ wantedQueueId, profile },
  };
  switch (record.stage) {
    case 'queued':
      return { ...common, stage: 'queued', place: 0, agentsOnDuty: 0 };
    case 'ringing':
      return { ...common, stage: 'ringing', agentsOnDuty: 0 };
    case 'active':
      return agent === undefined
        ? undefined
        : { ...common, stage: 'active', agent, guests, held, heldForColleague, answeredAtMs };
    case 'ended':
      return {
        ...common,
        stage: 'ended',
        agent,
        guests,
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
