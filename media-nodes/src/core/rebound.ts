import { type ReboundInit, rtp, type TrackOfferedInit } from '@weft/proto';
import type { Attendance } from './attendance.ts';
import type { Room } from './room.ts';
import type { Subscription } from './subscription.ts';
import { describeTrack } from './track.ts';

/** A track as it is offered to its receiver. */
export const offerOf = ({ track, consumer, toldPaused }: Subscription): TrackOfferedInit => ({
  track: { ...describeTrack(track), paused: toldPaused },
  consumerId: consumer.id,
  rtp: rtp.parametersToWire(consumer.rtpParameters),
});

/** What a page that has joined was told, for it to find what it missed without a session. */
export const rebound = (room: Room, { participantId, roster, subscriptions }: Attendance): ReboundInit => ({
  participants: [...roster.participants],
  held: room.heldFor(participantId),
  offers: [...subscriptions.values()].map(offerOf),
});
