import type { Clock } from '@weft/proto';
import { callWork } from './call-work.ts';
import { type Chooser, isFree, type Match, type WrapUp } from './choose.ts';
import {
  type CompiledRules,
  type Decision,
  Engine,
  type EngineEvent,
  type Moment,
  type Refusal,
  whyText,
  workOf,
} from './engine/index.ts';
import type { RoutingRules } from './live-rules.ts';
import { type AgentDesk, emptyQueue, type NewCall, type QueueState } from './queue.ts';
import type { TextLoads } from './text-loads.ts';
import type { Change } from './tree.ts';
import { byAge } from './waiting-calls.ts';

/** Where a call is, by the queue's state. */
type Standing =
  | { readonly name: 'waits' }
  /** Out for an offer, or in a call: talking. */
  | { readonly name: 'with'; readonly agentId: string; readonly talking: boolean };

/**
 * The routing engine behind a queue of calls. The queue owns offers, sessions
 * and time-outs; the engine is told what became of them and decides what is
 * next. What it has chosen counts as with its agent until the queue's state
 * says otherwise.
 */
export class EngineChooser implements Chooser {
  readonly #live: RoutingRules;
  readonly #clock: Clock;
  readonly #texts: TextLoads;
  readonly #engine: Engine;
  #rules: CompiledRules;
  /** Chosen, and not seen in the state yet. */
  #chosen: (Decision & { readonly do: 'offer' })[] = [];
  /** Of the traits that agents have in the engine. */
  #traitsVersion = -1;
  /** Of the conversations that agents have in the engine. */
  #textsVersion = -1;
  /** The state that the engine was brought to. */
  #seen: QueueState = emptyQueue('');
  readonly #standings = new Map<string, Standing>();
  /** Calls that the engine may have elsewhere than the state: chosen just now, or taken back by itself. */
  readonly #unsure = new Set<string>();
  /** How each waiting call waits, as the engine knows it. */
  readonly #waits = new Map<string, string>();
  /** By agent: conversations that the engine knows they have. */
  readonly #open = new Map<string, number>();
  /** By agent: the call that is being wrapped up. */
  readonly #wrapping = new Map<string, string>();
  /** Not told yet. */
  #wrapUps: WrapUp[] = [];

  constructor(live: RoutingRules, clock: Clock, texts: TextLoads) {
    this.#live = live;
    this.#clock = clock;
    this.#texts = texts;
    this.#rules = live.current;
    this.#engine = new Engine(this.#rules);
  }

  refusal(call: NewCall, nowMs: number): Refusal | undefined {
    this.#followRules(this.#momentOf(nowMs));
    const at = this.#momentOf(nowMs);
    const refusal = this.#tell({ name: 'work-arrived', work: callWork(call, at, false) }, at);
    if (refusal === undefined) {
      this.#standings.set(call.callId, { name: 'waits' });
      this.#waits.set(call.callId, waitOf(call));
    }
    return refusal;
  }

  choose(state: QueueState, nowMs: number): Match | undefined {
    const at = this.#momentOf(nowMs);
    this.#tell({ name: 'tick' }, at);
    this.#followRules(at);
    this.#follow(state, at);
    // What engine and state never agree about is left until the state is another.
    for (let left = state.desks.size + state.waiting.size; left > 0; left -= 1) {
      const next = this.#chosen.shift();
      if (next === undefined) break;
      const { workId, agentId, why } = next;
      const desk = state.desks.get(agentId);
      const standing = this.#standings.get(workId);
      if (desk !== undefined && isFree(desk) && standing?.name === 'waits') {
        this.#standings.set(workId, { name: 'with', agentId, talking: false });
        this.#unsure.add(workId);
        const { queueId } = why;
        const { offerSeconds } = this.#rules.queues.get(queueId)?.rule ?? {};
        const timeoutMs = offerSeconds === undefined ? undefined : offerSeconds * 1_000;
        return { callId: workId, agentId, queueId, timeoutMs, reason: whyText(why) };
      }
      // The state has moved on since.
      this.#giveBack(workId, false, at);
    }
    return undefined;
  }

