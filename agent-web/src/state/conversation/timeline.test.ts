import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConversationChanged, SyncConversation, Timeline as TimelineAnswer } from '@weft/proto';
import { FakeServer } from './testing/fake-server.ts';
import {
  applyChanged,
  applyNewest,
  applyOlder,
  applySince,
  EMPTY_TIMELINE,
  hasOlder,
  isBehind,
  MAX_ITEMS,
  type Timeline,
} from './timeline.ts';

const answerOf = (server: FakeServer, ask: Parameters<typeof SyncConversation.create>[0]) =>
  TimelineAnswer.create(server.sync(SyncConversation.create(ask)));
const opened = (server: FakeServer, limit = 0): Timeline =>
  applyNewest(EMPTY_TIMELINE, answerOf(server, { limit }));
const lastPush = (server: FakeServer) => ConversationChanged.create(server.pushes.at(-1) ?? {});
const textsOf = ({ items }: Timeline): unknown[] => items.map(({ body }) => body?.value);

function talk(lines: number): FakeServer {
  const server = new FakeServer();
  for (let line = 1; line <= lines; line += 1)
    server.say(line % 2 === 1 ? 'customer' : 'agent', `line ${line}`);
  return server;
}

describe('a timeline', () => {
  it('begins with the newest items and knows that there are older ones', () => {
    const timeline = opened(talk(10), 3);
    assert.deepEqual(textsOf(timeline), ['line 8', 'line 9', 'line 10']);
    assert.equal(hasOlder(timeline), true);
    assert.equal(isBehind(timeline), false);
  });

  it('goes back page by page until there is no more', () => {
    const server = talk(7);
    let timeline = opened(server, 3);
    timeline = applyOlder(timeline, answerOf(server, { limit: 3, beforeSeq: timeline.fromSeq }));
    assert.equal(timeline.items.length, 6);
    timeline = applyOlder(timeline, answerOf(server, { limit: 3, beforeSeq: timeline.fromSeq }));
    assert.equal(timeline.items.length, 7);
    assert.equal(hasOlder(timeline), false);
  });

  it('takes a push that follows on, and knows when one does not', () => {
    const server = talk(2);
    let timeline = opened(server);
    server.say('agent', 'follows');
    timeline = applyChanged(timeline, lastPush(server));
    assert.equal(isBehind(timeline), false);
    server.say('agent', 'lost');
    server.say('agent', 'shown at once');
    timeline = applyChanged(timeline, lastPush(server));
    assert.deepEqual(textsOf(timeline).slice(-2), ['follows', 'shown at once']);
    assert.equal(isBehind(timeline), true);
    timeline = applySince(
      timeline,
      timeline.revision,
      answerOf(server, { sinceRevision: timeline.revision }),
    );
    assert.deepEqual(textsOf(timeline).slice(-3), ['follows', 'lost', 'shown at once']);
    assert.equal(isBehind(timeline), false);
  });

  it('takes an edit, and never goes back to what was there before', () => {
    const server = talk(2);
    let timeline = opened(server);
    server.edit(1, 'better');
    const better = lastPush(server);
    server.edit(1, 'best');
    timeline = applyChanged(timeline, lastPush(server));
    timeline = applyChanged(timeline, better);
    assert.equal(textsOf(timeline)[0], 'best');
  });

  it('is the same object when news bring nothing to its items', () => {
    const server = talk(2);
    const timeline = opened(server);
    const again = applyChanged(timeline, lastPush(server));
    assert.equal(again.items, timeline.items);
  });

  it('asks for the changes that an older stretch missed because they were overtaken', () => {
    const server = talk(6);
    let timeline = opened(server, 3);
    const older = answerOf(server, { limit: 3, beforeSeq: timeline.fromSeq });
    server.edit(2, 'edited while the answer was on its way');
    timeline = applyChanged(timeline, lastPush(server));
    timeline = applyOlder(timeline, older);
    assert.equal(isBehind(timeline), true);
    timeline = applySince(
      timeline,
      timeline.revision,
      answerOf(server, { sinceRevision: timeline.revision }),
    );
    assert.equal(textsOf(timeline)[1], 'edited while the answer was on its way');
  });

  it('remembers a push that came before the first answer', () => {
    const server = talk(2);
    const answer = answerOf(server, {});
    server.say('agent', 'quick');
    const timeline = applyNewest(applyChanged(EMPTY_TIMELINE, lastPush(server)), answer);
    assert.equal(isBehind(timeline), true);
  });

  it('follows changes of the head alone, and never goes back to an older head', () => {
    const server = talk(2);
    let timeline = opened(server);
    server.change({ customerReadSeq: 1 });
    const first = lastPush(server);
    timeline = applyChanged(timeline, first);
    assert.equal(isBehind(timeline), false);
    server.change({ customerReadSeq: 2 });
    timeline = applyChanged(timeline, lastPush(server));
    timeline = applyChanged(timeline, first);
    assert.equal(timeline.head?.customerReadSeq, 2);
    assert.equal(isBehind(timeline), false);
  });

  it('lets the oldest go at the bound, to be asked for again', () => {
    const server = talk(3);
    const timeline = opened(server);
    const many = Array.from({ length: MAX_ITEMS }, (_, at) => ({ seq: at + 4, revision: at + 4 }));
    const full = applySince(
      timeline,
      3,
      TimelineAnswer.create({
        conversation: { ...server.head, revision: MAX_ITEMS + 3 },
        items: many,
        upToRevision: MAX_ITEMS + 3,
      }),
    );
    assert.equal(full.items.length, MAX_ITEMS);
    assert.equal(full.fromSeq, 4);
    assert.equal(hasOlder(full), true);
  });
});
