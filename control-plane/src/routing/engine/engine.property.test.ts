import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../calls/testing/random.ts';
import { Engine } from './engine.ts';
import { MAX_PRIORITY, type Moment } from './model.ts';
import { dayRules, happening } from './testing/random-day.ts';
import { ScanningMatching } from './testing/scanning-matching.ts';
import type { Decision } from './why.ts';

const WALL_MS = Date.parse('2026-11-27T08:00:00Z');
const momentAt = (monotonicMs: number): Moment => ({ nowMs: WALL_MS + monotonicMs, monotonicMs });

/** Days of random events; `look` sees the engine after each with what was decided. */
function days(look: (engine: Engine, decisions: readonly Decision[], story: string) => void): void {
  for (let seed = 500; seed < 540; seed += 1) {
    const random = seededRandom(seed);
    const engine = new Engine(dayRules(seed), { maxWork: 60, maxAgents: 20 });
    let nowMs = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      if (random.chance(0.4)) nowMs += random.pick([1, 700, 3_000, 11_000]);
      // What time does is looked at by itself.
      look(
        engine,
        engine.take({ name: 'tick' }, momentAt(nowMs)).decisions,
        `seed ${seed} turn ${turn} tick`,
      );
      const event = happening(random, engine.floor, turn, nowMs);
      const { decisions } = engine.take(event, momentAt(nowMs));
      look(engine, decisions, `seed ${seed} turn ${turn} ${event.name}`);
    }
  }
}

test('at rest no work waits that an agent with room may have, and nothing is overdue', () => {
  days(({ floor, dueAtMs }, _decisions, story) => {
    const scan = new ScanningMatching(floor.rules);
    const nowMs = floor.moment.monotonicMs;
    assert.ok((dueAtMs ?? Number.POSITIVE_INFINITY) > nowMs, `${story}: overdue`);
    for (const slot of floor.works.values()) {
      if (slot.place !== 'waiting' && slot.place !== 'kept') continue;
      for (const agent of floor.agents.values()) {
        assert.equal(scan.mayTake(slot, agent, nowMs), false, `${story}: ${slot.source.workId} waits`);
      }
    }
  });
});

test('every piece of work has one owner at most, and every agent holds what the engine says and no more than fits', () => {
  const owners = new Map<string, string>();
  days(({ floor }, decisions, story) => {
    if (story.endsWith('turn 0 tick')) owners.clear();
    const scan = new ScanningMatching(floor.rules);
    for (const decision of decisions) {
      if (decision.do === 'offer') {
        assert.equal(owners.get(decision.workId), undefined, `${story}: offered twice`);
        owners.set(decision.workId, decision.agentId);
      } else if (decision.do === 'end-offer' && decision.outcome !== 'accepted') {
        assert.equal(owners.get(decision.workId), decision.agentId, story);
        owners.delete(decision.workId);
      } else if (decision.do === 'take-back' || decision.do === 'wrapped-up') {
        owners.delete(decision.workId);
      }
    }
    owners.clear();
    for (const agent of floor.agents.values()) {
      for (const slot of agent.held) {
        assert.equal(slot.agent, agent, story);
        assert.equal(
          owners.has(slot.source.workId),
          false,
          `${story}: two agents have ${slot.source.workId}`,
        );
        owners.set(slot.source.workId, agent.agent.agentId);
      }
    }
    const made = decisions.flatMap((decision) => {
      const slot = decision.do === 'offer' ? floor.works.get(decision.workId) : undefined;
      // Some of them are over already.
      const stands = decision.do === 'offer' && slot?.offer?.token === decision.token;
      return stands && slot.agent !== undefined ? [{ slot, agent: slot.agent }] : [];
    });
    // Taken away and given again in order: there was room for each when it was made.
    for (const { slot, agent } of made) agent.held.delete(slot);
    for (const { slot, agent } of made) {
      const had = scan.hasRoom(agent, slot.work.channel);
      agent.held.add(slot);
      assert.ok(had, `${story}: ${agent.agent.agentId} has more than fits`);
    }
  });
});

