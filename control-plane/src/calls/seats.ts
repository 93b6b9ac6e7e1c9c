import type { CallInit, OpenRoomInit, RoomPlaceInit, RtpCapabilities } from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';
import { callbackRecord } from './callback.ts';
import { heardBy, mayHear, partedOf } from './hearing.ts';
import type { CallState, Leg, Release, Spot } from './state.ts';
import { guestsOf, legOf, legsOf, participantOf } from './step.ts';

/** The nodes that carry participants of the call, the customer's first, each once. */
export const homesOf = (call: CallState): readonly string[] => [
  ...new Set(legsOf(call).map(({ nodeId }) => nodeId)),
];

/** The nodes that only stand by, each once. */
export function standbysOf(call: CallState): readonly string[] {
  const homes = homesOf(call);
  const standbys = legsOf(call).flatMap(({ standby }) => standby?.nodeId ?? []);
  return [...new Set(standbys)].filter((nodeId) => !homes.includes(nodeId));
}

/** Every node that has a room of the call: homes first. */
export const nodesOf = (call: CallState): readonly string[] => [...homesOf(call), ...standbysOf(call)];

/** The nodes of the call with their regions, homes first; the first node of a region is its gateway. */
export function placesOf(call: CallState): readonly Required<RoomPlaceInit>[] {
  const places = new Map<string, Required<RoomPlaceInit>>();
  const spots: readonly (Spot | undefined)[] = [
    ...legsOf(call),
    ...legsOf(call).map(({ standby }) => standby),
  ];
  for (const spot of spots) {
    if (spot === undefined || places.has(spot.nodeId)) continue;
    const { nodeId, region } = spot;
    const gateway = ![...places.values()].some((place) => place.region === region);
    places.set(nodeId, { nodeId, region, gateway });
  }
  return [...places.values()];
}

/** What one node of the call is told to make of its room: everybody who is at home there or stands by there has a seat. */
export const roomOf = (call: CallState, nodeId: string): OpenRoomInit => ({
  callId: call.callId,
  epoch: call.epoch,
  places: placesOf(call),
  seats: legsOf(call)
    .filter((leg) => leg.nodeId === nodeId || leg.standby?.nodeId === nodeId)
    .map((leg) => ({
      participant: participantOf(leg),
      sessionId: leg.sessionId,
      subjectId: leg.subjectId,
      role: leg.nodeId === nodeId ? ('home' as const) : ('standby' as const),
      hears: { participantIds: heardBy(call, leg) },
    })),
  held: call.stage === 'active' && call.held,
  hot: call.hot,
  parted: partedOf(call),
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
    seat: call.stage === 'ended' || leg === undefined ? undefined : seatOf(leg, call.hot, capabilitiesOf),
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
    moves: call.moves,
    guests: leg === undefined || call.stage === 'ended' ? [] : guestsFor(call, leg),
    part: guestsOf(call).find((guest) => guest.subjectId === subjectId)?.part,
    callback: callbackRecord(call.callback),
    conversationId: leg?.role === 'agent' ? conversationOf(call.customer.subjectId) : '',
  };
}

/** The others in it as one of the participants may know of them: agents of all, the customer of those it hears. */
const guestsFor = (call: CallState, leg: Leg): NonNullable<CallInit['guests']> =>
  guestsOf(call)
    .filter((guest) => guest.participantId !== leg.participantId)
    .filter((guest) => leg.role === 'agent' || mayHear(call, leg, guest))
    .map((guest) => ({
      ...{ participant: participantOf(guest), part: guest.part },
      agentId: leg.role === 'agent' ? guest.subjectId : '',
    }));

/** The call as somebody sees it for whom it is over while it goes on. */
export const callAfter = (call: CallState, { leg, cause }: Release, atMs: number): CallInit => ({
  ...callFor(call, leg.subjectId, () => undefined),
  ...{ stage: 'ended', seat: undefined, endedAtMs: atMs, endCause: cause },
});

const seatOf = (leg: Leg, hot: boolean, capabilitiesOf: CapabilitiesOf): NonNullable<CallInit['seat']> => ({
  participantId: leg.participantId,
  nodeId: leg.nodeId,
  region: leg.region,
  iceServers: [],
  routerCapabilities: capabilitiesOf(leg.nodeId),
  standbyNodeId: leg.standby?.nodeId ?? '',
  standbyRegion: leg.standby?.region ?? '',
  hot: hot && leg.standby !== undefined,
});
