import { pagesOf } from './callback.ts';
import type { CallContext } from './context.ts';
import type { Outlook } from './repair.ts';
import { callAfter, callFor } from './seats.ts';
import type { CallFact, CallState, Leg, LiveCall, Release } from './state.ts';
import { legsOf } from './step.ts';

/** Tells these participants' pages of the call as each of them sees it. */
export function tellPages(context: CallContext, legs: readonly Leg[], state: CallState): void {
  for (const leg of legs) {
    const call = callFor(state, leg.subjectId, (nodeId) => context.capabilitiesOf(nodeId));
    for (const sessionId of pagesOf(state, leg))
      context.sessions.push(sessionId, { body: { case: 'call', value: call } });
  }
}

/** Tells these pages that the call is over for them. */
export function tellReleased(context: CallContext, released: readonly Release[], state: CallState): void {
  for (const release of released) {
    const call = callAfter(state, release, context.clock.now());
    context.sessions.push(release.leg.sessionId, { body: { case: 'call', value: call } });
  }
}

/** Asks the pages of those at a silent node whether they hear it, and tells them where they could go, if anywhere: a node that may be dead as well is no way out. */
export function askWhoHears(
  context: CallContext,
  call: LiveCall,
  fromNodeId: string,
  { conditionOf }: Pick<Outlook, 'conditionOf'>,
): void {
  const { callId, epoch } = call;
  for (const { nodeId, standby, sessionId } of legsOf(call)) {
    if (nodeId !== fromNodeId) continue;
    const there = standby === undefined ? 'dead' : conditionOf(standby.nodeId);
    const toNodeId = there === 'usable' || there === 'draining' ? standby?.nodeId : '';
    const cause = 'node-silent-to-cluster';
    const value = { callId, epoch, fromNodeId, toNodeId, cause, ifSilent: true } as const;
    context.sessions.push(sessionId, { body: { case: 'moveNow', value } });
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
