import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../calls/testing/random.ts';
import { type Verdict, Witness } from './witness.ts';

const BEAT_MS = 50;
const TICK_MS = 20;
const NAMES = ['a', 'b', 'c', 'd'];

/** Nodes on paper: each beats until told otherwise, and the witness ticks, unless we stand still. */
class Paper {
  readonly witness = new Witness({ tickMs: TICK_MS, floorMs: 200 });
  readonly silent = new Set<string>();
  readonly suspected: string[] = [];
  readonly verdicts: Verdict[] = [];
  nowMs = 0;
  /** Nothing is seen while this holds; what came meanwhile is seen after, all at once. */
  stalled = false;
  readonly #late: string[] = [];
  readonly #names: readonly string[];

  constructor(names: readonly string[] = NAMES) {
    this.#names = names;
    for (const name of names) this.witness.watch(name, 0);
    this.run(1_000);
  }

  /** Every 10 ms is looked at. */
  run(spanMs: number, echo = false): void {
    for (const untilMs = this.nowMs + spanMs; this.nowMs < untilMs; ) {
      this.nowMs += 10;
      if (this.nowMs % BEAT_MS === 0) {
        this.#late.push(...this.#names.filter((name) => !this.silent.has(name)));
      }
      if (this.stalled) continue;
      if (this.nowMs % TICK_MS === 0) {
        const { suspected, dead } = this.witness.tick(this.nowMs);
        this.suspected.push(...suspected.map(({ nodeId }) => nodeId));
        this.verdicts.push(...dead);
      }
      for (const name of this.#late.splice(0)) this.witness.beat(name, this.nowMs);
      if (echo) this.witness.echo(this.nowMs);
    }
  }

  get dead(): readonly string[] {
    return this.verdicts.map(({ nodeId, cause }) => `${nodeId} ${cause}`);
  }
}

test('[CTL50] a node that falls silent while others beat is suspected after 200 ms and before 300, and dead 500 ms later', () => {
  const paper = new Paper();
  paper.silent.add('a');
  paper.run(190);
  assert.deepEqual(paper.suspected, []);
  paper.run(110);
  assert.deepEqual([paper.suspected, paper.dead, paper.witness.doubts('a')], [['a'], [], true]);
  paper.run(350);
  assert.deepEqual(paper.dead, []);
  paper.run(150);
  assert.deepEqual(paper.dead, ['a node-silent-to-cluster']);
  assert.deepEqual(paper.suspected, ['a'], 'told once');
  paper.run(5_000);
  assert.equal(paper.dead.length, 1, 'told once');
});

test('[CTL50] a node that stands still for less than 0.7 s is not dead, and suspected anew the next time', () => {
  const paper = new Paper();
  for (let turn = 1; turn <= 3; turn += 1) {
    paper.silent.add('a');
    paper.run(650);
    paper.silent.delete('a');
    paper.run(60_000);
    assert.equal(paper.suspected.length, turn);
    assert.equal(paper.witness.doubts('a'), false);
  }
  assert.deepEqual(paper.dead, []);
});

test('[CTL51] when all fall silent at once nobody is dead', () => {
  const paper = new Paper();
  for (const name of NAMES) paper.silent.add(name);
  paper.run(60_000);
  assert.deepEqual(paper.dead, []);
});

test('[CTL51] time in which we stood still is no time, and beats that waited for us are in time', () => {
  const paper = new Paper();
  for (let turn = 0; turn < 50; turn += 1) {
    paper.stalled = true;
    paper.run(100 + turn * 20);
    paper.stalled = false;
    paper.run(200);
  }
  assert.deepEqual(paper.dead, []);
  paper.silent.add('b');
  paper.run(4_000);
  assert.deepEqual(paper.dead, ['b node-silent-to-cluster'], 'and a death is still seen');
});

test('[CTL52] a node that has been irregular is given more time, which it loses again when it is not', () => {
  const paper = new Paper();
  for (let turn = 0; turn < 8; turn += 1) {
    paper.silent.add('a');
    paper.run(180);
    paper.silent.delete('a');
    paper.run(300);
  }
  paper.silent.add('a');
  paper.run(250);
  assert.deepEqual(paper.suspected, [], 'not much longer than its longest gap');
  paper.silent.delete('a');
  paper.run(40_000);
  paper.silent.add('a');
  paper.run(250);
  assert.deepEqual(paper.suspected, ['a']);
});

test('[CTL52] on a machine that grows busier a silence of twice the longest so far is usual, one of four times is not', () => {
  const paper = new Paper();
  paper.silent.add('a');
  paper.run(180);
  paper.silent.delete('a');
  paper.run(300);
  paper.silent.add('a');
  paper.run(420);
  assert.deepEqual(paper.suspected, []);
  paper.run(500);
  assert.deepEqual(paper.suspected, ['a']);
});

test('[CTL52] two that fall silent together are given twice the time, then both are suspected and dead', () => {
  const paper = new Paper();
  paper.silent.add('a').add('b');
  paper.run(350);
  assert.deepEqual(paper.suspected, []);
  paper.run(200);
  assert.deepEqual(paper.suspected, ['a', 'b']);
  paper.run(800);
  assert.deepEqual(paper.dead.toSorted(), ['a node-silent-to-cluster', 'b node-silent-to-cluster']);
});

test('[CTL53] a closed connection is a death when no beat follows within 60 ms', () => {
  const paper = new Paper();
  paper.silent.add('a');
  paper.witness.hint('a', paper.nowMs);
  paper.run(50);
  assert.deepEqual(paper.dead, []);
  paper.run(30);
  assert.deepEqual(paper.dead, ['a node-disconnected']);
});

test('[CTL53] a connection that broke is no certain death: its node is suspected when no beat follows within 60 ms, and dead by its silence', () => {
  const paper = new Paper();
  paper.silent.add('a');
  paper.witness.hint('a', paper.nowMs, false);
  paper.run(50);
  assert.deepEqual(paper.suspected, []);
  paper.run(40);
  assert.deepEqual([paper.suspected, paper.dead], [['a'], []]);
  paper.run(500);
  assert.deepEqual(paper.dead, []);
  paper.run(250);
  assert.deepEqual([paper.suspected, paper.dead], [['a'], ['a node-silent-to-cluster']]);
  paper.run(20);
  paper.witness.hint('b', paper.nowMs, false);
  paper.run(5_000);
  assert.deepEqual(paper.suspected, ['a'], 'it beats on over another');
});

test('[CTL53] a connection that broke and closes for certain after all is a death', () => {
  const paper = new Paper();
  paper.silent.add('a');
  paper.witness.hint('a', paper.nowMs, false);
  paper.witness.hint('a', paper.nowMs, true);
  paper.witness.hint('a', paper.nowMs, false);
  paper.run(90);
  assert.deepEqual(paper.dead, ['a node-disconnected']);
});

test('[CTL53] a node whose connection closed and that beats on is not dead', () => {
  const paper = new Paper();
  paper.witness.hint('a', paper.nowMs);
  paper.run(5_000);
  assert.deepEqual(paper.dead, []);
});

test('[CTL54] after the bus was away each node has five seconds to be heard again', () => {
  const paper = new Paper();
  for (const name of NAMES) paper.silent.add(name);
  paper.run(10_000);
  paper.witness.reset(paper.nowMs);
  paper.silent.delete('a');
  paper.run(3_000);
  assert.deepEqual(paper.dead, []);
  paper.silent.delete('b');
  paper.silent.delete('c');
  paper.run(4_000);
  assert.deepEqual(paper.dead, ['d node-silent-to-cluster']);
});

test('[CTL51] an only node is held against the bus itself', () => {
  const away = new Paper(['a']);
  away.silent.add('a');
  away.run(10_000);
  assert.deepEqual(away.dead, []);
  const there = new Paper(['a']);
  there.silent.add('a');
  there.run(1_300, true);
  assert.deepEqual(there.dead, ['a node-silent-to-cluster']);
});

test('[CTL55] a node that beats again is alive, and can die again', () => {
  const paper = new Paper();
  paper.silent.add('a');
  paper.run(1_200);
  assert.equal(paper.witness.verdictOn('a')?.nodeId, 'a');
  paper.silent.delete('a');
  paper.run(60);
  assert.equal(paper.witness.verdictOn('a'), undefined);
  paper.silent.add('a');
  paper.run(4_000);
  assert.equal(paper.dead.length, 2);
});

test('[CTL52] thirty minutes of bursts of 300 ms on our machine and 3 % lost beats are no death', () => {
  const random = seededRandom(3);
  const witness = new Witness({ tickMs: TICK_MS, floorMs: 200 });
  for (const name of NAMES) witness.watch(name, 0);
  const dead: Verdict[] = [];
  let nextBurstMs = 1_000;
  for (let nowMs = 0; nowMs < 30 * 60_000; nowMs += 10) {
    if (nowMs >= nextBurstMs) {
      nowMs += 300;
      nextBurstMs = nowMs + 1_000 + random.whole(5_000);
    }
    if (nowMs % TICK_MS === 0) {
      const found = witness.tick(nowMs);
      dead.push(
        ...found.dead,
        ...found.suspected.map((one) => ({ ...one, cause: 'node-silent-to-cluster' as const })),
      );
    }
    if (nowMs % BEAT_MS !== 0) continue;
    for (const name of NAMES) if (!random.chance(0.03)) witness.beat(name, nowMs);
  }
  assert.deepEqual(dead, []);
});

test('[CTL50][CTL52] with stalls of nodes and of ours and 5 % lost beats nobody is dead but who is, and that one soon', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seededRandom(seed);
    const witness = new Witness({ tickMs: TICK_MS, floorMs: 200 });
    for (const name of NAMES) witness.watch(name, 0);
    const stillUntilMs = new Map(NAMES.map((name) => [name, 0]));
    let ownUntilMs = 0;
    let late: string[] = [];
    const diesAtMs = 60_000 + random.whole(30_000);
    const found: { nodeId: string; atMs: number; suspected: boolean }[] = [];
    for (let nowMs = 0; nowMs < diesAtMs + 10_000; nowMs += 10) {
      for (const name of NAMES)
        if (random.chance(0.002) && nowMs > (stillUntilMs.get(name) ?? 0) + 500)
          stillUntilMs.set(name, nowMs + random.whole(600));
      if (random.chance(0.001)) ownUntilMs = nowMs + random.whole(1_500);
      if (nowMs % BEAT_MS === 0)
        late.push(
          ...NAMES.filter((name) => nowMs >= (stillUntilMs.get(name) ?? 0) && !random.chance(0.05)).filter(
            (name) => name !== 'a' || nowMs < diesAtMs,
          ),
        );
      if (nowMs < ownUntilMs) continue;
      if (nowMs % TICK_MS === 0) {
        const { dead, suspected } = witness.tick(nowMs);
        found.push(...dead.map(({ nodeId }) => ({ nodeId, atMs: nowMs, suspected: false })));
        found.push(...suspected.map(({ nodeId }) => ({ nodeId, atMs: nowMs, suspected: true })));
      }
      for (const name of late) witness.beat(name, nowMs);
      late = [];
    }
    const dead = found.filter(({ suspected }) => !suspected);
    assert.deepEqual(
      dead.map(({ nodeId }) => nodeId),
      ['a'],
      `seed ${seed}: ${JSON.stringify(dead)}, dies at ${diesAtMs}`,
    );
    const tookMs = (dead[0]?.atMs ?? 0) - diesAtMs;
    // Own stalls and those of all others are no time: of 2 s by history, doubled, and 0.5 s.
    assert.ok(tookMs > 0 && tookMs < 7_000, `seed ${seed}: ${tookMs} ms`);
  }
});

