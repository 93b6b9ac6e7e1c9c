import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Beat, NodeRecord } from '@weft/proto';
import { type Heard, meshNodeOf, viewOf } from './node-view.ts';

const RECORD = NodeRecord.create({ nodeId: 'eu-1', region: 'eu', state: 'active', load: { cpu: 0.1 } });
const quiet: Heard = { seenAtMs: 1_000, beatAtMs: undefined, beat: undefined, expected: 0 };

test('[CTL5] a node that was just seen has a second to beat', () => {
  assert.equal(viewOf(RECORD, quiet, 2_000).condition, 'active');
  assert.equal(viewOf(RECORD, quiet, 2_001).condition, 'silent');
});

test('[CTL5] a node is silent a second after its last beat, and back with the next', () => {
  const beat = Beat.create({ nodeId: 'eu-1', state: 'active' });
  assert.equal(viewOf(RECORD, { ...quiet, beatAtMs: 5_000, beat }, 6_001).condition, 'silent');
  assert.equal(viewOf(RECORD, { ...quiet, beatAtMs: 6_050, beat }, 6_051).condition, 'active');
});

test('[CTL5] the state and load of the beats win over those of the record', () => {
  const beat = Beat.create({ state: 'draining', load: { cpu: 0.7 } });
  const view = viewOf(RECORD, { ...quiet, beatAtMs: 1_000, beat }, 1_100);
  assert.equal(view.condition, 'draining');
  assert.equal(view.load.cpu, 0.7);
  assert.equal(meshNodeOf(view).state, 'draining');
});

test('[CTL5] a silent node is shown as silent, not as draining', () => {
  const beat = Beat.create({ state: 'draining' });
  assert.equal(meshNodeOf(viewOf(RECORD, { ...quiet, beatAtMs: 0, beat }, 9_000)).state, 'silent');
});
