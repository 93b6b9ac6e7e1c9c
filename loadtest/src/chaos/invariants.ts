import type { Observed, ObservedNode, ObservedRecord } from './observed.ts';

/** Something that must hold whatever has died; answers with what breaks it, a phrase each. */
export interface Invariant {
  readonly name: string;
  readonly broken: (observed: Observed) => readonly string[];
}

/** Those who have media. */
const legsOf = ({ records }: Observed) =>
  records
    .filter(({ stage }) => stage === 'active')
    .flatMap(({ callId, legs }) => legs.map((leg) => ({ callId, ...leg })));

/** A transport each way. */
const TRANSPORTS_PER_SEAT = 2;

const everyCallLives = (observed: Observed): readonly string[] => [
  ...observed.calls.flatMap(({ callId, ends }) =>
    ends.flatMap(({ callId: theirs, notLive }) => [
      ...(notLive === undefined ? [] : [`${callId}: ${notLive}`]),
      ...(theirs === callId ? [] : [`${callId}: an end of it is in ${theirs}`]),
    ]),
  ),
  ...observed.calls
    .map((call) => ({ ...call, recorded: recordOf(observed, call.callId)?.stage ?? 'not there' }))
    .filter(({ stage, recorded }) => recorded !== stage)
    .map(({ callId, stage, recorded }) => `${callId} is to be ${stage}, its record is ${recorded}`),
];

const recordOf = ({ records }: Observed, callId: string): ObservedRecord | undefined =>
  records.find((record) => record.callId === callId);

/** Where a participant's media goes is one node: for the record, for the page and for the nodes. */
const oneHome = (observed: Observed): readonly string[] => [
  ...legsOf(observed).flatMap(({ callId, participantId, nodeId }) => {
    const seats = observed.rooms
      .filter((room) => room.callId === callId)
      .flatMap((room) => room.seats.map((seat) => ({ ...seat, nodeId: room.nodeId })))
      .filter((seat) => seat.participantId === participantId && !seat.standby);
    const homes = seats.map((seat) => seat.nodeId);
    return homes.length === 1 && homes[0] === nodeId
      ? []
      : [`${participantId} is at home at ${homes.join(' and ') || 'no node'}, for its record at ${nodeId}`];
  }),
  ...observed.calls.flatMap(({ callId, ends }) => {
    const recorded = recordOf(observed, callId)?.legs.map(({ nodeId }) => nodeId) ?? [];
    const told = ends.map(({ nodeId }) => nodeId);
    return same(recorded, told)
      ? []
      : [`${callId}: the pages are at ${told.join(', ')}, for its record at ${recorded.join(', ')}`];
  }),
];

const same = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());

const everyLegConnected = ({ rooms }: Observed): readonly string[] =>
  rooms.flatMap(({ nodeId, seats }) =>
    seats
      .filter(({ connected }) => !connected)
      .map(({ participantId }) => `${participantId} has a transport at ${nodeId} that is not connected`),
  );

const oneEpoch = (observed: Observed): readonly string[] =>
  observed.records.flatMap(({ callId, epoch }) => {
    const rooms = observed.rooms.filter((room) => room.callId === callId);
    const ends = observed.calls.filter((call) => call.callId === callId).flatMap((call) => call.ends);
    return [
      ...rooms.map((room) => ({ where: `the room at ${room.nodeId}`, epoch: room.epoch })),
      ...ends.map((end) => ({ where: `the ${end.name}`, epoch: end.epoch })),
    ]
      .filter((one) => one.epoch !== epoch)
      .map((one) => `${callId} is in epoch ${epoch}, ${one.where} in ${one.epoch}`);
  });

