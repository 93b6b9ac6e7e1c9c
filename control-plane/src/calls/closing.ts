import { type EndCause, sleep, WeftError } from '@weft/proto';
import type { CallContext } from './context.ts';
import { nodesOf } from './seats.ts';
import type { CallState, EndedCall } from './state.ts';
import type { Tenure } from './tenure.ts';

const RETRY_PAUSE_MS = 500;
/** A node that cannot be told for this many tries is left to find out by itself. */
const MAX_CLOSE_TRIES = 6;

/** Closes the rooms at every node that was ever told of the call, each tried again for a while. Never throws. */
export async function closeRooms(
  context: CallContext,
  call: EndedCall,
  nodes: Iterable<string>,
): Promise<void> {
  await Promise.all([...nodes].map((nodeId) => closeRoom(context, call, nodeId, call.cause)));
}

async function closeRoom(
  context: CallContext,
  call: CallState,
  nodeId: string,
  cause: EndCause,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await context.rooms.close(call.callId, call.epoch, nodeId, cause);
    } catch (error) {
      if (tries >= MAX_CLOSE_TRIES || context.capabilitiesOf(nodeId) === undefined) {
        const { callId } = call;
        context.log.warn({ callId, nodeId, error: String(error) }, 'room not told to close');
        return;
      }
      await sleep(context.clock, RETRY_PAUSE_MS);
    }
  }
}

/**
 * After a change that did not come true: the rooms that only it had are closed,
 * the others told of before. Tried once, since the call may need that node
 * again at any moment; what is left is closed with the call. Never throws,
 * waits for nothing.
 */
export function restoreRooms(context: CallContext, before: CallState, refused: CallState): void {
  const { callId, epoch } = refused;
  const kept = nodesOf(before);
  const failed = (error: unknown): void =>
    context.log.warn({ callId, error: String(error) }, 'rooms not brought back');
  for (const nodeId of nodesOf(refused)) {
    if (!kept.includes(nodeId)) context.rooms.close(callId, epoch, nodeId, 'no-capacity').catch(failed);
  }
  for (const nodeId of kept) context.rooms.open(before, nodeId).catch(failed);
}

/** What storing an end is told and asks. */
export interface EndListener {
  /** It is stored, or the call turned out to be another instance's. */
  settled(): void;
  /** This instance stops: whoever adopts the call ends it again, since its participants are gone. */
  stopped(): boolean;
}

/**
 * Stores the end, and goes on trying while etcd is away. Answers after the
 * first try whether that was enough. Never throws.
 */
export async function storeEnd(
  context: CallContext,
  tenure: Tenure,
  call: EndedCall,
  listener: EndListener,
): Promise<boolean> {
  if (await tryEnd(tenure, call)) {
    listener.settled();
    return true;
  }
  void goOn();
  return false;

  async function goOn(): Promise<void> {
    do {
      await sleep(context.clock, RETRY_PAUSE_MS);
      if (listener.stopped()) return;
    } while (!(await tryEnd(tenure, call)));
    listener.settled();
  }
}

/** Whether nothing is left to be done: stored, or lost to another. */
async function tryEnd(tenure: Tenure, call: EndedCall): Promise<boolean> {
  try {
    await tenure.finish(call);
    return true;
  } catch (error) {
    if (!(error instanceof WeftError)) throw error;
    return tenure.lost;
  }
}