test('[CTL53] a node that begins late had no former connection: its closing is a death', () => {
  const paper = new Paper();
  paper.witness.watch('late', paper.nowMs);
  paper.run(6_000);
  assert.deepEqual(paper.dead, ['late node-silent-to-cluster']);
  paper.witness.beat('late', paper.nowMs);
  paper.witness.hint('late', paper.nowMs);
  paper.run(100);
  assert.deepEqual(paper.dead.slice(1), ['late node-disconnected']);
});

test('[CTL53] the former connection of a node that was cut off closes late: that is no word of its process', () => {
  const paper = new Paper();
  paper.silent.add('a');
  paper.run(5_000);
  assert.deepEqual(paper.dead, ['a node-silent-to-cluster']);
  paper.witness.hint('a', paper.nowMs);
  paper.run(1_000);
  // Beats that waited on that connection arrive, and nothing for a while.
  paper.silent.delete('a');
  paper.run(50);
  paper.silent.add('a');
  paper.witness.hint('a', paper.nowMs);
  paper.run(200);
  paper.silent.delete('a');
  paper.run(11_000);
  assert.deepEqual(paper.dead, ['a node-silent-to-cluster']);
  paper.silent.add('a');
  paper.witness.hint('a', paper.nowMs);
  paper.run(100);
  assert.deepEqual(paper.dead.slice(1), ['a node-disconnected'], 'a later one counts again');
});
