import type { CallCompany, EndCause } from '@weft/proto';
import { mayHear } from './hearing.ts';
import { withStandbys } from './moving.ts';
import type { ActiveCall, CallEvent, CallFact, CallStep, Guest, Leg, LiveCall, Release } from './state.ts';
import { done, guestsOf, legOf, legsOf, participantOf, refused } from './step.ts';

/** People in a call beside its customer and its agent; one more is refused with NOT_AVAILABLE. */
const MAX_GUESTS = 4;
/** Of more company than this the first is remembered. */
const MAX_COMPANY = 20;

/** Somebody who was in the call is remembered once for each part they had in it. */
function remembered(company: readonly CallCompany[], leg: Leg, part: CallCompany['part']): CallCompany[] {
  const known = company.some((one) => one.agentId === leg.subjectId && one.part === part);
  const one = { agentId: leg.subjectId, displayName: leg.displayName, part };
  return known ? [...company] : [...company, one].slice(0, MAX_COMPANY);
}

/** The call's company when its agent is it no more. */
export const companyWith = (call: ActiveCall): readonly CallCompany[] =>
  remembered(call.company, call.agent, 'unspecified');

/** For everybody beside the agent the call is over. */
export const letGo = (call: LiveCall): readonly Release[] =>
  guestsOf(call).map((leg) => ({ leg, cause: 'let-go' }));

/** Those who may know of a guest: the customer only of one that it hears, before or after. */
const concerned = (call: ActiveCall, ...guests: readonly (Guest | undefined)[]): readonly Leg[] =>
  legsOf(call).filter(
    (leg) =>
      leg.role === 'agent' ||
      guests.some(
        (guest) => guest !== undefined && mayHear({ ...call, guests: [guest] }, call.customer, guest),
      ),
  );

function enter(call: ActiveCall, guest: Guest, atMs: number, standbys?: JoinedEvent['standbys']): CallStep {
  const before = call.guests.find(({ subjectId }) => subjectId === guest.subjectId);
  if (before === undefined && call.guests.length >= MAX_GUESTS) {
    return refused('NOT_AVAILABLE', `${MAX_GUESTS} others are in the call already`);
  }
  const guests =
    before === undefined ? [...call.guests, guest] : call.guests.map((one) => (one === before ? guest : one));
  const company = remembered(call.company, guest, guest.part);
  const heldForColleague = call.heldForColleague && guest.part !== 'confers';
  const joined: ActiveCall = { ...call, guests, company, heldForColleague };
  const state = standbys === undefined ? joined : withStandbys(joined, standbys);
  const { subjectId: agentId, participantId, part } = guest;
  const value = {
    ...{ agentId, participant: participantOf(guest), part },
    before: before?.part ?? ('unspecified' as const),
  };
  const facts: readonly CallFact[] =
    before?.part === part
      ? []
      : [{ key: `joined-${participantId}-${part}-${atMs}`, body: { case: 'callJoined', value } }];
  return done(state, { write: 'now', rooms: 'open', tellAfter: concerned(state, before, guest), facts });
}

type JoinedEvent = CallEvent & { readonly name: 'joined' };

/** Somebody comes into an answered call. */
export function join(call: LiveCall, { guest, standbys, atMs }: JoinedEvent): CallStep {
  if (call.stage !== 'active') return refused('NOT_AVAILABLE', 'nobody has answered the call');
  if (legsOf(call).some((leg) => leg.subjectId === guest.subjectId && !('part' in leg))) {
    return refused('NOT_AVAILABLE', 'the call is their own');
  }
  return enter(call, guest, atMs, standbys);
}

/** Somebody who is in it goes on in it as something else. */
export function takePart(call: LiveCall, event: CallEvent & { readonly name: 'part-taken' }): CallStep {
  const { subjectId, part, atMs } = event;
  const guest = guestsOf(call).find((one) => one.subjectId === subjectId);
  if (guest === undefined || call.stage !== 'active') return refused('CALL_NOT_FOUND', 'not a guest');
  return guest.part === part ? done(call) : enter(call, { ...guest, part }, atMs);
}

