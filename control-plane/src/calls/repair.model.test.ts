import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRecord } from '@weft/proto';
import { next } from './call.ts';
import { recordJson, stateOf } from './record.ts';
import { decide, type NodeCondition, type Outlook, refuge, standbysFor } from './repair.ts';
import type { CallEvent, CallState, Leg, LegMove, LiveCall, Spot } from './state.ts';
import { legsOf } from './step.ts';
import { ACTIVE, QUEUED } from './testing/call-states.ts';
import { type Random, seededRandom } from './testing/random.ts';

const NODES = ['eu-1', 'eu-2', 'ap-1', 'ap-2'];
const regionOf = (nodeId: string): string => nodeId.slice(0, 2);

/** etcd's two keys of the call, with compare-and-set. */
class Store {
  json: string;
  revision = 1;
  ownerRevision = 1;
  epochs: number[] = [];
  readonly stored: CallState[];

  constructor(call: CallState) {
    this.json = recordJson(call);
    this.stored = [call];
  }

  write(call: CallState, hold: Hold): boolean {
    if (hold.revision !== this.revision || hold.ownerRevision !== this.ownerRevision) return false;
    this.json = recordJson(call);
    this.revision += 1;
    this.epochs.push(call.epoch);
    this.stored.push(call);
    return true;
  }

  get call(): CallState {
    const call = stateOf(CallRecord.fromJson(this.json), regionOf);
    assert.ok(call);
    return call;
  }
}

interface Hold {
  readonly revision: number;
  readonly ownerRevision: number;
}

/** What is so. */
interface World {
  readonly alive: Set<string>;
  readonly draining: Set<string>;
  /** Nodes that the cluster cannot reach, and what epoch of the call each was last told. Their clients hear them. */
  readonly cut: Map<string, number>;
  readonly store: Store;
  readonly random: Random;
}

/** One instance: what it believes, and the call while it thinks that it owns it. */
class Instance {
  call: LiveCall | undefined;
  hold: Hold | undefined;
  /** Nodes it takes for dead, rightly or not. */
  readonly suspects = new Set<string>();
  readonly #world: World;
  #lastMoves: readonly LegMove[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes the call over from whoever has it. */
  adopt(): void {
    const { store } = this.#world;
    const { call } = store;
    if (call.stage === 'ended') return;
    store.ownerRevision += 1;
    this.hold = { revision: store.revision, ownerRevision: store.ownerRevision };
    this.call = call;
  }

  /** Dies: what it knew is gone. */
  die(): void {
    this.call = undefined;
    this.hold = undefined;
  }

  get outlook(): Outlook {
    const { draining, random, cut, alive } = this.#world;
    return {
      conditionOf: (nodeId): NodeCondition =>
        this.suspects.has(nodeId) ? 'dead' : draining.has(nodeId) ? 'draining' : 'usable',
      avoided: () => false,
      keeps: ({ nodeId }) =>
        alive.has(nodeId) && (cut.has(nodeId) ? cut.get(nodeId) === this.call?.epoch : random.chance(0.5)),
      causeOf: () => 'node-silent-to-cluster',
      hostOf: (nodeId) => nodeId,
      mayLeave: () => random.chance(0.5),
    };
  }

  /** Does what is to be done; true when something was. */
  mend(mesh = this.outlook): boolean {
    const { call } = this;
    if (call === undefined) return false;
    const { moves, homeless } = decide(call, mesh);
    const anew = homeless.flatMap((leg): readonly LegMove[] => {
      const placed = this.#placed(leg, mesh);
      const to = refuge(call, leg, mesh);
      if (placed.length > 0 || to === undefined) return placed;
      const { participantId, nodeId: fromNodeId } = leg;
      return [{ participantId, fromNodeId, to, cause: 'node-disconnected' }];
    });
    if (homeless.length > 0 && anew.length === 0 && !NODES.some((id) => mesh.conditionOf(id) !== 'dead')) {
      return this.take({ name: 'failed', cause: 'mesh-stopped', atMs: 1 });
    }
    const moved = this.#move(call, [...moves, ...anew], mesh);
    return this.#standBy(mesh) || moved;
  }

  /** A client's own move, told by the node. */
  promoted(participantId: string): void {
    const { call } = this;
    const leg =
      call === undefined ? undefined : legsOf(call).find((one) => one.participantId === participantId);
    if (call === undefined || leg?.standby === undefined) return;
    const move: LegMove = {
      ...{ participantId, fromNodeId: leg.nodeId, to: leg.standby },
      cause: 'node-silent-to-client',
    };
    this.#move(call, [move], this.outlook);
  }

