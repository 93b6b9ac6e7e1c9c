import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keys, OwnerRecord, silentLog } from '@weft/proto';
import { Adoption } from './adoption.ts';
import { LiveCalls } from './live-calls.ts';
import { recordJson } from './record.ts';
import type { CallState } from './state.ts';
import { CallTable } from './table.ts';
import { ACTIVE, ENDED, QUEUED } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

async function rig(maxOwned = 10) {
  const paper = new OwnerRig();
  const { directory, bus, context } = paper;
  const live = await LiveCalls.create({ directory, log: silentLog });
  const table = new CallTable({ context, bus, maxOwned });
  const found = { adopted: 0 };
  const start = (): Adoption =>
    new Adoption({
      context,
      live,
      table,
      adopted: () => {
        found.adopted += 1;
      },
    });
  const store = (call: CallState): void => directory.put(keys.call(call.callId), recordJson(call));
  return { paper, table, start, store, found };
}

const owned = (table: CallTable): readonly string[] => table.owners.map(({ state }) => state.callId).sort();

test('[CTL30] calls without an owner are adopted at the start and as they lose theirs', async () => {
  const { paper, table, start, store, found } = await rig();
  const other = OwnerRecord.toJson({ instanceId: 'other' });
  store(ACTIVE);
  store({ ...QUEUED, callId: 'call-2' });
  paper.directory.put(keys.callOwner('call-2'), other);
  start();
  await paper.settle();
  assert.deepEqual(owned(table), ['call-1']);
  paper.directory.entries.delete(keys.callOwner('call-2'));
  await paper.directory.transact([{ do: 'delete', key: keys.callOwner('call-2') }]);
  await paper.settle();
  assert.deepEqual(owned(table), ['call-1', 'call-2']);
  assert.equal(found.adopted, 2);
  assert.equal(paper.enqueued, 1, 'the waiting one is told to its queue');
});

test('[CTL30] an instance that is full adopts nothing more', async () => {
  const { paper, table, start, store } = await rig(1);
  store(ACTIVE);
  store({ ...QUEUED, callId: 'call-2' });
  start();
  await paper.settle();
  paper.clock.advance(2_000);
  await paper.settle();
  assert.equal(table.owners.length, 1);
});

test('[CTL30] however many calls lost their owner, all are adopted in one go', async () => {
  const { paper, table, start, store } = await rig(1_000);
  for (let index = 0; index < 200; index += 1) store({ ...ACTIVE, callId: `call-${index}` });
  start();
  for (let turn = 0; turn < 40; turn += 1) await paper.settle();
  assert.equal(table.owners.length, 200);
});

test('[CTL13] a call that another instance took is given up', async () => {
  const { paper, table, start, store } = await rig();
  store(ACTIVE);
  start();
  await paper.settle();
  paper.steal('call-1');
  await paper.settle();
  assert.deepEqual(owned(table), []);
});

test('[CTL21] the record of an ended call is deleted after a minute', async () => {
  const { paper, start, store } = await rig();
  store({ ...ENDED, endedAtMs: paper.clock.now() });
  start();
  paper.clock.advance(60_000);
  await paper.settle();
  assert.ok(paper.record('call-1'));
  paper.clock.advance(2_000);
  await paper.settle();
  assert.equal(paper.record('call-1'), undefined);
});

test('[CTL30] a record that makes no sense is left alone', async () => {
  const { paper, table, start, store } = await rig();
  paper.directory.put(keys.call('call-9'), '{"callId":"call-9","stage":"active"}');
  paper.directory.put(keys.call('call-8'), 'not json');
  store(ACTIVE);
  start();
  await paper.settle();
  assert.deepEqual(owned(table), ['call-1']);
  assert.equal(paper.directory.entries.has(keys.callOwner('call-9')), false);
});

test('[CTL30] a call that this instance is just making is not adopted as well, though its watch tells of it first', async () => {
  const { paper, table, start, store, found } = await rig();
  start();
  const making = table.listen('call-1');
  store(ACTIVE);
  paper.directory.put(keys.callOwner('call-1'), OwnerRecord.toJson({ instanceId: paper.context.instanceId }));
  await paper.settle();
  paper.clock.advance(2_000);
  await paper.settle();
  assert.equal(found.adopted, 0);
  // Made without an answer: then it is nobody's in this process, and is taken.
  making[Symbol.dispose]();
  paper.clock.advance(2_000);
  await paper.settle();
  assert.equal(found.adopted, 1);
  assert.deepEqual(owned(table), ['call-1']);
});
