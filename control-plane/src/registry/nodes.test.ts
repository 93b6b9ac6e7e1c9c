import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Beat, keys, ManualClock, NodeRecord, silentLog, subjects } from '@weft/proto';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import { PaperDirectory } from '../calls/testing/paper-directory.ts';
import { type NodeChange, Nodes } from './nodes.ts';

const BEAT_MS = 50;
const NAMES = ['eu-1', 'eu-2', 'ap-1'];

/** Three nodes on paper, all of which have been heard. */
async function mesh() {
  const clock = new ManualClock();
  const bus = new PaperBus();
  const directory = new PaperDirectory();
  const register = (nodeId: string, startedAtMs = 1): void =>
    directory.put(keys.node(nodeId), NodeRecord.toJson({ nodeId, region: nodeId.slice(0, 2), startedAtMs }));
  for (const nodeId of NAMES) register(nodeId);
  const nodes = await Nodes.create({ directory, bus, clock, log: silentLog, silenceFloorMs: 200 });
  const changes: NodeChange[] = [];
  nodes.onChange((change) => changes.push(change));
  let seq = 0;
  /** Time goes by, in which these beat. */
  const pass = (ms: number, beating: readonly string[]): void => {
    for (let passedMs = 0; passedMs < ms; passedMs += BEAT_MS) {
      for (let stepMs = 0; stepMs < BEAT_MS; stepMs += 10) clock.advance(10);
      seq += 1;
      for (const nodeId of beating)
        bus.publish(subjects.allBeats, Beat.encode({ nodeId, region: '', seq, state: 'active' }));
    }
  };
  const lapse = (nodeId: string): Promise<unknown> =>
    directory.transact([{ do: 'delete', key: keys.node(nodeId) }]);
  const told = (name: NodeChange['name']): readonly string[] =>
    changes.flatMap((change) => (change.name === name ? [change.record.nodeId] : []));
  pass(2_000, NAMES);
  changes.length = 0;
  return { nodes, changes, register, pass, lapse, told };
}

test('[CTL56] nodes that are all silent at once are not dead before their leases have ended, and pages are asked then', async () => {
  const { nodes, changes, pass, lapse, told } = await mesh();
  await using _ = nodes;
  pass(3_000, []);
  assert.deepEqual([changes, nodes.anyLeft], [[], true]);
  for (const nodeId of NAMES) await lapse(nodeId);
  assert.equal(nodes.anyLeft, true);
  pass(50, []);
  assert.deepEqual([told('silenced'), told('lost'), nodes.anyLeft], [NAMES, [], false]);
  for (const nodeId of NAMES) {
    assert.deepEqual([nodes.conditionOf(nodeId), nodes.surelyDead(nodeId)], ['dead', false]);
    assert.equal(nodes.causeOf(nodeId), 'node-silent-to-cluster');
  }
  for (let second = 0; second < 20; second += 1) {
    nodes.heardByPages('eu-1');
    pass(1_000, []);
  }
  assert.deepEqual(told('lost'), ['eu-2', 'ap-1'], 'who is heard is not lost');
  assert.equal(nodes.get('eu-1')?.condition, 'cut-off');
});

test('[CTL56] a lease that ends while the machine of a node is slow is no death of it', async () => {
  const { nodes, changes, register, pass, lapse } = await mesh();
  await using _ = nodes;
  pass(500, []);
  for (const nodeId of NAMES) await lapse(nodeId);
  assert.equal(nodes.conditionOf('eu-1'), 'unknown');
  pass(150, []);
  pass(500, NAMES);
  for (const nodeId of NAMES) register(nodeId);
  pass(500, NAMES);
  assert.deepEqual([changes, nodes.conditionOf('eu-1')], [[], 'usable']);
});

test('[CTL6][CTL55] the very process that was lost is known when it is registered again', async () => {
  for (const [startedAtMs, returned] of [
    [1, true],
    [2, false],
  ] as const) {
    const { nodes, changes, register, pass, lapse, told } = await mesh();
    await using _ = nodes;
    await lapse('eu-1');
    pass(10_000, ['eu-2', 'ap-1']);
    assert.deepEqual(told('lost'), ['eu-1']);
    register('eu-1', startedAtMs);
    const seen = changes.find((change) => change.name === 'seen');
    assert.equal(seen?.name === 'seen' && seen.returned, returned);
  }
});
