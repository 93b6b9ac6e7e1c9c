import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlPush, ManualClock, Mesh, SessionPush, subjects, WeftError } from '@weft/proto';
import { PushCount } from '../calls/push-count.ts';
import { Sessions } from '../calls/sessions.ts';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import type { MeshQueries } from '../ports.ts';
import { MeshWatches } from './watches.ts';

function rig() {
  const clock = new ManualClock();
  const bus = new PaperBus();
  const shown = { mesh: Mesh.create({}) };
  const mesh: MeshQueries = {
    mesh: () => ({ ...shown.mesh, atMs: clock.now() }),
    calls: () => [],
    conversationOf: () => '',
    nodes: () => [],
    edges: () => [],
    drain: () => Promise.resolve(),
  };
  const watches = new MeshWatches({
    mesh,
    sessions: new Sessions(bus, new PushCount('me', clock.now())),
    clock,
  });
  const show = (rooms: number): void => {
    shown.mesh = Mesh.create({ nodes: [{ nodeId: 'eu-1', load: { rooms } }] });
  };
  const pushes = (): readonly string[] =>
    bus.published.map(({ subject, data }) => {
      const { source, coalesceKey } = SessionPush.decode(data);
      const body = source?.case === 'control' ? ControlPush.decode(source.value).body : undefined;
      const rooms = body?.case === 'mesh' ? body.value.nodes[0]?.load?.rooms : undefined;
      return `${subject} ${coalesceKey} ${rooms ?? '-'}`;
    });
  return { clock, watches, show, pushes };
}

test('[CTL42] a watch is told of changes, at most once a second, and of nothing else', () => {
  const { clock, watches, show, pushes } = rig();
  show(1);
  assert.equal(watches.on('s1').nodes[0]?.load?.rooms, 1);
  clock.advance(5_000);
  assert.deepEqual(pushes(), [], 'what the answer said is no change');
  show(2);
  clock.advance(400);
  show(3);
  clock.advance(5_000);
  assert.deepEqual(pushes(), [`${subjects.session('s1')} mesh 3`]);
});

test('[CTL42] a watch that is not asked for again ends after a minute, and then nothing runs', () => {
  const { clock, watches, show, pushes } = rig();
  watches.on('s1');
  clock.advance(59_000);
  watches.on('s1');
  clock.advance(59_000);
  show(7);
  clock.advance(1_000);
  assert.equal(pushes().length, 0, 'it ends before the push of that second');
  assert.equal(clock.pending, 0);
});

test('[CTL42] a watch that is taken back is told nothing more', () => {
  const { clock, watches, show, pushes } = rig();
  watches.on('s1');
  watches.on('s2');
  watches.off('s1');
  show(4);
  clock.advance(1_000);
  assert.deepEqual(pushes(), [`${subjects.session('s2')} mesh 4`]);
  watches.off('s2');
  assert.equal(clock.pending, 0);
});

test('[CTL42] watches are bounded', () => {
  const { watches } = rig();
  for (let index = 0; index < 200; index += 1) watches.on(`s${index}`);
  assert.throws(
    () => watches.on('one-more'),
    (error) => error instanceof WeftError && error.code === 'UNAVAILABLE',
  );
  watches.on('s0');
});
