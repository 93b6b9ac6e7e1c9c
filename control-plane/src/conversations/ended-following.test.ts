import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Conversation,
  countedIds,
  ManualClock,
  silentLog,
  TimelineEvent,
  type TimelineEventInit,
  type TimelineLog,
} from '@weft/proto';
import { until } from '@weft/proto/testing';
import { EndedFollowing } from './ended-following.ts';
import { MemoryTimelines } from './testing/memory-timelines.ts';

function rig(followed: Readonly<Record<string, readonly string[]>>) {
  const clock = new ManualClock();
  const store = new MemoryTimelines();
  for (const [conversationId, agentIds] of Object.entries(followed)) {
    const followers = agentIds.map((agentId) => ({ agentId }));
    store.headsById.set(conversationId, Conversation.create({ conversationId, state: 'closed', followers }));
  }
  const ended: string[] = [];
  const timeline = {
    append: (init: TimelineEventInit) => {
      const { conversationId, author, body } = TimelineEvent.create(init);
      assert.ok(body?.case === 'followed' && author?.kind === 'system');
      ended.push(`${conversationId} ${body.value.remove.join()}`);
      const head = store.headsById.get(conversationId);
      assert.ok(head);
      const followers = head.followers.filter(({ agentId }) => !body.value.remove.includes(agentId));
      store.headsById.set(conversationId, { ...head, followers });
      return Promise.resolve();
    },
  } as Pick<TimelineLog, 'append'> as TimelineLog;
  const people = new Map<string, { readonly role: 'agent' | 'operator'; readonly barred: boolean }>();
  let changed = (): void => undefined;
  const staff = {
    byId: () => undefined,
    all: () => [...people].map(([agentId, person]) => ({ agentId, ...person })),
    onChange: (listener: () => void) => {
      changed = listener;
      return { [Symbol.dispose]: () => undefined };
    },
  };
  const become = (agentId: string, role: 'agent' | 'operator', barred = false): void => {
    people.set(agentId, { role, barred });
    changed();
  };
  const start = () =>
    new EndedFollowing({ store, timeline, staff, clock, ids: countedIds(), log: silentLog });
  return { clock, store, ended, become, start };
}

test('who is shut out, or is no agent any more, follows nothing, whether it is over or not', async () => {
  const { ended, become, start } = rig({ a: ['anna', 'ben'], b: ['ben'], c: ['cleo'] });
  for (const agentId of ['ben', 'cleo']) become(agentId, 'agent');
  await using _ending = start();
  become('ben', 'agent', true);
  await until(() => ended.length === 2 || `${ended.length} ended`);
  become('cleo', 'operator');
  await until(() => ended.length === 3 || `${ended.length} ended`);
  become('dora', 'operator');
  // Nobody knows of Anna yet.
  assert.deepEqual(ended, ['a ben', 'b ben', 'c cleo']);
});

test('what an owner that died left undone is done by the next, however much it is, and when the store is back', async () => {
  const many = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [`c-${1_000 + i}`, ['ben']]));
  const { clock, store, ended, become, start } = rig(many);
  become('ben', 'agent', true);
  store.away = true;
  await using _ending = start();
  await new Promise((turn) => setImmediate(turn));
  store.away = false;
  clock.advance(60_000);
  await until(() => ended.length === 450 || `${ended.length} ended`);
  assert.equal(new Set(ended).size, 450);
});