const noGhosts = (observed: Observed): readonly string[] => {
  const legs = legsOf(observed);
  return [
    ...observed.records
      .filter(({ callId }) => !observed.calls.some((call) => call.callId === callId))
      .map(({ callId, stage }) => `${callId} is ${stage}, and nobody is in it`),
    ...observed.rooms.flatMap(({ callId, nodeId, seats }) =>
      seats.flatMap(({ participantId, standby }) => {
        const leg = legs.find((one) => one.callId === callId && one.participantId === participantId);
        const expected = standby ? leg?.standbyNodeId : leg?.nodeId;
        return expected === nodeId
          ? []
          : [`${participantId} is ${standby ? 'standby' : 'home'} at ${nodeId} and should not be`];
      }),
    ),
    ...observed.nodes.flatMap((node) => {
      const expected = seatsAt(observed, node.nodeId);
      return node.participants === expected
        ? []
        : [`${node.nodeId} has ${node.participants} participants, by the records ${expected}`];
    }),
  ];
};

/** Home and standby legs at a node. */
const seatsAt = (observed: Observed, nodeId: string): number =>
  legsOf(observed).reduce(
    (sum, leg) => sum + Number(leg.nodeId === nodeId) + Number(leg.standbyNodeId === nodeId),
    0,
  );

const roomsAt = ({ records }: Observed, nodeId: string): number =>
  records.filter(({ legs }) => legs.some((leg) => leg.nodeId === nodeId || leg.standbyNodeId === nodeId))
    .length;

const everyNode =
  (check: (node: ObservedNode, observed: Observed) => string | undefined) =>
  (observed: Observed): readonly string[] =>
    observed.nodes.flatMap((node) => check(node, observed) ?? []);

const noLeakedRoom = everyNode((node, observed) => {
  const expected = roomsAt(observed, node.nodeId);
  return node.rooms === expected
    ? undefined
    : `${node.nodeId} has ${node.rooms} rooms, by the records ${expected}`;
});

const noLeakedTransport = everyNode(({ nodeId, transports, participants, pipes }) => {
  const expected = TRANSPORTS_PER_SEAT * participants + pipes;
  return transports === expected
    ? undefined
    : `${nodeId} has ${transports} transports for ${participants} participants and ${pipes} pipes`;
});

const noLeakedPort = everyNode(({ nodeId, extraPorts, pipes }) =>
  extraPorts === pipes ? undefined : `${nodeId} holds ${extraPorts} ports for ${pipes} pipes`,
);

const noLeakedKey = (observed: Observed): readonly string[] => {
  const live = observed.records.map(({ callId }) => callId);
  const compare = (what: string, there: readonly string[], wanted: readonly string[]): readonly string[] => [
    ...there.filter((one) => !wanted.includes(one)).map((one) => `${what} ${one} is too many`),
    ...wanted.filter((one) => !there.includes(one)).map((one) => `${what} ${one} is missing`),
  ];
  return [
    ...compare('the owner of', observed.owned, live),
    ...compare("a customer's key to", observed.customers, live),
    ...compare('the record of', observed.registered, observed.expected),
  ];
};

const noLeakedProcess = (observed: Observed): readonly string[] => [
  ...observed.strays.map((command) => `nobody looks after "${command}"`),
  ...observed.nodes
    .filter(({ workers }) => workers !== observed.workersPerNode)
    .map(({ nodeId, workers }) => `${nodeId} has ${workers} workers of ${observed.workersPerNode}`),
];

/** What every call and every node is held to. */
const invariants: readonly Invariant[] = [
  { name: 'every call lives', broken: everyCallLives },
  { name: 'one home for each participant', broken: oneHome },
  { name: 'every leg is connected', broken: everyLegConnected },
  { name: 'one epoch for each call', broken: oneEpoch },
  { name: 'no ghost', broken: noGhosts },
  { name: 'no leaked room', broken: noLeakedRoom },
  { name: 'no leaked transport', broken: noLeakedTransport },
  { name: 'no leaked port', broken: noLeakedPort },
  { name: 'no leaked key', broken: noLeakedKey },
  { name: 'no leaked process', broken: noLeakedProcess },
];

/** Everything that does not hold: "invariant: what breaks it". */
export const violations = (observed: Observed): readonly string[] =>
  invariants.flatMap(({ name, broken }) => broken(observed).map((what) => `${name}: ${what}`));
