import { type Bus, CallReply, CallRequest, fromFault, subjects } from '@weft/proto';
import type { TellOwner } from './moves.ts';

/** The call's owner may have to write the call's record before it answers. */
const TIMEOUT_MS = 2_000;

/** The owner is whoever answers on the call's subject. */
export const tellOwnerOver =
  (bus: Bus): TellOwner =>
  async (promoted) => {
    const bytes = await bus.request(
      subjects.call(promoted.callId ?? ''),
      CallRequest.encode({ body: { case: 'promoted', value: promoted } }),
      { timeoutMs: TIMEOUT_MS },
    );
    const { result } = CallReply.decode(bytes);
    if (result?.case === 'fault') throw fromFault(result.value);
  };
