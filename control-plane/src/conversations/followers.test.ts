import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AuthorInit,
  type Conversation,
  followerIn,
  type Item,
  MAX_FOLLOWERS,
  type TimelineEvent,
  WeftError,
} from '@weft/proto';
import { apply } from './apply.ts';
import { headFor, itemsFor } from './customer-view.ts';
import { followersAmong, followersOf } from './followers.ts';
import { ANNA, answers, BEN, event, SYSTEM, says } from './testing/events.ts';

/** What events make of a conversation in which the customer has written. */
function after(...events: readonly TimelineEvent[]) {
  let head: Conversation | undefined;
  const items: Item[] = [];
  const outcomes = [says('hello'), ...events].map((one) => {
    const outcome = apply(head, one, undefined);
    if (outcome.is === 'changed') {
      head = outcome.head;
      items.push(...outcome.items);
    }
    return outcome.is === 'refused' ? outcome.code : outcome.is;
  });
  assert.ok(head);
  return { head, items, outcomes: outcomes.slice(1) };
}

const named = (agentId: string) => ({ agentId, agentName: agentId.toUpperCase() });
const followed = (by: AuthorInit, add: readonly string[], remove: readonly string[] = []) =>
  event(by, { case: 'followed', value: { add: add.map(named), remove: [...remove] } });
const note = (by: AuthorInit, text: string, ...mentions: readonly string[]) =>
  event(by, {
    case: 'itemPosted',
    value: {
      ...{ clientId: text, body: { case: 'text', value: text }, note: true },
      ...{ mentions: [...mentions], follow: mentions.map(named) },
    },
  });
const sees = (by: AuthorInit, readSeq: number) =>
  event(by, { case: 'seenMarked', value: { deliveredSeq: readSeq, readSeq } });
const ids = ({ followers }: Conversation): readonly string[] => followers.map(({ agentId }) => agentId);
const unread = (head: Conversation, agentId: string) => followerIn(head, agentId)?.unread;

test('agents follow and follow no more one by one, and none takes another’s back', () => {
  const { head, outcomes } = after(
    followed(ANNA, ['anna']),
    followed(BEN, ['ben']),
    followed(BEN, ['ben']),
    followed(ANNA, [], ['anna']),
    followed(ANNA, [], ['anna']),
  );
  assert.deepEqual(outcomes, ['changed', 'changed', 'same', 'changed', 'same']);
  assert.deepEqual(ids(head), ['ben']);
});

test('who follows by themselves is no line in the timeline; who is added or removed by a colleague is told of it', () => {
  const { head, items } = after(
    followed(ANNA, ['anna', 'cleo']),
    followed(BEN, [], ['cleo']),
    followed(ANNA, [], ['anna']),
    followed(SYSTEM, [], ['ben']),
  );
  const told = items.flatMap(({ body }) => (body?.case === 'event' ? [body.value] : []));
  assert.deepEqual(
    told.map(({ kind, subject, detail }) => [kind, subject, detail]),
    [
      ['followers-added', 'Anna', 'CLEO'],
      ['followers-removed', 'Ben', 'CLEO'],
    ],
  );
  assert.deepEqual(headFor('customer', { ...head, followers: [followerOf('anna')] }).followers, []);
  assert.deepEqual(
    itemsFor('customer', items).map(({ body }) => body?.case),
    ['text'],
  );
});

const followerOf = (agentId: string) => ({ ...named(agentId), readSeq: 0, unread: 0 });

test('a conversation keeps its place in lists, whoever follows it or reads as a follower', () => {
  const before = after().head;
  const { head } = after(followed(ANNA, ['anna', 'ben']), sees(ANNA, 1));
  assert.ok(head.revision > before.revision);
  assert.equal(head.changedAtMs - head.openedAtMs, before.changedAtMs - before.openedAtMs);
});

