import type { CallInit, OpenRoomInit, RoomPlaceInit, RtpCapabilities } from '@weft/proto';
import { type CallState, type Leg, legOf, legsOf, participantOf } from './call.ts';

/** The nodes that carry participants of the call, the customer's first, each once. */
export const nodesOf = (call: CallState): readonly string[] => [
  ...new Set(legsOf(call).map(({ nodeId }) => nodeId)),
];

/** The nodes of the call with their regions; the first node of a region is its gateway. */
export function placesOf(call: CallState): readonly Required<RoomPlaceInit>[] {
  const places = new Map<string, Required<RoomPlaceInit>>();
  for (const { nodeId, region } of legsOf(call)) {
    if (places.has(nodeId)) continue;
    const gateway = ![...places.values()].some((place) => place.region === region);
    places.set(nodeId, { nodeId, region, gateway });
  }
  return [...places.values()];
}

/** What every node of the call is told to make of its room. */
export const roomOf = (call: CallState): OpenRoomInit => ({
  callId: call.callId,
  epoch: call.epoch,
  places: placesOf(call),
  seats: legsOf(call).map((leg) => ({
    participant: participantOf(leg),
    sessionId: leg.sessionId,
    subjectId: leg.subjectId,
  })),
  held: call.stage === 'active' && call.held,
});

/** What a node's router can do; undefined when the node is not registered. */
export type CapabilitiesOf = (nodeId: string) => RtpCapabilities | undefined;

/** The call as one subject sees it; somebody who is not in it gets no seat. */
export function callFor(call: CallState, subjectId: string, capabilitiesOf: CapabilitiesOf): CallInit {
  const leg = legOf(call, subjectId);
  const agent = 'agent' in call ? call.agent : undefined;
  return {
    callId: call.callId,
    epoch: call.epoch,
    kind: call.kind,
    stage: call.stage,
    seat: call.stage === 'ended' || leg === undefined ? undefined : seatOf(leg, capabilitiesOf),
    queuePlace: call.stage === 'queued' ? call.place : 0,
    agentsOnDuty: 'agentsOnDuty' in call ? call.agentsOnDuty : 0,
    customer: participantOf(call.customer),
    agent: agent === undefined ? undefined : participantOf(agent),
    page: call.page,
    held: call.stage === 'active' && call.held,
    requestedAtMs: call.requestedAtMs,
    answeredAtMs: 'answeredAtMs' in call ? call.answeredAtMs : 0,
    endedAtMs: call.stage === 'ended' ? call.endedAtMs : 0,
    endCause: call.stage === 'ended' ? call.cause : 'unspecified',
  };
}

const seatOf = (leg: Leg, capabilitiesOf: CapabilitiesOf): NonNullable<CallInit['seat']> => ({
  participantId: leg.participantId,
  nodeId: leg.nodeId,
  region: leg.region,
  iceServers: [],
  routerCapabilities: capabilitiesOf(leg.nodeId),
});
