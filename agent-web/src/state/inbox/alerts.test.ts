import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConversationChanged, type ConversationInit, type ItemInit } from '@weft/proto';
import { memoryStore } from '../storage.ts';
import type { DeskAlert } from '../types.ts';
import { AgentAlerts } from './alerts.ts';

/** Of Anna's desk, at which nobody looks. */
function setUp(openId?: string) {
  const chimes: string[] = [];
  const told: DeskAlert[] = [];
  const seen = { attentive: false };
  const alerts = new AgentAlerts({
    ...{ store: memoryStore(), agentId: () => 'anna', openId: () => openId },
    ...{ chime: (kind) => chimes.push(kind), attentive: () => seen.attentive },
  });
  alerts.set({ notifications: true });
  alerts.onAlert((alert) => told.push(alert));
  const happens = (head: ConversationInit, ...items: readonly ItemInit[]): void =>
    alerts.told(
      ConversationChanged.create({
        conversation: {
          ...{ conversationId: 'c-1', contactName: 'Kim', agentId: 'ben', preview: 'Hello', ...head },
        },
        items: [...items],
      }),
    );
  return { chimes, told, seen, happens };
}

const FOLLOWED = { followers: [{ agentId: 'anna', readSeq: 2 }] };
const writes = (seq: number, more: ItemInit = {}): ItemInit => ({
  ...{ seq, author: { kind: 'customer', id: 'kim' }, body: { case: 'text', value: 'Hello' }, ...more },
});
const notes = (seq: number, id: string, value: string): ItemInit => ({
  ...{ seq, note: true, author: { kind: 'agent', id, displayName: id.toUpperCase() } },
  body: { case: 'text', value },
});

test('what a customer writes in a conversation that the agent follows is news as in one of their own', () => {
  const { chimes, told, happens } = setUp();
  happens({}, writes(3));
  assert.deepEqual(chimes, []);
  happens(FOLLOWED, writes(3));
  assert.deepEqual(chimes, ['message']);
  const said = { from: 'Kim', note: false, preview: 'Hello' };
  assert.deepEqual(told, [{ name: 'message', conversationId: 'c-1', ...said }]);
});

test('a colleague’s note is news to who follows, with its words and its author, and to nobody else', () => {
  const { told, happens } = setUp();
  happens({ agentId: 'anna' }, notes(3, 'ben', 'look'));
  happens(FOLLOWED, notes(3, 'anna', 'mine'));
  assert.deepEqual(told, []);
  happens(FOLLOWED, notes(3, 'ben', 'x'.repeat(300)));
  const said = { from: 'BEN', note: true, preview: 'x'.repeat(200) };
  assert.deepEqual(told, [{ name: 'message', conversationId: 'c-1', ...said }]);
});

test('an agent’s answer, what was read, edited or deleted, and what a blocked customer writes are no news', () => {
  const { chimes, happens } = setUp();
  happens(FOLLOWED, { ...notes(3, 'ben', 'Hi'), note: false });
  happens(FOLLOWED, writes(2), notes(2, 'ben', 'read'));
  happens(FOLLOWED, writes(3, { editedAtMs: 9 }), writes(4, { deleted: true }));
  happens({ ...FOLLOWED, blockedAtMs: 7 }, writes(5));
  assert.deepEqual(chimes, []);
});

test('who looks at the conversation is told nothing, at another one they hear it', () => {
  const open = setUp('c-1');
  open.seen.attentive = true;
  open.happens(FOLLOWED, writes(3));
  open.happens({ ...FOLLOWED, conversationId: 'c-2' }, notes(3, 'ben', 'look'));
  assert.deepEqual([open.chimes, open.told], [['message'], []]);
});