test('no more than twenty follow one conversation, and whoever is mentioned beyond is mentioned all the same', () => {
  const many = Array.from({ length: MAX_FOLLOWERS }, (_, i) => `agent-${i}`);
  const { head, items, outcomes } = after(
    followed(ANNA, many),
    followed(BEN, ['ben']),
    note(ANNA, 'look', 'ben'),
    followed(BEN, ['ben'], ['agent-3']),
  );
  assert.deepEqual(outcomes, ['changed', 'NOT_AVAILABLE', 'changed', 'changed']);
  assert.equal(head.followers.length, MAX_FOLLOWERS);
  assert.equal(ids(head).at(-1), 'ben');
  assert.deepEqual(items.find((item) => item.note)?.mentions, ['ben']);
});

test('a follower has the customer’s words and colleagues’ notes to read, and no answers, nor what they wrote', () => {
  const { head } = after(
    followed(ANNA, ['anna', 'ben']),
    says('where is it?'),
    note(BEN, 'in the hall'),
    answers(ANNA, 'in the hall'),
    note(ANNA, 'they know'),
  );
  // What she wrote herself she has read up to there; her note is news to him.
  assert.equal(unread(head, 'anna'), 0);
  assert.equal(unread(head, 'ben'), 1);
});

test('each follower reads for themselves, beside the agent whose it is', () => {
  const { head } = after(
    answers(ANNA, 'hi'),
    followed(BEN, ['ben', 'anna']),
    says('one'),
    says('two'),
    note(BEN, 'see order 7'),
  );
  assert.deepEqual([head.unread, unread(head, 'ben'), unread(head, 'anna')], [2, 0, 3]);
  const seen = apply(head, sees(ANNA, head.lastSeq), undefined);
  assert.ok(seen.is === 'changed');
  assert.deepEqual([seen.head.unread, unread(seen.head, 'anna')], [0, 0]);
  assert.equal(apply(seen.head, sees(ANNA, 2), undefined).is, 'same');
  assert.equal(apply(seen.head, sees({ ...ANNA, id: 'cleo' }, 9), undefined).is, 'same');
});

test('who is mentioned in a note follows from it on, and again with the next mention after they left', () => {
  const { head } = after(says('two'), note(ANNA, 'do you know?', 'ben'));
  assert.deepEqual([ids(head), unread(head, 'ben')], [['ben'], 1]);
  const again = after(note(ANNA, 'a', 'ben'), followed(BEN, [], ['ben']), note(ANNA, 'b', 'ben'));
  assert.deepEqual(ids(again.head), ['ben']);
  // An answer that is seen by the customer mentions nobody.
  const answer = note(ANNA, 'c', 'ben');
  assert.ok(answer.body?.case === 'itemPosted');
  const open = after({ ...answer, body: { ...answer.body, value: { ...answer.body.value, note: false } } });
  assert.deepEqual(open.head.followers, []);
});

test('what a blocked customer writes is news to nobody', () => {
  const { head } = after(
    followed(ANNA, ['anna']),
    event(BEN, { case: 'blocked', value: { on: true } }),
    says('rubbish'),
  );
  assert.equal(unread(head, 'anna'), 0);
});

test('only who works here as an agent may follow', () => {
  const roles = new Map([
    ['anna', 'agent'],
    ['otto', 'operator'],
  ] as const);
  const staff = {
    byId: (agentId: string) => {
      const role = [...roles].find(([id]) => id === agentId)?.[1];
      return role === undefined ? undefined : { displayName: `${agentId} A.`, role };
    },
  };
  assert.deepEqual(followersAmong(staff, ['anna', 'otto', 'nobody', 'anna']), [
    { agentId: 'anna', agentName: 'anna A.' },
  ]);
  for (const gone of ['otto', 'nobody'])
    assert.throws(
      () => followersOf(staff, ['anna', gone]),
      (error) => error instanceof WeftError && error.code === 'BAD_REQUEST',
    );
});