  wrapUps(): readonly WrapUp[] {
    if (this.#wrapUps.length === 0) return this.#wrapUps;
    const told = this.#wrapUps;
    this.#wrapUps = [];
    return told;
  }

  endWrapUp(agentId: string, nowMs: number): void {
    const workId = this.#wrapping.get(agentId);
    if (workId !== undefined) this.#tell({ name: 'wrapped-up', workId }, this.#momentOf(nowMs));
  }

  dueAtMs(): number | undefined {
    return this.#engine.dueAtMs;
  }

  /**
   * Brings the engine to what the state says: first what makes room or takes it, then what can use it.
   * Looks only at what is other than when it was asked last.
   */
  #follow(state: QueueState, at: Moment): void {
    const traitsChanged = this.#traitsVersion !== this.#live.traitsVersion;
    const textsChanged = this.#textsVersion !== this.#texts.version;
    const before = this.#seen;
    const unsure = this.#unsure.size > 0;
    if (state === before && !traitsChanged && !textsChanged && !unsure) return;
    this.#seen = state;
    this.#traitsVersion = this.#live.traitsVersion;
    this.#textsVersion = this.#texts.version;
    const changes = state.desks.changesSince(before.desks);
    const calls = this.#touchedCalls(before, state, changes);
    const changed = traitsChanged
      ? [...state.desks.values()]
      : textsChanged
        ? this.#withOtherTexts(before, state)
        : changes.flatMap(({ now }) => now ?? []);
    for (const desk of changed)
      if (!isOn(desk) || !before.desks.has(desk.agentId)) this.#setAgent(desk, at, false);
    this.#followCalls(before, state, calls, at);
    for (const desk of changed) if (isOn(desk)) this.#setAgent(desk, at, true);
    for (const { before: desk } of changes)
      if (desk !== undefined && !state.desks.has(desk.agentId)) this.#forget(desk.agentId, at);
    this.#followReturns(state, calls, at);
  }

  /** Desks that are other than before, or whose agents have more or fewer conversations than the engine knows. */
  #withOtherTexts(before: QueueState, { desks }: QueueState): readonly AgentDesk[] {
    return [...desks.values()].filter((desk) => {
      const { agentId, sessionId } = desk;
      const open = sessionId === '' ? 0 : this.#texts.openOf(agentId);
      return before.desks.get(agentId) !== desk || open !== (this.#open.get(agentId) ?? 0);
    });
  }

