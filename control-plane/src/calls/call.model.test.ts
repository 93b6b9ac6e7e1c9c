import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRecord } from '@weft/proto';
import { next } from './call.ts';
import { recordJson, stateOf } from './record.ts';
import type { CallEvent, CallState, Guest, Leg } from './state.ts';
import { guestsOf, legsOf } from './step.ts';
import { AGENT, QUEUED } from './testing/call-states.ts';
import { type Random, seededRandom } from './testing/random.ts';

const SUBJECTS = ['customer-1', 'anna', 'wei', 'sue', 'stranger'];
const AGENTS = ['anna', 'wei', 'sue'];
const PARTS = ['listens', 'whispers', 'barges', 'confers'] as const;
const NODES = ['eu-1', 'eu-2', 'ap-1', 'ap-2'];
const regionOf = (nodeId: string): string => nodeId.slice(0, 2);

/** Whatever may happen to a call, likely or not, with nothing that two of it share. */
class Happenings {
  readonly #random: Random;
  #made = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  next(call: CallState): CallEvent {
    const random = this.#random;
    this.#made += 1;
    const atMs = 10_000 + this.#made * 1_000;
    const subjectId = random.chance(0.8) ? random.pick(legsOf(call)).subjectId : random.pick(SUBJECTS);
    const sessionId = random.chance(0.7) ? random.pick(legsOf(call)).sessionId : `session-${this.#made}`;
    const guest: Guest = { ...this.#leg(random.pick(AGENTS)), part: random.pick(PARTS) };
    const callback = call.callback;
    const events: readonly CallEvent[] = [
      { name: 'standing', stage: random.pick(['queued', 'ringing']), place: 2, agentsOnDuty: 1 },
      { name: 'seated', agent: this.#leg(random.pick(AGENTS)), atMs },
      { name: 'unseated', wantedAgentId: '' },
      { name: 'bound', subjectId, sessionId: `session-${this.#made}` },
      { name: 'held', subjectId, on: random.chance(0.5), atMs },
      { name: 'colleague-awaited', subjectId, on: random.chance(0.5) },
      {
        name: 'transferred',
        subjectId,
        toAgentId: random.pick(['', ...AGENTS]),
        toQueueId: random.pick(['', 'vip']),
      },
      { name: 'joined', guest, atMs },
      { name: 'part-taken', subjectId, part: random.pick(PARTS), atMs },
      { name: 'not-joined', subjectId },
      { name: 'guest-released', subjectId, participantId: random.pick(legsOf(call)).participantId },
      { name: 'taken-over', subjectId },
      { name: 'callback-asked', subjectId },
      { name: 'callback-answered', subjectId, atMs },
      {
        name: 'callback-missed',
        sinceMs: callback?.phase === 'calling' ? callback.sinceMs : 0,
        why: 'no-answer',
        atMs,
        pauseMs: 1_000,
      },
      ...(random.chance(0.1) ? [{ name: 'hung-up', subjectId, atMs, pauseMs: 1_000 } as const] : []),
      ...(random.chance(0.1) ? [{ name: 'session-gone', sessionId, atMs } as const] : []),
      this.#moved(call, atMs),
      { name: 'outdated', epoch: call.epoch },
    ];
    return random.pick(events);
  }

  #leg(subjectId: string): Leg {
    const nodeId = this.#random.pick(NODES);
    return {
      ...AGENT,
      ...{ subjectId, participantId: `participant-${subjectId}-${this.#made}` },
      ...{ sessionId: `session-${subjectId}-${this.#made}`, nodeId, region: regionOf(nodeId) },
      ...{ nearRegion: regionOf(nodeId), standby: undefined },
    };
  }

  #moved(call: CallState, atMs: number): CallEvent {
    const { participantId, nodeId: fromNodeId } = this.#random.pick(legsOf(call));
    const nodeId = this.#random.pick(NODES.filter((one) => one !== fromNodeId));
    const to = { nodeId, region: regionOf(nodeId) };
    const move = { participantId, fromNodeId, to, cause: 'worker-died' } as const;
    return { name: 'moved', moves: [move], standbys: new Map(), atMs };
  }
}

/** Where it stands in the queue is the queue's to know. */
const kept = (call: CallState): CallState => {
  if (call.stage === 'queued') return { ...call, place: 0, agentsOnDuty: 0 };
  return call.stage === 'ringing' ? { ...call, agentsOnDuty: 0 } : call;
};

function play(seed: number): void {
  const happenings = new Happenings(seededRandom(seed));
  let call: CallState = QUEUED;
  const facts = new Map<string, string>();
  const told: string[] = [];
  for (let step = 0; step < 100; step += 1) {
    const event = happenings.next(call);
    const outcome = next(call, event);
    if (!outcome.ok) continue;
    const before: CallState = call;
    call = outcome.state;
    told.push(event.name);
    const story = `seed ${seed}: ${told.join(', ')}`;
    const legs = legsOf(call);
    for (const what of ['participantId', 'subjectId'] as const) {
      assert.equal(new Set(legs.map((leg) => leg[what])).size, legs.length, `one ${what} twice; ${story}`);
    }
    assert.ok(call.epoch >= before.epoch, story);
    if (call.stage === 'queued' || call.stage === 'ringing') assert.deepEqual(guestsOf(call), [], story);
    assert.deepEqual(stateOf(CallRecord.fromJson(recordJson(call)), regionOf), kept(call), story);
    for (const { key, body } of outcome.work.facts) {
      const text = JSON.stringify(body);
      assert.ok(!facts.has(key) || facts.get(key) === text, `another fact is told as ${key}; ${story}`);
      facts.set(key, text);
    }
    if (call.stage === 'ended') return;
  }
}

test('a call keeps its people apart, its past and what the next owner needs, whatever happens to it', () => {
  for (let seed = 1; seed <= 400; seed += 1) play(seed);
});