/** A guest goes, or is gone; nobody else's media is touched. */
export function leave(call: ActiveCall, guest: Guest): CallStep {
  const state = { ...call, guests: call.guests.filter((one) => one !== guest) };
  const { subjectId: agentId, participantId } = guest;
  return done(state, {
    write: 'now',
    rooms: 'open',
    tellAfter: concerned(state, guest),
    facts: [{ key: `left-${participantId}`, body: { case: 'callLeft', value: { agentId, participantId } } }],
  });
}

/** A guest that could not be carried is as if it had never come. */
export function unjoin(call: LiveCall, subjectId: string): CallStep {
  const guest = guestsOf(call).find((one) => one.subjectId === subjectId);
  return guest === undefined || call.stage !== 'active' ? done(call) : leave(call, guest);
}

/** Whether the call is this subject's: guests are agents too, and it is not theirs. */
export const isAgents = (call: LiveCall, subjectId: string): boolean =>
  legOf(call, subjectId)?.role === 'agent' && !guestsOf(call).some((guest) => guest.subjectId === subjectId);

/** The agent takes the customer back: the colleague is let go, and who was on hold is no more. */
export function release(call: LiveCall, subjectId: string, participantId: string): CallStep {
  if (!isAgents(call, subjectId)) return refused('FORBIDDEN', "only the call's agent lets somebody go");
  const guest = guestsOf(call).find((one) => one.participantId === participantId);
  if (guest === undefined || call.stage !== 'active') return refused('NOT_AVAILABLE', 'they are not in it');
  if (guest.part !== 'confers') return refused('FORBIDDEN', 'supervisors go by themselves');
  const step = leave({ ...call, held: false, heldForColleague: false }, guest);
  if (!step.ok) return step;
  const released = [{ leg: guest, cause: 'let-go' }] as const;
  return { ...step, work: { ...step.work, tellAfter: legsOf(step.state), released } };
}

/** Who listens, whispers or barged in as a supervisor and is none any more is let go; who was asked in stays. */
export function endSupervision(call: LiveCall, subjectId: string): CallStep {
  const guest = guestsOf(call).find((one) => one.subjectId === subjectId);
  if (guest === undefined || call.stage !== 'active' || guest.part === 'confers') return done(call);
  const step = leave(call, guest);
  if (!step.ok) return step;
  return { ...step, work: { ...step.work, released: [{ leg: guest, cause: 'let-go' }] } };
}

/** A guest becomes the call's agent, and talks with the customer at once; the one before is released. */
export function pass(call: ActiveCall, guest: Guest, cause: EndCause): CallStep {
  const { agent: from } = call;
  const { part: _, ...agent } = guest;
  const guests = call.guests.filter((one) => one !== guest);
  const back = { held: false, heldForColleague: false };
  const state: ActiveCall = { ...call, ...back, agent, guests, company: companyWith(call) };
  const value = { fromAgentId: from.subjectId, agentId: agent.subjectId, cause };
  return done(state, {
    write: 'now',
    rooms: 'open',
    tellAfter: legsOf(state),
    released: [{ leg: from, cause }],
    facts: [{ key: `passed-${from.participantId}`, body: { case: 'callPassed', value } }],
  });
}

/** A supervisor makes the call their own. */
export function takeOver(call: LiveCall, subjectId: string): CallStep {
  const guest = guestsOf(call).find((one) => one.subjectId === subjectId);
  if (guest === undefined || call.stage !== 'active') return refused('CALL_NOT_FOUND', 'not a guest');
  return pass(call, guest, 'taken-over');
}

/** Who goes on with the customer when the agent goes: the first of those who talk with them. */
export const heirOf = (call: ActiveCall): Guest | undefined =>
  call.guests.find(({ part }) => part === 'confers' || part === 'barges');