  /** The word of an earlier move arrives once more, late: whoever is elsewhere by now stays there. */
  hearAgain(): void {
    const { call } = this;
    if (call === undefined) return;
    const moves = this.#lastMoves.filter(({ participantId, fromNodeId }) =>
      legsOf(call).some((leg) => leg.participantId === participantId && leg.nodeId !== fromNodeId),
    );
    const changed = this.take({ name: 'moved', moves, standbys: new Map(), atMs: 1 });
    assert.equal(changed, false, 'the same move twice');
  }

  /** True when the state changed and was stored. An instance that lost the call finds out and stops. */
  take(event: CallEvent): boolean {
    const { call, hold } = this;
    if (call === undefined || hold === undefined) return false;
    const step = next(call, event);
    if (!step.ok || step.state === call) return false;
    const { store } = this.#world;
    const owns = hold.ownerRevision === store.ownerRevision;
    const written = store.write(step.state, hold);
    assert.equal(written, owns, 'who owns the call can write, nobody else');
    if (!written) {
      this.die();
      return false;
    }
    this.hold = { ...hold, revision: store.revision };
    this.call = step.state.stage === 'ended' ? undefined : step.state;
    return true;
  }

  #move(call: LiveCall, moves: readonly LegMove[], mesh: Outlook): boolean {
    if (moves.length === 0) return false;
    const after = legsOf(call).map((leg): Leg => {
      const to = moves.find(({ participantId }) => participantId === leg.participantId)?.to;
      return to === undefined ? leg : { ...leg, ...to, standby: undefined };
    });
    const { standbys } = standbysFor(call, after, mesh);
    this.#lastMoves = moves;
    return this.take({ name: 'moved', moves, standbys, atMs: 1 });
  }

  #standBy(mesh: Outlook): boolean {
    const { call } = this;
    if (call === undefined) return false;
    const { standbys, wanting } = standbysFor(call, legsOf(call), mesh);
    const chosen = new Map<string, Spot | undefined>(standbys);
    for (const leg of wanting) {
      const [move] = this.#placed(leg, mesh);
      if (move !== undefined) chosen.set(leg.participantId, move.to);
    }
    return chosen.size > 0 && this.take({ name: 'stood-by', standbys: chosen });
  }

  #placed(leg: Leg, mesh: Outlook): readonly LegMove[] {
    const nodeId = NODES.find((id) => id !== leg.nodeId && mesh.conditionOf(id) === 'usable');
    if (nodeId === undefined) return [];
    const { participantId, nodeId: fromNodeId } = leg;
    return [
      { participantId, fromNodeId, to: { nodeId, region: regionOf(nodeId) }, cause: 'node-disconnected' },
    ];
  }
}

/** The nodes that live and can be told things. */
const reachable = ({ alive, cut }: World): readonly string[] => [...alive].filter((node) => !cut.has(node));

function randomStep(world: World, instances: readonly Instance[]): string {
  const { alive, draining, cut, random, store } = world;
  const instance = random.pick(instances);
  const node = random.pick(NODES);
  const steps: readonly (readonly [string, () => void])[] = [
    [`${node} dies`, () => (cut.has(node) || reachable(world).length > 1) && alive.delete(node)],
    [`${node} is back`, () => alive.add(node)],
    [
      `${node} is cut off`,
      () => reachable(world).length > 1 && !cut.has(node) && cut.set(node, store.call.epoch),
    ],
    [`${node} is joined again`, () => cut.delete(node)],
    [`${node} is suspected`, () => instance.suspects.add(node)],
    [`${node} is trusted`, () => reachable(world).includes(node) && instance.suspects.delete(node)],
    [`${node} is drained`, () => draining.size < NODES.length - 2 && draining.add(node)],
    [`${node} is taken back`, () => draining.delete(node)],
    ['an owner looks', () => instance.mend()],
    ['an owner looks again', () => instance.mend()],
    ['a client moves', () => instance.promoted(random.pick(legsOf(store.call)).participantId)],
    ['a word comes twice', () => instance.hearAgain()],
    ['an instance dies', () => instance.die()],
    ['an instance takes over', () => instance.adopt()],
  ];
  const [name, run] = random.pick(steps);
  run();
  return name;
}

