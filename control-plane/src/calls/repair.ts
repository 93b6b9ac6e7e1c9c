import type { MoveCause } from '@weft/proto';
import type { Leg, LegMove, LiveCall, Spot, Standbys } from './state.ts';
import { legsOf } from './step.ts';

/**
 * What a node is to calls. "draining": alive, to be left. "dead": what it
 * carried is gone. "unknown": cannot be told now, so nothing is decided by it.
 */
export type NodeCondition = 'usable' | 'draining' | 'dead' | 'unknown';

/** What a call's repair is decided from. */
export interface Outlook {
  conditionOf(nodeId: string): NodeCondition;
  /** By what it is known that a node is dead. */
  causeOf(nodeId: string): MoveCause;
  /** Whether somebody at a node that is "dead" stays there: it is silent to the cluster alone, and their page hears it. */
  keeps(leg: Leg): boolean;
  /** Undefined when the node is not registered. */
  hostOf(nodeId: string): string | undefined;
  /** Alive, but not to stand by for this participant: it refused the call, or a client did not hear it. */
  avoided(nodeId: string, participantId: string): boolean;
  /** Whether a participant may leave a draining node for its standby now: the leg there is connected, or will never be. */
  mayLeave(leg: Leg): boolean;
}

/** What is to be done for a call. Empty in all parts = it is as it should be. */
export interface Repair {
  readonly moves: readonly LegMove[];
  /** Standbys after the moves, where they change. */
  readonly standbys: Standbys;
  /** Their home is dead and nothing stands by: they are placed anew. */
  readonly homeless: readonly Leg[];
  /** Have no standby and need one placed; as they are after the moves. */
  readonly wanting: readonly Leg[];
  /** At a draining node until their standby is ready. */
  readonly waiting: readonly Leg[];
}

/**
 * Compares a call with its nodes. Pure, and the same whoever asks: an owner
 * that just heard of a death, one that sweeps, and one that took the call over
 * from an owner that died in the middle of a move.
 *
 * Who sits at a dead node goes to its standby if that lives. Who is kept at one
 * that is cut off stays as long as nobody moves: it would not hear of that. Who sits at a
 * draining one goes as soon as the standby is ready. Standbys: the other
 * participant's home where it is another host; for an agent at the customer's
 * node the customer's; else what there was, else what the other has (for a
 * customer if it is near), else one is to be placed.
 */
export function decide(call: LiveCall, mesh: Outlook): Repair {
  const repair = repairOf(call, mesh);
  if (repair.moves.length === 0 && repair.homeless.length === 0) return repair;
  return repairOf(call, { ...mesh, keeps: () => false });
}

function repairOf(call: LiveCall, mesh: Outlook): Repair {
  const moves: LegMove[] = [];
  const homeless: Leg[] = [];
  const waiting: Leg[] = [];
  const after = legsOf(call).map((leg): Leg => {
    const { participantId, nodeId: fromNodeId, standby } = leg;
    const home = mesh.conditionOf(fromNodeId);
    if (home === 'usable' || home === 'unknown' || (home === 'dead' && mesh.keeps(leg))) return leg;
    const there = standby === undefined ? 'dead' : mesh.conditionOf(standby.nodeId);
    if (home === 'dead' && (standby === undefined || there === 'dead')) {
      homeless.push(leg);
      return leg;
    }
    if (standby === undefined || (home === 'draining' && (there !== 'usable' || !mesh.mayLeave(leg)))) {
      waiting.push(leg);
      return leg;
    }
    const cause = home === 'draining' ? 'drained' : mesh.causeOf(fromNodeId);
    moves.push({ participantId, fromNodeId, to: standby, cause });
    return { ...leg, ...standby, standby: undefined };
  });
  return { moves, homeless, waiting, ...standbysFor(call, after, mesh) };
}

/** The standbys of legs that are where they will be. */
export function standbysFor(
  call: LiveCall,
  after: readonly Leg[],
  mesh: Outlook,
): Pick<Repair, 'standbys' | 'wanting'> {
  const standbys = new Map<string, Spot | undefined>();
  const wanting: Leg[] = [];
  const chosen: (Spot | undefined)[] = [];
  for (const leg of after) {
    const other = after.find(({ participantId }) => participantId !== leg.participantId);
    const stands = ({ nodeId }: Spot, condition: NodeCondition): boolean =>
      mesh.conditionOf(nodeId) === condition && !mesh.avoided(nodeId, leg.participantId);
    const fits = (spot: Spot | undefined): spot is Spot =>
      spot !== undefined && elsewhere(leg, spot, mesh) && stands(spot, 'usable');
    const kept = leg.standby;
    const theirs = other === undefined ? undefined : { nodeId: other.nodeId, region: other.region };
    const undecided = kept !== undefined && kept.nodeId !== leg.nodeId && stands(kept, 'unknown');
    // Two at one node need the same standby, or the next move would find no track there: the customer's.
    const shared = leg.role === 'agent' && other?.nodeId === leg.nodeId ? chosen[0] : undefined;
    const near = (spot: Spot | undefined): spot is Spot =>
      fits(spot) && (leg.role === 'agent' || spot.region === leg.nearRegion);
    const first = [theirs, shared].find(fits);
    const standby = first ?? (fits(kept) || undecided ? kept : [other?.standby, ...chosen].find(near));
    chosen.push(standby);
    if (standby === undefined) wanting.push({ ...leg, standby });
    const before = legsOf(call).find(({ participantId }) => participantId === leg.participantId);
    const moved = before?.nodeId !== leg.nodeId;
    if (moved || before?.standby?.nodeId !== standby?.nodeId) standbys.set(leg.participantId, standby);
  }
  return { standbys, wanting };
}

/**
 * Where somebody homeless goes when no node takes new rooms: to the other
 * participant, whose node has the call's room already, also when it is being
 * drained.
 */
export function refuge(call: LiveCall, leg: Leg, mesh: Outlook): Spot | undefined {
  const other = legsOf(call).find(({ participantId }) => participantId !== leg.participantId);
  if (other === undefined || mesh.conditionOf(other.nodeId) === 'dead') return undefined;
  return { nodeId: other.nodeId, region: other.region };
}

function elsewhere(leg: Leg, spot: Spot, mesh: Outlook): boolean {
  if (spot.nodeId === leg.nodeId) return false;
  const host = mesh.hostOf(leg.nodeId);
  return host === undefined || host !== mesh.hostOf(spot.nodeId);
}
