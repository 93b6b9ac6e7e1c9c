import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeskRecord, keys, ManualClock, silentLog } from '@weft/proto';
import { PaperDirectory } from '../calls/testing/paper-directory.ts';
import { DeskStore } from './desk-store.ts';
import type { AgentDesk } from './queue.ts';

const DESK: AgentDesk = {
  agentId: 'anna',
  displayName: 'Anna',
  region: 'ap',
  sessionId: 'session-a',
  reachable: true,
  presence: 'available',
  reason: 'chosen',
  pause: '',
  idleSinceMs: 0,
  wrapUpUntilMs: 0,
  work: { name: 'idle' },
};

function rig() {
  const clock = new ManualClock();
  const directory = new PaperDirectory();
  directory.put(keys.queueOwner('default'), '{}');
  const ownerRevision = directory.entries.get(keys.queueOwner('default'))?.revision ?? '';
  const found = { lost: 0 };
  const lost = (): void => {
    found.lost += 1;
  };
  const store = new DeskStore({ directory, clock, log: silentLog, queueId: 'default', ownerRevision, lost });
  const stored = (): string | undefined => {
    const entry = directory.entries.get(keys.desk('anna'));
    return entry === undefined ? undefined : DeskRecord.fromJson(entry.value).presence;
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { clock, directory, store, found, stored, settle };
}

test('[RT32] an owner whose key was replaced stores no desk, and is told so', async () => {
  const { directory, store, found, stored, settle } = rig();
  store.save(DESK);
  await settle();
  directory.put(keys.queueOwner('default'), '{"instanceId":"other"}');
  store.save({ ...DESK, presence: 'away' });
  await settle();
  assert.deepEqual([stored(), found.lost], ['available', 1]);
});

test('[RT30] of states that follow each other the last is stored, also when etcd was away', async () => {
  const { clock, directory, store, stored, settle } = rig();
  directory.mishaps.push('unavailable');
  store.save(DESK);
  store.save({ ...DESK, presence: 'busy' });
  await settle();
  assert.equal(stored(), undefined);
  store.save({ ...DESK, presence: 'away' });
  clock.advance(500);
  await settle();
  assert.equal(stored(), 'away');
  store.forget('anna');
  await settle();
  assert.equal(stored(), undefined);
  assert.equal(clock.pending, 0);
});

test('[RT30] a queue that is given up stores nothing more', async () => {
  const { directory, store, clock, stored, settle } = rig();
  directory.mishaps.push('unavailable');
  store.save(DESK);
  await settle();
  store.close();
  clock.advance(500);
  await settle();
  assert.equal(stored(), undefined);
});
