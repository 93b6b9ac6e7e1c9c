import { WeftError } from '@weft/proto';
import type { CallContext } from './context.ts';
import { homesOf, nodesOf } from './seats.ts';
import type { LiveCall } from './state.ts';

/** Told of each node that could not be brought to the call's state. */
export type OpeningFailed = (nodeId: string, error: WeftError) => void;

/**
 * Brings the rooms to the call's state: `first` before the others, which follow
 * together. Waits for homes only, and throws what one of them answers; nobody
 * waits for a standby.
 */
export async function openRooms(
  context: CallContext,
  call: LiveCall,
  failed: OpeningFailed,
  first?: string,
): Promise<void> {
  const { rooms } = context;
  if (first !== undefined) await rooms.open(call, first);
  const homes = homesOf(call).filter((nodeId) => nodeId !== first);
  const opened = Promise.all(homes.map((nodeId) => rooms.open(call, nodeId)));
  const others = nodesOf(call).filter((nodeId) => !homes.includes(nodeId) && nodeId !== first);
  followRooms(context, call, others, failed);
  await opened;
}

/** The same at these nodes of the call, and waits for none. */
export function followRooms(
  { rooms }: CallContext,
  call: LiveCall,
  nodes: readonly string[],
  failed: OpeningFailed,
): void {
  for (const nodeId of nodes) {
    rooms.open(call, nodeId).catch((error: unknown) => {
      failed(nodeId, error instanceof WeftError ? error : new WeftError('INTERNAL', String(error)));
    });
  }
}
