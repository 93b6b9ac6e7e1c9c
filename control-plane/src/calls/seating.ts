import type { Assign } from '@weft/proto';
import type { CallContext } from './context.ts';
import type { CallState, Leg } from './state.ts';

/** Nodes tried for one agent. */
const MAX_TRIES = 3;

/** The rooms could not be brought to the new state; the record is. */
export class RoomsNotOpen extends Error {
  override readonly name = 'RoomsNotOpen';
}

/**
 * Seats an agent at the best node of its region, at the next best when the
 * rooms do not open there. `seat` stores and opens, and throws RoomsNotOpen for
 * another try; whatever else it throws is thrown. False when no node is left.
 */
export async function seatAgent(
  context: CallContext,
  call: CallState,
  assign: Assign,
  seat: (agent: Leg) => Promise<void>,
): Promise<boolean> {
  const { ids, log } = context;
  const { callId } = call;
  const { agentId: subjectId, sessionId, displayName, region: edgeRegion } = assign;
  const participantId = ids.next('participant');
  const exclude = new Set<string>();
  while (exclude.size < MAX_TRIES) {
    const placement = context.place({ rtts: [], edgeRegion, exclude, prefer: call.customer.nodeId });
    if (!placement.placed) return false;
    const { nodeId, region } = placement.home.record;
    const person = { participantId, role: 'agent', displayName, subjectId, sessionId } as const;
    try {
      await seat({ ...person, nodeId, region, nearRegion: region, standby: undefined });
      log.info({ callId, agentId: subjectId, nodeId, reason: placement.reason }, 'call answered');
      return true;
    } catch (error) {
      if (!(error instanceof RoomsNotOpen)) throw error;
      log.warn({ callId, nodeId, error: error.message }, 'rooms do not open for the agent');
      exclude.add(nodeId);
    }
  }
  return false;
}