/** What must hold at every moment. */
function check(world: World, why: string): void {
  const { store } = world;
  const { call } = store;
  assert.deepEqual(
    store.epochs,
    store.epochs.toSorted((a, b) => a - b),
    `${why}: the epoch fell`,
  );
  for (const [i, now] of store.stored.entries()) {
    const before = store.stored[i - 1];
    if (before === undefined) continue;
    const went = legsOf(now).some((leg, at) => leg.nodeId !== legsOf(before)[at]?.nodeId);
    assert.equal(now.epoch - before.epoch, went ? 1 : 0, `${why}: an epoch for each move, and none without`);
  }
  const legs = legsOf(call);
  assert.equal(new Set(legs.map(({ participantId }) => participantId)).size, legs.length, why);
  for (const { nodeId, standby } of legs) {
    assert.ok(NODES.includes(nodeId), `${why}: a participant has no home`);
    assert.notEqual(standby?.nodeId, nodeId, `${why}: a standby that is the home`);
  }
  assert.ok(call.moves.length <= 20, why);
  for (const move of call.moves) assert.ok(move.epoch !== undefined && move.epoch <= call.epoch, why);
}

/** Everything is known to everybody, and one instance acts until nothing is left to do. */
function settle(world: World, instances: readonly Instance[], why: string): void {
  const [instance] = instances;
  assert.ok(instance);
  instance.adopt();
  instance.suspects.clear();
  for (const node of NODES) if (!reachable(world).includes(node)) instance.suspects.add(node);
  const patient = { ...instance.outlook, mayLeave: () => true };
  let turns = 0;
  while (instance.mend(patient)) {
    turns += 1;
    assert.ok(turns < 20, `${why}: it never settles`);
  }
  const { call } = world.store;
  assert.notEqual(call.stage, 'ended', `${why}: lost, though ${[...world.alive].join()} lived`);
  const usable = reachable(world).filter((node) => !world.draining.has(node));
  for (const { nodeId, standby } of legsOf(call)) {
    // Draining nodes take no rooms: where only such live, who has no room anywhere waits.
    if (usable.length > 0) assert.ok(world.alive.has(nodeId), `${why}: at home on a dead node`);
    const kept = world.cut.get(nodeId);
    if (usable.length > 0 && kept !== undefined)
      assert.equal(kept, call.epoch, `${why}: at a node of the past`);
    if (standby !== undefined) assert.ok(usable.includes(standby.nodeId), `${why}: a standby that is none`);
    if (usable.length < 2) continue;
    assert.ok(usable.includes(nodeId) || kept !== undefined, `${why}: still at a drained node`);
    assert.notEqual(standby, undefined, `${why}: no standby`);
  }
}

test('[CTL66][CTL75] a node that is cut off and comes back keeps its legs, and no epoch is raised for it', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seededRandom(seed);
    const store = new Store(ACTIVE);
    const world: World = { alive: new Set(NODES), draining: new Set(), cut: new Map(), store, random };
    const instances = [new Instance(world), new Instance(world)];
    settle(world, instances, `seed ${seed}`);
    const before = legsOf(store.call).map(({ nodeId }) => nodeId);
    for (let turn = 0; turn < 30; turn += 1) {
      const node = random.pick(NODES);
      const instance = random.pick(instances);
      if (random.chance(0.3) && world.cut.size < 2) world.cut.set(node, store.call.epoch);
      else if (random.chance(0.3)) world.cut.delete(node);
      for (const one of NODES) if (world.cut.has(one)) instance.suspects.add(one);
      for (const one of reachable(world)) instance.suspects.delete(one);
      if (random.chance(0.5)) instance.adopt();
      instance.mend();
      check(world, `seed ${seed}`);
    }
    settle(world, instances, `seed ${seed}`);
    const after = legsOf(store.call);
    assert.deepEqual([after.map(({ nodeId }) => nodeId), store.call.epoch], [before, 1], `seed ${seed}`);
  }
});

test('[CTL66] deaths, false alarms, cuts, heals, drains, clients’ moves and owners’ deaths in any order lose no call', () => {
  for (let seed = 1; seed <= 1_500; seed += 1) {
    const random = seededRandom(seed);
    const store = new Store(random.chance(0.7) ? ACTIVE : QUEUED);
    const world: World = { alive: new Set(NODES), draining: new Set(), cut: new Map(), store, random };
    const instances = [new Instance(world), new Instance(world)];
    instances[0]?.adopt();
    const told: string[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      // Nobody but the end of all nodes ends a call, and here one always lives: an instance that suspects all of them is mistaken.
      for (const instance of instances) {
        if (NODES.every((node) => instance.suspects.has(node))) instance.suspects.delete(random.pick(NODES));
      }
      told.push(randomStep(world, instances));
      const why = `seed ${seed} after "${told.slice(-4).join('", "')}"`;
      check(world, why);
      if (random.chance(0.1)) settle(world, instances, why);
    }
    settle(world, instances, `seed ${seed}`);
    check(world, `seed ${seed}`);
  }
});
