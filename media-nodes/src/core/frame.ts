import { isId, type OpenRoom, WeftError } from '@weft/proto';
import { BOUNDS } from './bounds.ts';
import type { Seat } from './participant.ts';
import { legRole } from './role.ts';
import type { Place } from './subscribe.ts';

/** What the control plane says of a call's room: replaced whole by each order. */
export interface RoomFrame {
  readonly callId: string;
  readonly epoch: number;
  /** Every node of the call, this one included. */
  readonly places: readonly Place[];
  readonly seats: readonly Seat[];
  readonly held: boolean;
  /** While held: parted from the others; empty = everybody is from everybody. */
  readonly parted: readonly string[];
  /** Sound is forwarded to standby legs, too. */
  readonly hot: boolean;
}

const refuse = (why: string): never => {
  throw new WeftError('BAD_REQUEST', why);
};

/** The frame in an order. Throws BAD_REQUEST when the order makes no sense. */
export function frameOf(order: OpenRoom, nodeId: string): RoomFrame {
  const { callId, epoch, places, seats, held, parted, hot } = order;
  if (!isId(callId)) refuse('the call id is not one');
  if (epoch < 1) refuse('epochs begin at 1');
  if (places.length > BOUNDS.maxPlaces) refuse('too many places');
  if (seats.length > BOUNDS.maxSeats) refuse('too many seats');
  const named = [parted, ...seats.map(({ hears }) => hears?.participantIds ?? [])];
  if (named.some((ids) => ids.length > BOUNDS.maxSeats)) refuse('too many participants');
  if (places.some((place) => !isId(place.nodeId) || !isId(place.region))) refuse('a place has no usable id');
  if (!places.some((place) => place.nodeId === nodeId)) refuse('this node is not among the places');
  return {
    ...{ callId, epoch, places, held, parted, hot },
    seats: seats.map(({ participant, subjectId, role, hears }) =>
      participant === undefined || !isId(participant.participantId) || subjectId === ''
        ? refuse('a seat has no usable participant')
        : {
            ...{ person: participant, subjectId, role: legRole(role) },
            hears: hears === undefined ? undefined : new Set(hears.participantIds),
          },
    ),
  };
}

/** Whether the hold keeps a participant from the others. */
export const isParted = ({ held, parted }: RoomFrame, participantId: string): boolean =>
  held && (parted.length === 0 || parted.includes(participantId));

/** Whether the hold keeps one participant's media from another. */
export const holdsBack = (frame: RoomFrame, listenerId: string, speakerId: string): boolean =>
  isParted(frame, listenerId) || isParted(frame, speakerId);

/** Whether two frames hold the same participants from each other. */
export const sameHold = (a: RoomFrame, b: RoomFrame): boolean =>
  a.held === b.held &&
  (!a.held || (a.parted.length === b.parted.length && a.parted.every((id) => b.parted.includes(id))));

/** Whether two frames name the same nodes with the same parts. */
export const samePlaces = (a: RoomFrame, b: RoomFrame): boolean =>
  a.places.length === b.places.length &&
  a.places.every(({ nodeId, region, gateway }) =>
    b.places.some((place) => place.nodeId === nodeId && place.region === region && place.gateway === gateway),
  );

/** A frame that is read as it is now, for those who live longer than one. */
export const liveFrame = (now: () => RoomFrame): RoomFrame => ({
  get callId() {
    return now().callId;
  },
  get epoch() {
    return now().epoch;
  },
  get places() {
    return now().places;
  },
  get seats() {
    return now().seats;
  },
  get held() {
    return now().held;
  },
  get parted() {
    return now().parted;
  },
  get hot() {
    return now().hot;
  },
});