  /** Calls that are perhaps elsewhere than the engine has them. */
  #touchedCalls(
    before: QueueState,
    now: QueueState,
    desks: readonly Change<AgentDesk>[],
  ): ReadonlySet<string> {
    const calls = new Set(this.#unsure);
    this.#unsure.clear();
    for (const change of now.waiting.changesSince(before.waiting))
      for (const call of [change.before, change.now]) if (call !== undefined) calls.add(call.callId);
    for (const change of now.offers.changesSince(before.offers))
      for (const offer of [change.before, change.now]) if (offer !== undefined) calls.add(offer.callId);
    for (const change of desks)
      for (const desk of [change.before, change.now])
        if (desk?.work.name === 'in-call') calls.add(desk.work.callId);
    return calls;
  }

  /** Calls that are over, and calls that are with an agent. */
  #followCalls(before: QueueState, now: QueueState, calls: ReadonlySet<string>, at: Moment): void {
    const standings = new Map([...calls].flatMap((callId) => [...standingsOf(now, callId)]));
    const were = [...calls].flatMap((callId) => [callId, ...standingsOf(before, callId).keys()]);
    for (const workId of were) {
      const standing = this.#standings.get(workId);
      if (standing === undefined || standings.has(workId)) continue;
      this.#standings.delete(workId);
      this.#waits.delete(workId);
      this.#chosen = this.#chosen.filter((chosen) => chosen.workId !== workId);
      // There is nothing to wrap up of a call that was not answered.
      const talked = standing.name === 'with' && standing.talking;
      this.#tell({ name: talked ? 'work-finished' : 'work-gone', workId }, at);
    }
    for (const [workId, standing] of standings) {
      if (standing.name !== 'with') continue;
      this.#standings.set(workId, standing);
      if (this.#isWith(workId, standing.agentId)) continue;
      this.#chosen = this.#chosen.filter((chosen) => chosen.workId !== workId);
      const known = this.#engine.floor.works.get(workId)?.source;
      const held = workOf({ workId, channel: 'voice', arrivedAtMs: at.monotonicMs });
      this.#tell({ name: 'holding', agentId: standing.agentId, work: known ?? held }, at);
    }
  }

  /** Calls that wait: those that an agent did not take, and those that are new. */
  #followReturns(state: QueueState, calls: ReadonlySet<string>, at: Moment): void {
    const waiting = [...calls].flatMap((callId) => state.waiting.get(callId) ?? []).sort(byAge);
    for (const call of waiting) {
      const { callId } = call;
      if (standingsOf(state, callId).get(callId)?.name !== 'waits') continue;
      const before = this.#standings.get(callId);
      this.#standings.set(callId, { name: 'waits' });
      const wait = waitOf(call);
      const waited = this.#waits.get(callId);
      this.#waits.set(callId, wait);
      if (before !== undefined && waited !== wait) this.#replace(call, at);
      else if (before?.name === 'with') this.#giveBack(callId, call.pausedUntilMs.has(before.agentId), at);
      else if (before === undefined) this.#tell({ name: 'work-arrived', work: callWork(call, at, true) }, at);
    }
  }

  /** It waits otherwise than before: in its place all the same, which goes by when it was asked for. */
  #replace(call: NewCall, at: Moment): void {
    const { callId } = call;
    this.#chosen = this.#chosen.filter(({ workId }) => workId !== callId);
    this.#tell({ name: 'work-gone', workId: callId }, at);
    if (this.#tell({ name: 'work-arrived', work: callWork(call, at, true) }, at) === undefined) return;
    // It was let in once: it is brought again until it is.
    this.#standings.delete(callId);
    this.#unsure.add(callId);
  }

  /** Nothing is chosen for the agent any more. */
  #forget(agentId: string, at: Moment): void {
    this.#setOpen(agentId, 0, at);
    const traits = this.#live.traitsOf(agentId);
    const gone = { name: 'agent-set', agentId, traits, presence: 'offline', reason: 'signed-off' } as const;
    this.#tell({ ...gone, idleSinceMs: undefined }, at);
    this.#tell({ name: 'agent-forgotten', agentId }, at);
    this.#wrapping.delete(agentId);
  }

  #isWith(callId: string, agentId: string): boolean {
    const slot = this.#engine.floor.works.get(callId);
    return slot?.place === 'assigned' && slot.agent?.agent.agentId === agentId;
  }

  #setAgent(desk: AgentDesk, at: Moment, on: boolean): void {
    const { agentId, reason, idleSinceMs } = desk;
    const traits = this.#live.traitsOf(agentId);
    const presence = on ? 'available' : desk.sessionId === '' ? 'offline' : 'busy';
    const set = { name: 'agent-set', agentId, traits, reason, idleSinceMs } as const;
    // What becomes of a conversation whose desk is gone is not this engine's business.
    const open = presence === 'offline' ? 0 : this.#texts.openOf(agentId);
    if (open !== (this.#open.get(agentId) ?? 0)) {
      // Nothing is chosen for them before all that they have is known.
      this.#tell({ ...set, presence: 'busy' }, at);
      this.#setOpen(agentId, open, at);
    }
    this.#tell({ ...set, presence }, at);
  }

  /** Conversations that an agent has from now on, each a chat in hand. */
  #setOpen(agentId: string, open: number, at: Moment): void {
    const before = this.#open.get(agentId) ?? 0;
    for (let one = before; one < open; one += 1) {
      const work = workOf({ workId: textId(agentId, one), channel: 'chat', arrivedAtMs: at.monotonicMs });
      this.#tell({ name: 'holding', agentId, work }, at);
    }
    for (let one = before - 1; one >= open; one -= 1)
      this.#tell({ name: 'work-gone', workId: textId(agentId, one) }, at);
    if (open === 0) this.#open.delete(agentId);
    else this.#open.set(agentId, open);
  }

  #giveBack(workId: string, notAgain: boolean, at: Moment): void {
    const back = { name: 'work-returned', workId, queueId: undefined, preferred: undefined } as const;
    this.#tell({ ...back, notAgain, afresh: false }, at);
  }

  #followRules(at: Moment): void {
    if (this.#rules === this.#live.current) return;
    this.#rules = this.#live.current;
    this.#note(this.#engine.setRules(this.#rules, at), at);
  }

  /** Why it was refused; undefined = it was taken. */
  #tell(event: EngineEvent, at: Moment): Refusal | undefined {
    const { decisions, refusal } = this.#engine.take(event, at);
    this.#note(decisions, at);
    return refusal;
  }

  /** What is chosen is the agent's at once: whether it is answered, and when, is the queue's business. */
  #note(decisions: readonly Decision[], at: Moment): void {
    for (const decision of decisions) {
      // Of text work whose desk is gone it would be right; a call goes on.
      if (decision.do === 'take-back') this.#unsure.add(callOf(decision.workId));
      if (decision.do === 'wrap-up') this.#wrap(decision.agentId, decision.workId, decision.untilMs);
      if (decision.do === 'wrapped-up') this.#wrap(decision.agentId, undefined, 0);
      if (decision.do !== 'offer') continue;
      this.#chosen.push(decision);
      const { token, agentId } = decision;
      this.#engine.take({ name: 'answered', token, agentId, accept: true }, at);
    }
  }

  /** `workId` undefined = no longer. */
  #wrap(agentId: string, workId: string | undefined, untilMs: number): void {
    if (workId === undefined) this.#wrapping.delete(agentId);
    else this.#wrapping.set(agentId, workId);
    this.#wrapUps.push({ agentId, untilMs });
  }

  #momentOf(monotonicMs: number): Moment {
    return { nowMs: this.#clock.now(), monotonicMs };
  }
}

