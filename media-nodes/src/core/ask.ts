import {
  type Bus,
  type Done,
  fromFault,
  NodeReply,
  NodeRequest,
  type NodeRequestInit,
  type PipeOpened,
  type RoomState,
  subjects,
  type TrackPiped,
  WeftError,
} from '@weft/proto';

export type NodeRequestBody = NonNullable<NodeRequestInit['body']>;
export type NodeResult = Exclude<NonNullable<NodeReply['result']>, { readonly case: 'fault' }>;

/**
 * Asks another node. Throws the WeftError it answered with, or NO_RESPONDER,
 * TIMEOUT, UNAVAILABLE; an answer that makes no sense is INTERNAL.
 */
export type Ask = (nodeId: string, body: NodeRequestBody, timeoutMs?: number) => Promise<NodeResult>;

export const askOver =
  (bus: Bus): Ask =>
  async (nodeId, body, timeoutMs) => {
    const bytes = await bus.request(
      subjects.node(nodeId),
      NodeRequest.encode({ body }),
      timeoutMs === undefined ? {} : { timeoutMs },
    );
    const { result } = NodeReply.decode(bytes);
    if (result === undefined) throw new WeftError('INTERNAL', `${nodeId} answered nothing`);
    if (result.case === 'fault') throw fromFault(result.value);
    return result;
  };

interface Values {
  readonly done: Done;
  readonly roomState: RoomState;
  readonly pipeOpened: PipeOpened;
  readonly trackPiped: TrackPiped;
}

/** The answer as the case expected; another one is a defect of the node asked. */
export function expectCase<Case extends keyof Values>(result: NodeResult, expected: Case): Values[Case] {
  if (result.case !== expected) throw new WeftError('INTERNAL', `answered ${result.case}, not ${expected}`);
  const value: unknown = result.value;
  return value as Values[Case];
}
