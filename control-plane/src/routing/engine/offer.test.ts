import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules } from './compile-rules.ts';
import { Engine } from './engine.ts';
import type { EngineEvent } from './events.ts';
import { PLAIN_TRAITS, workOf } from './model.ts';
import { nextOffer, type Offer, type OfferEvent } from './offer.ts';
import { PLAIN_RULES } from './rules.ts';

const OFFER: Offer = { token: 1, workId: 'w', agentId: 'anna', state: { name: 'proposed', untilMs: 1_000 } };

test('an offer is answered by its agent, in time, and once', () => {
  const events: readonly OfferEvent[] = [
    { name: 'accept', agentId: 'anna' },
    { name: 'decline', agentId: 'anna' },
    { name: 'accept', agentId: 'wei' },
    { name: 'rescind' },
    { name: 'time' },
  ];
  const outcome = (offer: Offer, event: OfferEvent, nowMs: number): string => {
    const step = nextOffer(offer, event, nowMs);
    return step.ok ? step.state.name : step.code;
  };
  assert.deepEqual(
    events.map((event) => outcome(OFFER, event, 999)),
    ['accepted', 'declined', 'OFFER_NOT_FOUND', 'rescinded', 'proposed'],
  );
  assert.deepEqual(
    events.map((event) => outcome(OFFER, event, 1_000)),
    ['OFFER_SETTLED', 'OFFER_SETTLED', 'OFFER_NOT_FOUND', 'rescinded', 'expired'],
  );
  for (const name of ['accepted', 'declined', 'expired', 'rescinded'] as const) {
    const over = { ...OFFER, state: { name } };
    assert.deepEqual(
      events.map((event) => outcome(over, event, 0)),
      ['OFFER_SETTLED', 'OFFER_SETTLED', 'OFFER_NOT_FOUND', name, name],
    );
  }
});

/** A step of a story: an event, or time. */
type Step =
  | { readonly name: 'event'; readonly event: EngineEvent }
  | { readonly name: 'wait'; readonly ms: number };

const AGENTS = ['anna', 'wei'] as const;
const WORKS = ['w1', 'w2'] as const;

/** What can happen next: every event with every agent and work, answers to live offers and to one that is over. */
function steps(engine: Engine): readonly Step[] {
  const { floor } = engine;
  const events: EngineEvent[] = [];
  for (const workId of WORKS) {
    const known = floor.works.get(workId);
    if (known === undefined) {
      events.push({ name: 'work-arrived', work: workOf({ workId, channel: 'voice', arrivedAtMs: 0 }) });
      continue;
    }
    events.push({ name: 'work-gone', workId });
    if (known.place === 'assigned') {
      events.push({ name: 'work-finished', workId });
      events.push({
        name: 'work-returned',
        workId,
        queueId: undefined,
        preferred: undefined,
        notAgain: true,
        afresh: true,
      });
    }
  }
  for (const agentId of AGENTS) {
    for (const presence of ['available', 'away', 'offline'] as const) {
      if (floor.agents.get(agentId)?.presence === presence) continue;
      events.push({
        name: 'agent-set',
        agentId,
        traits: PLAIN_TRAITS,
        presence,
        reason: '',
        idleSinceMs: undefined,
      });
    }
    for (const token of [...floor.offers.keys(), floor.token]) {
      for (const accept of [true, false]) events.push({ name: 'answered', token, agentId, accept });
    }
  }
  return [
    ...events.map((event): Step => ({ name: 'event', event })),
    { name: 'wait', ms: 5_000 },
    { name: 'wait', ms: 20_000 },
  ];
}

/** What matters of a state, times relative to now. */
function print({ floor }: Engine, nowMs: number): string {
  const works = WORKS.map((workId) => {
    const slot = floor.works.get(workId);
    if (slot === undefined) return 'none';
    const state = slot.offer?.state;
    const left = state?.name === 'proposed' ? state.untilMs - nowMs : 0;
    const paused = [...(slot.declined ?? [])]
      .map(([id, untilMs]) => `${id}${Math.max(0, untilMs - nowMs)}`)
      .sort();
    return [slot.place, slot.agent?.agent.agentId, left, ...paused].join(' ');
  });
  const agents = AGENTS.map((agentId) => {
    const agent = floor.agents.get(agentId);
    const grace = agent !== undefined && agent.at >= 0 ? agent.dueMs - nowMs : 0;
    return [agent?.presence, agent?.reason, grace].join(' ');
  });
  const [a, b] = AGENTS.map((agentId) => floor.agents.get(agentId)?.idleSinceMs ?? 0);
  return [...works, ...agents, Math.sign((a ?? 0) - (b ?? 0))].join(' / ');
}

/** Everything that must be true; what is not. */
function wrong({ floor }: Engine, nowMs: number): string | undefined {
  const holders = new Map<string, string>();
  for (const { agent, held, presence } of floor.agents.values()) {
    if (held.size > 1) return `${agent.agentId} has two calls`;
    for (const slot of held) {
      if (holders.has(slot.source.workId)) return `${slot.source.workId} has two owners`;
      holders.set(slot.source.workId, agent.agentId);
      if (slot.place === 'offered' && presence !== 'available')
        return `${agent.agentId} is ${presence} and offered`;
    }
  }
  for (const slot of floor.works.values()) {
    if ((slot.place === 'offered') !== (slot.offer !== undefined)) return 'an offer without its work';
    if (slot.offer !== undefined && floor.offers.get(slot.offer.token) !== slot)
      return 'an offer is not known';
    if (slot.offer?.state.name === 'proposed' && slot.offer.state.untilMs <= nowMs)
      return 'an offer outlived its time';
  }
  return undefined;
}

test('every order of answers, time-outs, hang-ups and departures leaves each call with one owner at most', () => {
  const compiled = compileRules({ ...PLAIN_RULES, graceSeconds: 5 });
  assert.ok(compiled.ok);
  interface Place {
    readonly way: readonly Step[];
  }
  const run = (way: readonly Step[]): { engine: Engine; nowMs: number; problem: string | undefined } => {
    const engine = new Engine(compiled.rules);
    let nowMs = 0;
    let problem: string | undefined;
    const settled = new Set<number>();
    for (const step of way) {
      if (step.name === 'wait') nowMs += step.ms;
      const event: EngineEvent = step.name === 'wait' ? { name: 'tick' } : step.event;
      const stale = event.name === 'answered' && settled.has(event.token);
      const { decisions, refusal } = engine.take(event, { nowMs, monotonicMs: nowMs });
      if (stale && refusal?.code !== 'OFFER_SETTLED')
        problem ??= 'an answer to an offer that is over was taken';
      for (const decision of decisions) {
        if (decision.do !== 'end-offer') continue;
        if (settled.has(decision.token)) problem ??= 'an offer ended twice';
        settled.add(decision.token);
      }
    }
    return { engine, nowMs, problem: problem ?? wrong(engine, nowMs) };
  };
  const seen = new Set<string>();
  let frontier: readonly Place[] = [{ way: [] }];
  for (let depth = 0; depth < 7; depth += 1) {
    const next: Place[] = [];
    for (const { way } of frontier) {
      for (const step of steps(run(way).engine)) {
        const longer = [...way, step];
        const { engine, nowMs, problem } = run(longer);
        assert.equal(problem, undefined, JSON.stringify(longer));
        const state = print(engine, nowMs);
        if (seen.has(state)) continue;
        seen.add(state);
        next.push({ way: longer });
      }
    }
    frontier = next;
  }
  assert.ok(seen.size > 500, `only ${seen.size} states were found`);
});