/** Changes when the engine has to know the call anew. */
const waitOf = ({ callback, notBeforeMs }: NewCall): string => `${callback} ${notBeforeMs}`;

/** No call has a blank in its id. */
const textId = (agentId: string, one: number): string => `${agentId} text ${one}`;

/** What an agent has who is in the call of another. No call has a blank in its id. */
const besideId = (callId: string, agentId: string): string => `${callId} beside ${agentId}`;

/** The call that a piece of work is, or is part of. */
const callOf = (workId: string): string => workId.split(' ', 1)[0] ?? workId;

/** Takes part in the choosing, whatever it does at the moment. */
const isOn = (desk: AgentDesk): boolean =>
  desk.sessionId !== '' && desk.reachable && desk.presence === 'available';

/** Where a call is, and what others have who are in it, by the ids that the engine knows these by. */
function standingsOf({ waiting, offers, desks }: QueueState, callId: string): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  if (waiting.has(callId)) standings.set(callId, { name: 'waits' });
  for (const { agentId, invitation } of offers.ofCall(callId)) {
    const workId = invitation === undefined ? callId : besideId(callId, agentId);
    standings.set(workId, { name: 'with', agentId, talking: false });
  }
  for (const [index, { agentId }] of desks.inCall(callId).entries()) {
    // To the engine work has one agent: of several in one call each has a piece of their own.
    const workId = index === 0 ? callId : besideId(callId, agentId);
    standings.set(workId, { name: 'with', agentId, talking: index === 0 });
  }
  return standings;
}
