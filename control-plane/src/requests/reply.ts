import { ControlReply, type ControlReplyInit, type RelayedReplyInit, toFault } from '@weft/proto';

/** What goes back to an edge: the answer, or the fault of what was thrown. `failed` is told of defects (INTERNAL) only. */
export async function relayedReply(
  answer: () => ControlReplyInit | Promise<ControlReplyInit>,
  failed: (error: unknown) => void,
): Promise<RelayedReplyInit> {
  try {
    return { result: { case: 'body', value: ControlReply.encode(await answer()) } };
  } catch (error) {
    const fault = toFault(error);
    if (fault.code === 'INTERNAL') failed(error);
    return { result: { case: 'fault', value: fault } };
  }
}
