import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallOwner } from './owner.ts';
import { nodesOf } from './seats.ts';
import type { ActiveCall, LiveCall, Spot } from './state.ts';
import { legsOf } from './step.ts';
import { ACTIVE } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

const NODES = ['eu-1', 'eu-2', 'eu-3', 'eu-4', 'ap-1', 'ap-2'];
const DEAD = 'eu-1';
const CROWD = 10_000;
const CALLS = 1_000;
const WINDOW_MS = 100;
/** What an instance gives a node within a window; the end of one and the start of the next may touch. */
const MOST = 2 * 25;
const STEP_MS = 10;
const FOR_MS = 2_500;

const spot = (nodeId: string): Spot => ({ nodeId, region: nodeId.slice(0, 2) });

/** A call that loses its customer's home, and perhaps its agent's, with `DEAD`; of every kind of standby one after the other. */
function callNumber(index: number): ActiveCall {
  const shared = spot(['eu-2', 'eu-3', 'eu-4'][index % 3] ?? '');
  const [agentAt, standby] = (
    [
      // Each is the other's standby.
      ['ap-1', spot('ap-1')],
      // Both at one node, and one standby for both.
      [DEAD, shared],
      // Both at one node, and nothing that stands by.
      [DEAD, undefined],
    ] as const
  )[index % 3] ?? [DEAD, undefined];
  const { customer, agent } = ACTIVE;
  const theirs = agentAt === DEAD ? standby : spot(DEAD);
  return {
    ...ACTIVE,
    callId: `call-${index}`,
    customer: { ...customer, subjectId: `customer-${index}`, standby },
    agent: { ...agent, ...spot(agentAt), nearRegion: agentAt.slice(0, 2), standby: theirs },
  };
}

/** One instance of the control plane with its calls. */
class Instance {
  readonly rig = new OwnerRig({ nodes: NODES, crowd: CROWD });
  readonly owners: CallOwner[] = [];
  /** When calls came to nodes that they were not at before, in ms since the death. */
  readonly came = new Map<string, number[]>();
  readonly #before = new Map<string, ReadonlySet<string>>();

  async take(call: LiveCall): Promise<void> {
    this.owners.push(await this.rig.own(call));
    this.#before.set(call.callId, new Set(nodesOf(call)));
  }

  die(): void {
    this.rig.conditions.set(DEAD, 'dead');
    this.rig.deadNodes.add(DEAD);
    for (const owner of this.owners) owner.nodeDied(DEAD, 'node-disconnected');
  }

  async step(atMs: number): Promise<void> {
    await Promise.all(this.owners.map((owner) => owner.settled()));
    await this.rig.settle();
    for (const { state } of this.owners) {
      const before = this.#before.get(state.callId);
      for (const nodeId of nodesOf(state)) {
        if (before?.has(nodeId) !== true) this.came.set(nodeId, [...(this.came.get(nodeId) ?? []), atMs]);
      }
      this.#before.set(state.callId, new Set([...(before ?? []), ...nodesOf(state)]));
    }
    this.rig.clock.advance(STEP_MS);
  }
}

for (const count of [1, 2]) {
  test(`[CTL71] a thousand calls of a dead node with ${count === 1 ? 'one owner' : 'two owners'} go on, and no node gets more at once than each owner may give it`, async () => {
    const instances = Array.from({ length: count }, () => new Instance());
    for (let index = 0; index < CALLS; index += 1) await instances[index % count]?.take(callNumber(index));
    for (const instance of instances) instance.die();
    for (let atMs = 0; atMs <= FOR_MS; atMs += STEP_MS) {
      for (const instance of instances) await instance.step(atMs);
    }
    for (const { owners, came } of instances) {
      for (const { state } of owners) {
        const legs = legsOf(state);
        assert.equal(legs.length, 2, `${state.callId} is ${state.stage}`);
        for (const { role, nodeId, standby } of legs) {
          assert.notEqual(nodeId, DEAD, `${role} of ${state.callId}`);
          assert.ok(standby !== undefined && standby.nodeId !== DEAD, `${role} of ${state.callId}`);
          assert.notEqual(standby.nodeId, nodeId, `${role} of ${state.callId}`);
        }
      }
      for (const [nodeId, times] of came) {
        for (const atMs of times) {
          const together = times.filter((other) => other >= atMs && other < atMs + WINDOW_MS).length;
          assert.ok(together <= MOST, `${nodeId}: ${together} from ${atMs} ms on`);
        }
      }
      const each = ['eu-2', 'eu-3', 'eu-4'].map((nodeId) => came.get(nodeId)?.length ?? 0);
      assert.ok(Math.max(...each) - Math.min(...each) <= MOST, `not spread: ${each.join()}`);
    }
  });
}
