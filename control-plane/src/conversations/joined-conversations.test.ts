import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type ConversationInit, type Item, TimelineEvent } from '@weft/proto';
import { refOf } from './apply.ts';
import { applyAll } from './batch.ts';
import { continuedMark, joinedMark } from './joined-conversations.ts';
import { survivorOf } from './survivor.ts';
import { SYSTEM } from './testing/events.ts';

type Body = NonNullable<TimelineEvent['body']>;

const aHead = (conversationId: string, more: ConversationInit = {}): Conversation =>
  Conversation.create({
    ...{ conversationId, contactId: conversationId, state: 'waiting', channel: 'chat', queueId: 'default' },
    ...{ revision: 5, lastSeq: 3, openedAtMs: 1_000, changedAtMs: 2_000, ...more },
  });

/** Conversations to which events happen, wherever these send them. */
class World {
  readonly heads = new Map<string, Conversation>();
  readonly items: Item[] = [];
  #atMs = 10_000;
  #events = 0;

  constructor(...heads: readonly Conversation[]) {
    for (const head of heads) this.heads.set(head.conversationId, head);
  }

  head(conversationId: string): Conversation {
    const head = this.heads.get(conversationId);
    assert.ok(head);
    return head;
  }

  do(conversationId: string, body: Body, author: TimelineEvent['author'] = undefined): void {
    this.#events += 1;
    this.#atMs += 1_000;
    const eventId = `event-${this.#events}`;
    const by = author ?? TimelineEvent.create({ author: SYSTEM }).author;
    this.apply(TimelineEvent.create({ eventId, conversationId, atMs: this.#atMs, author: by, body }));
  }

  apply(event: TimelineEvent): void {
    const ref = refOf(event);
    assert.ok(ref === undefined || 'clientId' in ref || 'seq' in ref);
    const { changes, forwards, outcomes } = applyAll([event], this.heads, this.items);
    assert.equal(outcomes[0]?.code, undefined);
    for (const { head, items } of changes) {
      this.heads.set(head.conversationId, head);
      for (const item of items) {
        const at = this.items.findIndex(
          (one) => one.conversationId === item.conversationId && one.seq === item.seq,
        );
        if (at === -1) this.items.push(item);
        else this.items[at] = item;
      }
    }
    for (const forward of forwards) this.apply(forward);
  }

  told(conversationId: string): readonly string[] {
    return this.items
      .filter((item) => item.conversationId === conversationId)
      .flatMap(({ body }) =>
        body?.case === 'event' ? [body.value.kind] : body?.case === 'text' ? [body.value] : [],
      );
  }
}

const continued = (intoId: string): Body => ({
  case: 'continued',
  value: { joinId: 'j', intoId, sinceMs: 1_500, messages: 2 },
});
const parted: Body = { case: 'parted', value: { joinId: 'j', fromId: '', priority: 0 } };
const writes = (clientId: string): Body =>
  TimelineEvent.create({
    body: { case: 'itemPosted', value: { clientId, body: { case: 'text', value: clientId } } },
  }).body as Body;
const SPAM = { state: 'closed', blockedAtMs: 700 } as const;
const BEN = { kind: 'agent', id: 'ben', displayName: 'Ben' } as const;
const CUSTOMER = { kind: 'customer', id: 'contact-1', displayName: 'Li' } as const;

test('what one had is the other one’s, and is each one’s own again when they are parted', () => {
  const chat = aHead('chat', {
    state: 'assigned',
    agentId: 'ben',
    agentName: 'Ben',
    tags: ['vip'],
    priority: 10,
  });
  const sms = aHead('sms', {
    ...{
      channel: 'sms',
      tags: ['refund', 'vip'],
      priority: 50,
      unread: 2,
      waitingSinceMs: 1_500,
      dueAtMs: 9_000,
    },
    ...{ preview: 'where?', previewAuthor: 'customer', changedAtMs: 3_000 },
  });
  const world = new World(chat, sms);
  world.do('sms', continued('chat'));
  assert.deepEqual(
    [world.head('sms').state, world.head('sms').continuedIn, world.head('sms').waitingSinceMs],
    ['closed', 'chat', 0],
  );
  const now = world.head('chat');
  assert.deepEqual(
    [now.state, now.agentId, now.tags, now.priority],
    ['assigned', 'ben', ['vip', 'refund'], 50],
  );
  assert.deepEqual([now.unread, now.waitingSinceMs, now.dueAtMs], [2, 1_500, 9_000]);
  assert.deepEqual([now.preview, now.channel], ['where?', 'sms']);
  assert.deepEqual(world.told('chat'), ['conversation-joined']);
  world.do('sms', writes('more'), CUSTOMER);
  assert.deepEqual([world.told('chat'), world.told('sms')], [['conversation-joined', 'more'], ['continued']]);

  world.do('sms', parted);
  const { revision, lastSeq, changedAtMs, ...back } = world.head('sms');
  const { revision: _r, lastSeq: _l, changedAtMs: _c, ...was } = sms;
  assert.deepEqual(back, was);
  assert.ok(revision > sms.revision && lastSeq > sms.lastSeq && changedAtMs > sms.changedAtMs);
  assert.deepEqual([world.head('chat').tags, world.head('chat').priority], [['vip'], 10]);
  assert.deepEqual(world.told('chat'), ['conversation-joined', 'more', 'conversation-parted']);
  const before = world.head('chat').revision;
  world.do('sms', parted);
  assert.equal(world.head('chat').revision, before, 'once');
});

test('who followed one follows the other one until they are parted, and has to read what they had', () => {
  const follower = (agentId: string, readSeq: number, unread: number) => ({
    ...{ agentId, agentName: agentId, readSeq, unread },
  });
  const theirs = [follower('anna', 3, 1), follower('ben', 2, 2), follower('cleo', 3, 0)];
  const world = new World(
    aHead('chat', { followers: [follower('anna', 3, 0)] }),
    aHead('sms', { followers: theirs }),
  );
  world.do('sms', continued('chat'));
  const ids = () => world.head('chat').followers.map(({ agentId, unread }) => `${agentId} ${unread}`);
  assert.deepEqual(ids(), ['anna 0', 'ben 2', 'cleo 0']);
  // Wherever it stands, it is read with whatever comes first.
  const readSeq = world.head('chat').lastSeq;
  world.do('chat', { case: 'seenMarked', value: { deliveredSeq: readSeq, readSeq } }, BEN);
  assert.deepEqual(ids(), ['anna 0', 'ben 0', 'cleo 0']);
  world.do('chat', { case: 'followed', value: { add: [], remove: ['cleo'] } }, BEN);
  world.do('sms', parted);
  assert.deepEqual(ids(), ['anna 0']);
  assert.deepEqual(world.head('sms').followers, theirs);
});

test('what fields of one say the other says where it said nothing, until they are parted', () => {
  const said = (...pairs: readonly (readonly [key: string, value: string])[]) =>
    pairs.map(([key, value]) => ({ key, value }));
  const sms = said(['device', 'phone'], ['plan', 'gold'], ['place', 'hall']);
  const world = new World(aHead('chat', { fields: said(['device', 'lamp']) }), aHead('sms', { fields: sms }));
  world.do('sms', continued('chat'));
  assert.deepEqual(world.head('chat').fields, said(['device', 'lamp'], ['plan', 'gold'], ['place', 'hall']));
  world.do('chat', { case: 'fieldSet', value: { key: 'place', value: 'attic', seen: 'hall' } });
  world.do('sms', parted);
  assert.deepEqual(world.head('chat').fields, said(['device', 'lamp'], ['place', 'attic']));
  assert.deepEqual(world.head('sms').fields, sms);
});

test('a join that is told twice is one', () => {
  const world = new World(aHead('chat'), aHead('sms', { unread: 1 }));
  world.do('sms', continued('chat'));
  world.do('sms', continued('chat'));
  assert.equal(world.head('chat').unread, 1);
  const [mark] = world.items.filter(({ clientId }) => clientId === joinedMark('j'));
  assert.equal(mark?.conversationId, 'chat');
  assert.ok(world.items.some(({ clientId }) => clientId === continuedMark('j')));
});

test('what nobody has is whose the other was, and what was closed meanwhile is open again', () => {
  const ben = { state: 'assigned', agentId: 'ben', agentName: 'Ben' } as const;
  const world = new World(aHead('chat', { state: 'closed', closedAtMs: 5 }), aHead('sms', ben));
  world.do('sms', continued('chat'));
  assert.deepEqual(
    [world.head('chat').state, world.head('chat').agentId, world.head('chat').closedAtMs],
    ['assigned', 'ben', 0],
  );
});

test('one that is set aside is woken by a customer who waits in the other, and by no other', () => {
  const asleep = { state: 'snoozed', agentId: 'ben', snoozedAtMs: 1, snoozedUntilMs: 99_000 } as const;
  const woken = new World(aHead('chat', asleep), aHead('sms', { waitingSinceMs: 1_500 }));
  woken.do('sms', continued('chat'));
  assert.deepEqual([woken.head('chat').state, woken.head('chat').agentId], ['assigned', 'ben']);
  const asIs = new World(aHead('chat', asleep), aHead('sms'));
  asIs.do('sms', continued('chat'));
  assert.equal(asIs.head('chat').state, 'snoozed');
});

test('what is sent again that is there already is not said in the other once more', () => {
  const world = new World(aHead('chat'), aHead('sms'));
  world.do('sms', writes('hello'), CUSTOMER);
  world.do('sms', continued('chat'));
  world.do('sms', writes('hello'), CUSTOMER);
  assert.deepEqual(world.told('chat'), ['conversation-joined']);
});

test('a call that began in the one is told in both, and goes on in the other', () => {
  const noted = (endedAtMs: number): Body =>
    TimelineEvent.create({
      body: { case: 'callNoted', value: { call: { callId: 'call-1', kind: 'voice', endedAtMs } } },
    }).body as Body;
  const world = new World(aHead('chat'), aHead('sms'));
  world.do('sms', noted(0));
  world.do('sms', continued('chat'));
  assert.deepEqual([world.head('sms').callId, world.head('chat').callId], ['', 'call-1']);
  world.do('sms', noted(20_000));
  assert.deepEqual([world.head('sms').state, world.head('chat').callId], ['closed', '']);
  const ended = world.items.flatMap(({ conversationId, body }) =>
    body?.case === 'call' && body.value.endedAtMs === 20_000 ? [conversationId] : [],
  );
  assert.deepEqual(ended.sort(), ['chat', 'sms']);
});

test('what is said goes on through several conversations', () => {
  const world = new World(aHead('a'), aHead('b'), aHead('c'));
  world.do('a', continued('b'));
  world.do('b', { case: 'continued', value: { joinId: 'k', intoId: 'c', sinceMs: 1, messages: 0 } });
  world.do('a', writes('far'), CUSTOMER);
  assert.deepEqual(world.told('c'), ['conversation-joined', 'far']);
});

test('a live call goes on, else what an agent is at, else the oldest', () => {
  const call = aHead('call', { callId: 'call-1', openedAtMs: 9_000 });
  const agents = aHead('agents', { state: 'assigned', agentId: 'ben', openedAtMs: 8_000 });
  const asleep = aHead('asleep', { state: 'snoozed', agentId: 'ben', openedAtMs: 7_000 });
  const old = aHead('old', { openedAtMs: 1 });
  const young = aHead('young');
  const chosen = (...open: readonly Conversation[]) => survivorOf(open)?.survivor.conversationId;
  assert.equal(chosen(young, old, asleep, agents, call), 'call');
  assert.equal(chosen(young, old, asleep, agents), 'agents');
  assert.equal(chosen(young, old, asleep), 'asleep');
  assert.equal(chosen(young, old), 'old');
  assert.equal(chosen(old), undefined);
  const other = aHead('other', { callId: 'call-2' });
  assert.equal(survivorOf([call, other]), undefined, 'two live calls stay two');
  assert.deepEqual(
    survivorOf([call, other, old])?.others.map(({ conversationId }) => conversationId),
    ['old'],
  );
});

test('who was blocked in one is blocked in the other, and heard again there when the two are parted', () => {
  const world = new World(aHead('chat', { agentId: 'anna', state: 'assigned' }), aHead('sms', { ...SPAM }));
  world.do('sms', continued('chat'));
  assert.deepEqual([world.head('chat').state, world.head('chat').blockedAtMs], ['assigned', 700]);
  world.do('sms', parted);
  assert.deepEqual([world.head('chat').blockedAtMs, world.head('sms').blockedAtMs], [0, 700]);
});

test('a block from before the two were joined outlives their parting', () => {
  const world = new World(aHead('chat', { state: 'closed', blockedAtMs: 600 }), aHead('sms', { ...SPAM }));
  world.do('sms', continued('chat'));
  world.do('sms', parted);
  assert.equal(world.head('chat').blockedAtMs, 600);
});
