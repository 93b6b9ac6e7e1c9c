import type { CallRecord } from '@weft/proto';

/** What is known of a room whose node may have missed what became of the call. */
export interface Doubt {
  readonly nodeId: string;
  readonly epoch: number;
  /** Somebody's media can flow here. */
  readonly connected: boolean;
  /** A leg was made home here and the owner has not answered: it may be about to write so. */
  readonly promoting: boolean;
  /** For how long the record has been of this epoch without naming this node, in ms; 0 = it was not so at the last look. */
  readonly unnamedMs: number;
  /** For how long the record has been of a later epoch without naming this node, in ms; 0 = it was not so at the last look. */
  readonly movedMs: number;
}

export interface Standing {
  readonly keep: boolean;
  readonly reason:
    | 'of-the-call'
    | 'not-yet-named'
    | 'promotion-pending'
    | 'still-in-use'
    | 'just-left'
    | 'moved-away'
    | 'replaced'
    | 'call-over';
}

/** A room is opened before the record names it: what is not named by now was given up when this node was out of reach. */
const UNNAMED_MS = 10_000;
/** Who moves to another node takes what still comes from here for two seconds, of which this is well more. */
const LEAVING_MS = 3_000;

/** Whether the call has this node among its places. */
const hasPlace = (record: CallRecord, nodeId: string): boolean =>
  record.homeNodeId === nodeId ||
  record.standbyNodeId === nodeId ||
  record.legs.some((leg) => leg.nodeId === nodeId || leg.standbyNodeId === nodeId);

/** Whether the record is of a later epoch and does not name this room's node. */
export const isMovedAway = (
  record: CallRecord | undefined,
  { nodeId, epoch }: Pick<Doubt, 'nodeId' | 'epoch'>,
) => record !== undefined && record.epoch > epoch && record.stage !== 'ended' && !hasPlace(record, nodeId);

/** Whether the record is of this room's epoch and does not name its node. A new standby node raises no epoch. */
export const isUnnamed = (
  record: CallRecord | undefined,
  { nodeId, epoch }: Pick<Doubt, 'nodeId' | 'epoch'>,
) => record?.epoch === epoch && record.stage !== 'ended' && !hasPlace(record, nodeId);

/**
 * Whether a room is to be kept, by the call's record; undefined = there is none.
 * A room at the record's own epoch is the owner's to close, who is trusted to for
 * a while. While media can flow a call that is over is left to its clients, who
 * know: a record may be late.
 */
export function standingOf(record: CallRecord | undefined, doubt: Doubt): Standing {
  if (record === undefined || record.stage === 'ended')
    return doubt.connected ? { keep: true, reason: 'still-in-use' } : { keep: false, reason: 'call-over' };
  if (isUnnamed(record, doubt)) {
    if (doubt.connected || doubt.promoting) return { keep: true, reason: 'still-in-use' };
    const longSo = doubt.unnamedMs >= UNNAMED_MS;
    return { keep: !longSo, reason: longSo ? 'replaced' : 'not-yet-named' };
  }
  if (record.epoch <= doubt.epoch || hasPlace(record, doubt.nodeId))
    return { keep: true, reason: 'of-the-call' };
  if (doubt.promoting) return { keep: true, reason: 'promotion-pending' };
  return doubt.connected && doubt.movedMs < LEAVING_MS
    ? { keep: true, reason: 'just-left' }
    : { keep: false, reason: 'moved-away' };
}
