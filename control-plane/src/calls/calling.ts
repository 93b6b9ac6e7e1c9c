import type { EndCause } from '@weft/proto';
import {
  asked,
  type CallingCall,
  isAway,
  isCalling,
  isGivenUp,
  type Miss,
  missed,
  reached,
  silenced,
  untaken,
} from './callback.ts';
import { letGo } from './guests.ts';
import type { ActiveCall, CallEvent, CallFact, CallStep, LiveCall, QueuedCall, Release } from './state.ts';
import { done, legsOf, participantOf, refused } from './step.ts';

/** The fact that a call has its customer and its agent; named by the agent's participant, so that it is told once. */
export const answeredFact = ({ agent }: ActiveCall): CallFact => ({
  key: `answered-${agent.participantId}`,
  body: {
    case: 'callAnswered',
    value: { agent: participantOf(agent), agentId: agent.subjectId, nodeId: agent.nodeId },
  },
});

/** The customer leaves the line: the call waits on in its place, and no agent who is rung now may have it. */
export function askCallback(call: LiveCall, subjectId: string): CallStep {
  if (call.customer.subjectId !== subjectId) return refused('FORBIDDEN', 'only the customer asks for it');
  if (isAway(call)) return done(call);
  if (call.stage === 'active') return refused('NOT_AVAILABLE', 'the call has been answered');
  const place = call.stage === 'queued' ? call.place : 0;
  const callback = asked(call.callback);
  const state: QueuedCall = { ...call, stage: 'queued', place, callback };
  return done(state, {
    write: 'now',
    facts: [{ key: `callback-asked-${callback.tries}`, body: { case: 'callbackAsked', value: {} } }],
  });
}

/** The customer answers their page: from now on a call like any other. */
export function answerCallback(
  call: LiveCall,
  { subjectId, atMs }: CallEvent & { readonly name: 'callback-answered' },
): CallStep {
  if (call.customer.subjectId !== subjectId) return refused('FORBIDDEN', 'only the customer answers');
  // Asked again: the answer got lost.
  if (call.stage === 'active' && call.callback?.phase === 'reached') return done(call);
  if (!isCalling(call)) return refused('NOT_AVAILABLE', 'nobody calls any more');
  const state: ActiveCall = { ...call, callback: reached(call.callback), answeredAtMs: atMs };
  return done(state, {
    ...{ write: 'now', tellAfter: legsOf(state), released: silenced(call), facts: [answeredFact(state)] },
  });
}

/** Called in vain: it waits again, or that was the last time. `end` makes the end of it. */
export function missCallback(
  call: CallingCall,
  last: { readonly why: Miss; readonly atMs: number; readonly pauseMs: number },
  end: (call: LiveCall, cause: EndCause) => CallStep,
): CallStep {
  const { why, atMs, pauseMs } = last;
  const { agent, callback } = call;
  const value = { agentId: agent.subjectId, why, misses: callback.misses + 1 };
  const fact: CallFact = { key: `missed-${callback.tries}`, body: { case: 'callbackMissed', value } };
  const counted = missed(callback, why, atMs, pauseMs);
  const after: ActiveCall = { ...call, callback: counted };
  if (isGivenUp(counted)) {
    const over = end(after, 'not-reached');
    return over.ok ? { ...over, work: { ...over.work, facts: [fact, ...over.work.facts] } } : over;
  }
  return waitAgain(after, [{ leg: agent, cause: 'not-reached' }], [fact]);
}

/** The agent who calls is gone, which is not the customer's fault: others are offered it at once. */
export const callingAgentLost = (call: CallingCall): CallStep =>
  waitAgain({ ...call, callback: untaken(call.callback) }, [], []);

function waitAgain(call: ActiveCall, released: readonly Release[], facts: readonly CallFact[]): CallStep {
  const { agent: _agent, guests: _guests, answeredAtMs: _answered, ...rest } = call;
  const { held: _held, heldForColleague: _awaits, ...common } = rest;
  const state: QueuedCall = { ...common, stage: 'queued', place: 0, agentsOnDuty: 0 };
  return done(state, {
    tellFirst: [call.customer],
    write: 'now',
    rooms: 'open',
    released: [...released, ...letGo(call)],
    facts,
  });
}