test('no work is passed by work that came later than its priority makes up for', () => {
  let passed = 0;
  days(({ floor }, decisions, story) => {
    const { msPerPoint } = floor.rules;
    const scan = new ScanningMatching(floor.rules);
    for (const decision of decisions) {
      const taken = floor.works.get(decision.do === 'offer' ? decision.workId : '');
      if (decision.do !== 'offer' || taken === undefined || decision.why.preferred) continue;
      const agent = floor.agents.get(decision.agentId);
      for (const other of floor.works.values()) {
        if (agent === undefined || other.place !== 'waiting' || other.work.channel !== taken.work.channel)
          continue;
        if (!scan.maySuit(other, agent) || other.declined?.has(decision.agentId) === true) continue;
        const boundMs = other.work.arrivedAtMs + (MAX_PRIORITY - other.work.priority) * msPerPoint;
        assert.ok(taken.work.arrivedAtMs <= boundMs, `${story}: ${other.source.workId} was passed too late`);
        passed += 1;
      }
    }
  });
  assert.ok(passed > 50, `only ${passed} comparisons were made`);
});

test('under a flood of the highest priority, the lowest is served after the stated bound', () => {
  const engine = new Engine(dayRules(0));
  const traits = { skills: {}, languages: [], attributes: {}, capacity: 'default' };
  const call = (workId: string, arrivedAtMs: number, priority: number) => ({
    name: 'work-arrived' as const,
    work: { ...BARE, workId, arrivedAtMs, priority },
  });
  engine.take(
    { name: 'agent-set', agentId: 'a', traits, presence: 'available', reason: '', idleSinceMs: undefined },
    momentAt(0),
  );
  engine.take(call('first', 0, MAX_PRIORITY), momentAt(0));
  engine.take(call('low', 1, 0), momentAt(1));
  // Ten calls of the highest priority come for each that is done: the backlog only grows.
  let servedAtMs: number | undefined;
  for (let second = 1; second <= 1_100 && servedAtMs === undefined; second += 1) {
    const at = momentAt(second * 1_000);
    for (let one = 0; one < 2; one += 1)
      engine.take(call(`${second}-${one}`, second * 1_000, MAX_PRIORITY), at);
    const [token = 0, slot] = [...engine.floor.offers][0] ?? [];
    if (slot?.source.workId === 'low') servedAtMs = second * 1_000;
    engine.take({ name: 'answered', token, agentId: 'a', accept: true }, at);
    engine.take({ name: 'work-finished', workId: slot?.source.workId ?? '' }, at);
  }
  // Those that came within 1,000 s go first, two a second: they are many, but a known number.
  assert.equal(servedAtMs, undefined);
  const before = [...engine.floor.works.values()].filter(({ rank }) => rank < 1).length;
  let done = 0;
  for (let second = 1_101; servedAtMs === undefined; second += 1) {
    const at = momentAt(second * 1_000);
    for (let one = 0; one < 2; one += 1)
      engine.take(call(`${second}-${one}`, second * 1_000, MAX_PRIORITY), at);
    const [token = 0, slot] = [...engine.floor.offers][0] ?? [];
    if (slot?.source.workId === 'low') servedAtMs = second * 1_000;
    done += 1;
    assert.ok(done <= before + 1, 'it waited longer than all that was before it');
    engine.take({ name: 'answered', token, agentId: 'a', accept: true }, at);
    engine.take({ name: 'work-finished', workId: slot?.source.workId ?? '' }, at);
  }
});

const BARE = {
  channel: 'voice',
  value: 0,
  topic: '',
  language: '',
  urgent: false,
  skills: {},
  attributes: {},
  queueId: undefined,
  preferred: undefined,
  deadlineMs: undefined,
  queuedAtMs: undefined,
  notBeforeMs: undefined,
  admitted: false,
};
