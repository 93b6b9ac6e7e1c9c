import type { CallContext } from './context.ts';
import { callFor } from './seats.ts';
import type { CallFact, CallState, Leg } from './state.ts';

/** Tells these participants' pages of the call as each of them sees it. */
export function tellPages(context: CallContext, legs: readonly Leg[], state: CallState): void {
  for (const { sessionId, subjectId } of legs) {
    const call = callFor(state, subjectId, (nodeId) => context.capabilitiesOf(nodeId));
    context.sessions.push(sessionId, { body: { case: 'call', value: call } });
  }
}

/** Hands facts of the call to the log; a fact told twice is stored once. */
export function recordFacts(
  context: CallContext,
  { callId, epoch }: CallState,
  facts: readonly CallFact[],
): void {
  for (const { key, body } of facts) context.facts.tell({ factId: `${callId}-${key}`, callId, epoch, body });
}
