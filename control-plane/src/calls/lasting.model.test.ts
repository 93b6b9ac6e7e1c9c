import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MoveCause } from '@weft/proto';
import type { CallOwner } from './owner.ts';
import type { CallState, Leg } from './state.ts';
import { legsOf } from './step.ts';
import { ACTIVE } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';
import { type Random, seededRandom } from './testing/random.ts';

const NODES = ['eu-1', 'eu-2', 'ap-1', 'ap-2'];
const SEEDS = 25;
const STEPS = 60;
/** How often it is looked what timers did. */
const TICK_MS = 250;
/** A mesh without a node is so no longer than a call waits for one (30 s), a look and a step less. */
const NOBODY_MS = 25_000;
/** By then what was shunned is not any more, and every pause is over. */
const SETTLES_MS = 15_000;
const CAUSES: readonly MoveCause[] = ['node-disconnected', 'node-silent-to-cluster', 'worker-died'];

/** One call, its real owner, and a mesh to which anything happens. */
class Trial {
  readonly rig: OwnerRig;
  readonly done: string[] = [];
  readonly #owner: CallOwner;
  readonly #random: Random;
  #nobodySinceMs: number | undefined;

  constructor(rig: OwnerRig, owner: CallOwner, random: Random) {
    this.rig = rig;
    this.#owner = owner;
    this.#random = random;
  }

  get state(): CallState {
    return this.#owner.state;
  }

  get why(): string {
    return `after ${this.done.slice(-12).join(', ')}`;
  }

  async step(): Promise<void> {
    const random = this.#random;
    const node = random.pick(NODES);
    const leg = random.pick(legsOf(this.state));
    const cause = random.pick(CAUSES);
    const steps: readonly (readonly [string, () => void])[] = [
      [`${node} dies (${cause})`, () => this.#dies(node, cause)],
      [`${leg.nodeId}, a home, dies (${cause})`, () => this.#dies(leg.nodeId, cause)],
      [`all die (${cause})`, () => this.#allDie(cause)],
      [`${node} falls silent`, () => this.#fallsSilent(node)],
      [`${leg.nodeId}, a home, falls silent`, () => this.#fallsSilent(leg.nodeId)],
      [`${leg.nodeId} is heard`, () => this.#owner.mending.heard(leg.subjectId, leg.nodeId, false)],
      [`${leg.nodeId} is needed`, () => this.#owner.mending.heard(leg.subjectId, leg.nodeId, true)],
      [`${node} is back`, () => this.#isBack(node)],
      [`${node} is back after all`, () => this.#isBack(node)],
      [
        `${node} is drained`,
        () => this.rig.conditions.get(node) ?? this.rig.conditions.set(node, 'draining'),
      ],
      [`${leg.role} moves`, () => this.#moves(leg)],
      [`a standby of ${leg.role} fails`, () => this.#standbyFails(leg)],
      [
        'hold',
        () => this.#owner.takeQuietly({ name: 'held', subjectId: 'anna', on: random.chance(0.5), atMs: 1 }),
      ],
      ['a look', () => this.#owner.mending.look()],
    ];
    const [name, run] = random.pick(steps);
    this.done.push(name);
    run();
    await this.pass(random.pick([0, 0, 250, 500, 1_500, 6_000]));
  }

  /** Time goes by. Somebody is back before a call has waited in vain. */
  async pass(ms: number): Promise<void> {
    for (let passedMs = 0; passedMs <= ms; passedMs += TICK_MS) {
      this.rig.clock.advance(passedMs === 0 ? 0 : TICK_MS);
      const nowMs = this.rig.clock.monotonic();
      const nobody = NODES.every((node) => this.rig.conditions.get(node) === 'dead');
      this.#nobodySinceMs = nobody ? (this.#nobodySinceMs ?? nowMs) : undefined;
      if (nobody && nowMs - (this.#nobodySinceMs ?? nowMs) > NOBODY_MS)
        this.#isBack(this.#random.pick(NODES));
      await this.rig.settle();
    }
    await this.#owner.settled();
  }

  /** All nodes are there, and nothing happens any more. */
  async heal(): Promise<void> {
    for (const node of NODES) this.#isBack(node);
    await this.pass(SETTLES_MS);
  }

  #dies(node: string, cause: MoveCause): void {
    const { conditions, deadNodes, silentNodes } = this.rig;
    if (cause !== 'worker-died') {
      conditions.set(node, 'dead');
      deadNodes.add(node);
    }
    if (cause === 'node-silent-to-cluster') silentNodes.add(node);
    else silentNodes.delete(node);
    this.#owner.nodeDied(node, cause);
  }

  #allDie(cause: MoveCause): void {
    for (const node of NODES) this.#dies(node, cause);
  }

  #fallsSilent(node: string): void {
    this.rig.silentNodes.add(node);
    this.rig.conditions.set(node, 'unknown');
    this.#owner.mending.doubt(node);
  }

  #isBack(node: string): void {
    this.rig.conditions.delete(node);
    this.rig.deadNodes.delete(node);
    this.rig.silentNodes.delete(node);
    this.#owner.nodeBack(node, this.#random.chance(0.5));
  }

  #moves({ participantId, standby }: Leg): void {
    if (standby === undefined) return;
    const promoted = { callId: 'call-1', participantId, nodeId: standby.nodeId, silentMs: 150 };
    this.#owner.promoted({ ...promoted, cause: 'node-silent-to-client' }).catch(() => undefined);
  }

  #standbyFails({ subjectId, standby }: Leg): void {
    if (standby !== undefined) this.#owner.mending.standbyFailed(subjectId, standby.nodeId);
  }
}

test('[CTL20][CTL66] no order of deaths, silences, heard nodes, moves and returns ends a call that both are in', async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const rig = new OwnerRig();
    const owner = await rig.own(ACTIVE);
    const trial = new Trial(rig, owner, seededRandom(seed));
    for (let step = 0; step < STEPS; step += 1) {
      await trial.step();
      assert.equal(trial.state.stage, 'active', `seed ${seed}: ended ${trial.why}`);
      if (step % 20 !== 19) continue;
      await trial.heal();
      for (const { role, nodeId, standby } of legsOf(trial.state)) {
        assert.ok(NODES.includes(nodeId));
        assert.ok(
          standby !== undefined && standby.nodeId !== nodeId,
          `seed ${seed}: ${role} has no standby ${trial.why}`,
        );
      }
    }
    owner[Symbol.dispose]();
  }
});
