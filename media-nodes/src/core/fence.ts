import { WeftError } from '@weft/proto';

/**
 * The one place where a message's epoch is held against a room's. "stale": sent
 * before the call moved on, must have no effect. "ahead": this room has not been
 * told yet; whoever told the sender will tell it. "same": goes through.
 */
export type Standing = 'stale' | 'same' | 'ahead';

export const standing = (roomEpoch: number, messageEpoch: number): Standing =>
  messageEpoch < roomEpoch ? 'stale' : messageEpoch === roomEpoch ? 'same' : 'ahead';

/** Refuses what is not of the room's own epoch: STALE_EPOCH for the past, ROOM_NOT_FOUND (retry) for the future. */
export function requireSame(roomEpoch: number, messageEpoch: number): void {
  switch (standing(roomEpoch, messageEpoch)) {
    case 'same':
      return;
    case 'stale':
      throw new WeftError('STALE_EPOCH', `epoch ${messageEpoch}; the room is at ${roomEpoch}`);
    case 'ahead':
      throw new WeftError('ROOM_NOT_FOUND', `no room of epoch ${messageEpoch} here yet`);
  }
}

/** Refuses only the past: for orders that may raise the room's epoch or end it. */
export function requireNotStale(roomEpoch: number, messageEpoch: number): void {
  if (standing(roomEpoch, messageEpoch) === 'stale') requireSame(roomEpoch, messageEpoch);
}
