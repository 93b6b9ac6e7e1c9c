import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type MeshInit, type NodeState, WeftError } from '@weft/proto';
import { MeshOps } from './ops.ts';
import { Session } from './session.ts';
import { settle } from './testing/fake-ask.ts';
import { FakeApi, fakePage, grantOf } from './testing/fake-page.ts';

const meshOf = (state: NodeState = 'active'): MeshInit => ({
  atMs: 1,
  nodes: [{ nodeId: 'eu-1', region: 'eu', state }],
});

async function setUp() {
  const { clock, link, fake, parts } = fakePage({
    control: {
      watchMesh: () => ({ case: 'mesh', value: meshOf() }),
      drainNode: () => ({ case: 'accepted', value: {} }),
    },
  });
  const api = new FakeApi();
  api.grants = async () => grantOf({ role: 'operator', name: 'Operator' });
  const session = new Session(() => api.refresh(), api, clock, parts.log);
  const ops = new MeshOps({ link, ask: fake.ask, api, session, clock, log: parts.log });
  ops.open();
  await settle();
  link.ready();
  await settle();
  const state = () => {
    const now = ops.get().state;
    assert.ok(now.name === 'signed-in', `is ${now.name}`);
    return now;
  };
  return { clock, link, fake, ops, state };
}

describe("the operators' page", () => {
  it('watches the mesh and renews the watch every 20 seconds', async () => {
    const { clock, link, fake, state } = await setUp();
    assert.equal(state().mesh?.nodes[0]?.nodeId, 'eu-1');
    clock.advance(40_000);
    assert.equal(fake.asked.filter((name) => name === 'watchMesh').length, 3);
    link.push({ case: 'mesh', value: { ...meshOf(), atMs: 2 } });
    assert.equal(state().mesh?.atMs, 2);
  });

  it('says when what it shows is old', async () => {
    const { link, state } = await setUp();
    assert.equal(state().stale, false);
    link.become({ name: 'interrupted', sinceAtMs: 0, attempt: 1 });
    assert.equal(state().stale, true);
    assert.notEqual(state().mesh, undefined);
  });

  it('drains a node and shows it as asked until the mesh shows it', async () => {
    const { link, fake, ops, state } = await setUp();
    ops.drain('eu-1', true);
    assert.deepEqual(state().draining, ['eu-1']);
    await settle();
    assert.equal(fake.asked.at(-1), 'drainNode');
    link.push({ case: 'mesh', value: meshOf('draining') });
    assert.deepEqual(state().draining, []);
  });

  it('says why a drain was refused, and knows no other nodes', async () => {
    const { fake, ops, state } = await setUp();
    fake.answers.control.drainNode = () => Promise.reject(new WeftError('FORBIDDEN'));
    ops.drain('eu-1', true);
    ops.drain('eu-9', true);
    await settle();
    const { problem, draining } = state();
    assert.ok(problem?.name === 'fault' && problem.code === 'FORBIDDEN');
    assert.deepEqual(draining, []);
    assert.equal(fake.asked.filter((name) => name === 'drainNode').length, 1);
    ops.dismiss();
    assert.equal(state().problem, undefined);
  });

  it('says that the mesh cannot be seen until it can', async () => {
    const { clock, fake, state } = await setUp();
    const { watchMesh } = fake.answers.control;
    fake.answers.control.watchMesh = () => Promise.reject(new WeftError('TIMEOUT'));
    clock.advance(20_000);
    await settle();
    assert.equal(state().problem?.name, 'fault');
    Object.assign(fake.answers.control, { watchMesh });
    clock.advance(20_000);
    await settle();
    assert.equal(state().problem, undefined);
  });

  it('stops watching when the operator signs out', async () => {
    const { clock, fake, ops } = await setUp();
    ops.signOut();
    const asked = fake.asked.length;
    clock.advance(60_000);
    assert.equal(fake.asked.length, asked);
    assert.equal(ops.get().state.name, 'signed-out');
  });
});
