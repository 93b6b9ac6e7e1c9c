import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import type { AuthorInit, CallbackInit, Conversation, Item, ItemStatus, TimelineEvent } from '@weft/proto';
import { applyAll } from './batch.ts';
import { CONFIRMATION_AUTHOR } from './confirmation.ts';
import { itemsFor } from './customer-view.ts';
import { ANNA, answers, BEN, CONVERSATION, CUSTOMER, event, SYSTEM, says, sends } from './testing/events.ts';

/** One conversation after some events, and the codes of those that were refused. */
function after(...events: readonly TimelineEvent[]) {
  let head: Conversation | undefined;
  const items = new Map<number, Item>();
  const codes: string[] = [];
  // One by one, so that the store's part of the work is in the test.
  for (const one of events) {
    const heads = head === undefined ? new Map() : new Map([[CONVERSATION, head]]);
    const { changes, outcomes } = applyAll([one], heads, [...items.values()]);
    for (const change of changes) {
      head = change.head;
      for (const item of change.items) items.set(item.seq, item);
    }
    codes.push(...outcomes.flatMap(({ code }) => code ?? []));
  }
  assert.ok(head);
  return { head, items: [...items.values()].sort((a, b) => a.seq - b.seq), codes };
}

/** What the last of some events made of a conversation. */
function last(
  { head, items }: { readonly head: Conversation; readonly items: readonly Item[] },
  ...events: readonly TimelineEvent[]
) {
  const { changes, outcomes } = applyAll(events, new Map([[CONVERSATION, head]]), items);
  const [change] = changes;
  return { change, head: change?.head ?? head, codes: outcomes.flatMap(({ code }) => code ?? []) };
}

const texts = (items: readonly Item[]): readonly string[] =>
  items.map(({ body }) => {
    if (body?.case === 'text') return body.value;
    return body?.case === 'event' ? `(${body.value.kind})` : `(${body?.case ?? 'nothing'})`;
  });

const assigned = (agentId: string, ifWaiting = true) =>
  event(SYSTEM, { case: 'assigned', value: { agentId, agentName: agentId, ifWaiting } });
const ended = (author: AuthorInit) => event(author, { case: 'ended', value: { disposition: 'solved' } });

test('a confirmation that something came goes out and answers nothing', () => {
  const asked = event(CUSTOMER, {
    case: 'itemPosted',
    value: {
      ...{ clientId: 'm-1', channel: 'email', body: { case: 'text', value: 'My lamp is broken' } },
      opener: { contactId: 'contact-1', contactName: 'Li Wei', queueId: 'default' },
    },
  });
  const told = event(
    { kind: 'bot', id: CONFIRMATION_AUTHOR },
    {
      case: 'itemPosted',
      value: { clientId: 'c-1', channel: 'email', body: { case: 'text', value: 'It came' } },
    },
  );
  const went = event(SYSTEM, { case: 'itemProgressed', value: { seq: 2, status: 'sent' } });
  const before = after(asked).head;
  const { head, items } = after(asked, told, told, went);
  assert.deepEqual(texts(items), ['My lamp is broken', 'It came']);
  assert.equal(after(asked, told).items[1]?.status, 'queued-out');
  assert.equal(items[1]?.status, 'sent');
  for (const field of ['waitingSinceMs', 'heldUntilMs', 'unread', 'preview', 'previewAuthor'] as const)
    assert.equal(head[field], before[field], field);
});

test('the first word opens the conversation, and the customer waits from then on', () => {
  const first = says('hello');
  const { head, items } = after(first, says('anybody?'));
  assert.equal(head.state, 'waiting');
  assert.equal(head.waitingSinceMs, first.atMs);
  assert.deepEqual([head.lastSeq, head.unread, head.contactName, head.preview], [2, 2, 'Li Wei', 'anybody?']);
  assert.deepEqual(
    items.map(({ seq, revision }) => [seq, revision]),
    [
      [1, 1],
      [2, 2],
    ],
  );
});

test('the same client id is the same item, within a batch and after it', () => {
  const { head, items } = after(says('once', 'c-1'), says('once', 'c-1'), says('twice', 'c-2'));
  assert.deepEqual(texts(items), ['once', 'twice']);
  assert.equal(head.unread, 2);
  const { changes } = applyAll([says('once', 'c-1'), says('once', 'c-1')], new Map(), []);
  assert.equal(changes[0]?.items.length, 1);
});

test('the same client id of somebody else is another item', () => {
  const stolen = answers(ANNA, 'mine');
  assert.ok(stolen.body?.case === 'itemPosted');
  const { items } = after(says('hello', stolen.body.value.clientId), stolen);
  assert.deepEqual(texts(items), ['hello', '(assigned)', 'mine']);
});

test('who answers what was nobody’s has it, and the customer waits no more', () => {
  const { head, items } = after(says('hello'), answers(ANNA, 'hi'));
  assert.deepEqual(texts(items), ['hello', '(assigned)', 'hi']);
  assert.deepEqual([head.state, head.agentId, head.waitingSinceMs, head.unread], ['assigned', 'anna', 0, 0]);
});

test('a note is nobody’s answer, takes nothing, and is not previewed', () => {
  const { head } = after(says('hello'), answers(BEN, 'careful', { note: true, mentions: ['anna'] }));
  assert.deepEqual([head.state, head.preview, head.unread], ['waiting', 'hello', 1]);
  assert.notEqual(head.waitingSinceMs, 0);
});

test('an assignment by routing holds only if the conversation still waits', () => {
  const { head, codes } = after(says('hello'), assigned('anna'), assigned('ben'), assigned('anna'));
  assert.equal(head.agentId, 'anna');
  assert.deepEqual(codes, ['CONFLICT']);
});

test('agents are told why routing gave it to whom, in no language; the customer is not', () => {
  const why = { queueId: 'zh', step: 1, rules: ['vip'], waitedMs: 9_000, order: 'least-busy' } as const;
  const value = { agentId: 'anna', agentName: 'Anna', ifWaiting: true, why };
  const { items } = after(says('hello'), event(SYSTEM, { case: 'assigned', value }));
  const told = (role: 'agent' | 'customer') => {
    const body = itemsFor(role, items).at(-1)?.body;
    return body?.case === 'event' ? body.value : undefined;
  };
  assert.deepEqual([told('agent')?.why?.rules, told('agent')?.why?.order], [['vip'], 'least-busy']);
  assert.deepEqual([told('customer')?.kind, told('customer')?.why], ['assigned', undefined]);
});

test('a transfer remembers who had it', () => {
  const to = event(ANNA, { case: 'assigned', value: { agentId: 'ben', agentName: 'Ben', transfer: true } });
  const { head, items } = after(says('hello'), assigned('anna'), to);
  assert.deepEqual([head.agentId, head.previousAgentId], ['ben', 'anna']);
  assert.equal(texts(items).at(-1), '(transferred)');
});

test('work that is released goes back with its age, and only from the one who had it', () => {
  const first = says('hello');
  const from = (agentId: string) => event(SYSTEM, { case: 'released', value: { agentId, reason: 'gone' } });
  const { head, codes } = after(first, assigned('anna'), from('ben'), from('anna'));
  assert.deepEqual(codes, ['CONFLICT']);
  assert.deepEqual([head.state, head.waitingSinceMs, head.previousAgentId], ['waiting', first.atMs, 'anna']);
});

test('work that goes to a queue is in that queue; customers are told, but not which, and a new matter begins anew', () => {
  const toBilling = event(ANNA, { case: 'released', value: { agentId: 'anna', queueId: 'billing' } });
  const { head, items } = after(says('hello'), assigned('anna'), toBilling);
  assert.deepEqual([head.state, head.queueId], ['waiting', 'billing']);
  const told = (shown: readonly Item[]) => {
    const body = shown.at(-1)?.body;
    return body?.case === 'event' && [body.value.kind, body.value.subject];
  };
  assert.deepEqual(told(items), ['queued', 'billing']);
  assert.deepEqual(told(itemsFor('customer', items)), ['queued', '']);
  const again = after(says('hello'), assigned('anna'), toBilling, ended(ANNA), says('another thing'));
  assert.equal(again.head.queueId, 'default');
});

test('a closed conversation opens again with the customer’s next word, rated anew', () => {
  const rated = event(CUSTOMER, { case: 'rated', value: { stars: 5, comment: 'good' } });
  const { head, items } = after(
    says('hello'),
    answers(ANNA, 'hi'),
    ended(ANNA),
    rated,
    says('one more thing'),
  );
  assert.deepEqual([head.state, head.agentId, head.previousAgentId, head.rating], ['waiting', '', 'anna', 0]);
  assert.deepEqual(texts(items).slice(-4), ['(closed)', '(rated)', '(reopened)', 'one more thing']);
});

test('a customer may say how a call was before its matter is closed; a word after that is of what was closed', () => {
  const rated = (stars: number) => event(CUSTOMER, { case: 'rated', value: { stars, comment: '' } });
  const open = after(says('hello'), answers(ANNA, 'hi'));
  const rating = { comment: '', agentId: 'anna' };
  assert.deepEqual(last(open, rated(4)).change?.records, [{ rating: { ...rating, stars: 4, early: true } }]);
  const closed = after(says('hello'), answers(ANNA, 'hi'), ended(ANNA));
  assert.deepEqual(last(closed, rated(5)).change?.records, [
    { rating: { ...rating, stars: 5, early: false } },
  ]);
});

test('a deleted body is gone, from the preview too, and is deleted once', () => {
  const gone = (author: AuthorInit) => event(author, { case: 'itemEdited', value: { seq: 1, text: '' } });
  const { head, items, codes } = after(
    says('4111 1111 1111 1111'),
    gone(ANNA),
    gone(CUSTOMER),
    gone(CUSTOMER),
  );
  assert.deepEqual(codes, ['FORBIDDEN']);
  assert.deepEqual(
    [items[0]?.deleted, items[0]?.body, head.preview, head.revision],
    [true, undefined, '', 2],
  );
});

test('an edit changes the item where it stands, and the preview if it is of it', () => {
  const to = (text: string) => event(CUSTOMER, { case: 'itemEdited', value: { seq: 1, text } });
  const { head, items } = after(says('helo'), to('hello'), says('later'), to('hello!'));
  assert.deepEqual(texts(items), ['hello!', 'later']);
  assert.deepEqual([head.preview, head.lastSeq, head.revision, items[0]?.revision], ['later', 2, 4, 4]);
});

test('only words can be edited, and only what is there', () => {
  const edit = (seq: number) => event(CUSTOMER, { case: 'itemEdited', value: { seq, text: 'x' } });
  const { codes } = after(sends('a.pdf'), edit(1), edit(9));
  assert.deepEqual(codes, ['NOT_AVAILABLE', 'ITEM_NOT_FOUND']);
});

test('read marks only rise, never beyond what there is, and of agents only the one whose it is marks', () => {
  const seen = (author: AuthorInit, readSeq: number) =>
    event(author, { case: 'seenMarked', value: { readSeq } });
  const { head } = after(
    says('a'),
    says('b'),
    assigned('anna'),
    seen(BEN, 3),
    seen(ANNA, 2),
    seen(ANNA, 1),
    answers(ANNA, 'c'),
    seen(CUSTOMER, 99),
    seen(CUSTOMER, 1),
  );
  assert.deepEqual(
    [head.agentReadSeq, head.customerReadSeq, head.customerDeliveredSeq, head.unread],
    [4, 4, 4, 0],
  );
});

test('a preview is cut between characters, never within one', () => {
  const { head } = after(says('👨‍👩‍👧'.repeat(200)));
  assert.equal([...head.preview].length, 200);
  assert.ok(head.preview.isWellFormed());
});

test('nothing but a word or a call of the customer’s opens a conversation', () => {
  for (const first of [answers(ANNA, 'hi'), assigned('anna'), ended(ANNA)]) {
    const { changes, outcomes } = applyAll([first], new Map(), []);
    assert.deepEqual([changes.length, outcomes[0]?.code], [0, 'CONVERSATION_NOT_FOUND']);
  }
});

test('a call is one item that changes, and who answered it has the conversation', () => {
  const call = { callId: 'call-1', kind: 'video', requestedAtMs: 10 } as const;
  const opener = { contactId: 'contact-1', contactName: 'Li Wei', queueId: 'default' };
  const noted = (more: object, agentId = '') =>
    event(SYSTEM, { case: 'callNoted', value: { call: { ...call, ...more }, agentId, opener } });
  const asked = after(noted({}));
  assert.deepEqual(
    [asked.head.callId, asked.head.state, asked.head.waitingSinceMs],
    ['call-1', 'waiting', 0],
  );
  const answered = { answeredAtMs: 20, agentName: 'Anna' };
  const over = { ...answered, endedAtMs: 30, endCause: 'agent-hung-up' };
  // Told late, told twice: nothing is taken back.
  const { head, items } = after(
    noted({}),
    noted(answered, 'anna'),
    noted(over, 'anna'),
    noted({}),
    noted(answered, 'anna'),
  );
  assert.deepEqual(texts(items), ['(call)', '(assigned)']);
  assert.deepEqual([head.callId, head.agentId, head.state], ['', 'anna', 'assigned']);
  assert.ok(items[0]?.body?.case === 'call');
  assert.deepEqual([items[0].body.value.answeredAtMs, items[0].body.value.endedAtMs], [20, 30]);
});

test('a callback is one item that tells how far it is, and one that reached nobody leaves the customer waiting', () => {
  const call = { callId: 'call-1', kind: 'voice', requestedAtMs: 10 } as const;
  const opener = { contactId: 'contact-1', contactName: 'Li Wei', queueId: 'default' };
  const noted = (callback: CallbackInit, more: object = {}) =>
    event(SYSTEM, {
      case: 'callNoted',
      value: { call: { ...call, callback, ...more }, agentId: '', opener },
    });
  const asked = noted({ phase: 'waiting' });
  const calling = noted({ phase: 'calling', tries: 1 });
  const missed = noted({ phase: 'waiting', tries: 1, misses: 1, notBeforeMs: 90 });
  const over = noted({ phase: 'waiting', tries: 3, misses: 3 }, { endedAtMs: 99, endCause: 'not-reached' });
  // Told late, told twice: nothing is taken back.
  const { items, head } = after(asked, calling, missed, calling, asked);
  assert.ok(items[0]?.body?.case === 'call');
  assert.deepEqual([items.length, items[0].body.value.callback?.misses, head.waitingSinceMs], [1, 1, 0]);
  const end = after(asked, calling, missed, over, over);
  assert.ok(end.items[0]?.body?.case === 'call');
  assert.equal(end.items[0].body.value.endCause, 'not-reached');
  assert.deepEqual([end.head.state, end.head.waitingSinceMs, end.head.callId], ['waiting', 99, '']);
});

test('who a call is transferred to has the conversation from the moment it is answered', () => {
  const call = { callId: 'call-1', kind: 'video', requestedAtMs: 10 } as const;
  const opener = { contactId: 'contact-1', contactName: 'Li Wei', queueId: 'default' };
  const noted = (more: object, agentId = '') =>
    event(SYSTEM, { case: 'callNoted', value: { call: { ...call, ...more }, agentId, opener } });
  const byAnna = noted({ answeredAtMs: 20, agentName: 'Anna' }, 'anna');
  const waiting = after(noted({}), byAnna, noted({}));
  assert.equal(waiting.head.agentId, 'anna');
  const { head, items } = after(
    ...[noted({}), byAnna, noted({})],
    noted({ answeredAtMs: 40, agentName: 'Ben' }, 'ben'),
  );
  assert.deepEqual([head.agentId, head.agentName, head.callId], ['ben', 'Ben', 'call-1']);
  assert.ok(items[0]?.body?.case === 'call');
  assert.deepEqual([items[0].body.value.answeredAtMs, items[0].body.value.agentName], [20, 'Ben']);
  // The words of who gave it away come after the colleague was quicker.
  const value = { agentId: 'ben', agentName: 'Ben', transfer: true, reason: 'knows the table' };
  const told = after(
    ...[noted({}), noted({ answeredAtMs: 40, agentName: 'Ben' }, 'ben')],
    event(ANNA, { case: 'assigned', value }),
  );
  const last = told.items.at(-1)?.body;
  assert.deepEqual(last?.case === 'event' && [last.value.kind, last.value.detail], [
    'transferred',
    'knows the table',
  ]);
});

test('a conversation with a live call is not closed', () => {
  const opener = { contactId: 'contact-1', contactName: 'Li Wei', queueId: 'default' };
  const call = { callId: 'call-1', requestedAtMs: 10, answeredAtMs: 20, agentName: 'Anna' };
  const { head, codes } = after(
    event(SYSTEM, { case: 'callNoted', value: { call, agentId: 'anna', opener } }),
    ended(ANNA),
  );
  assert.deepEqual([head.state, codes], ['assigned', ['NOT_AVAILABLE']]);
});

const saysBySms = (text: string): TimelineEvent => {
  const said = says(text);
  assert.ok(said.body?.case === 'itemPosted');
  return { ...said, body: { case: 'itemPosted', value: { ...said.body.value, channel: 'sms' } } };
};
const progressed = (seq: number, status: ItemStatus, failure = '') =>
  event(SYSTEM, { case: 'itemProgressed', value: { seq, status, failure } });
/** How the answer, which has seq 3, stands after some happenings. */
const answerAfter = (...events: readonly TimelineEvent[]): Item | undefined =>
  after(saysBySms('hello'), answers(ANNA, 'hi'), ...events).items.find(({ seq }) => seq === 3);

test('an answer by SMS waits to go out, and a chat’s does not, nor does a note', () => {
  assert.equal(answerAfter()?.status, 'queued-out');
  assert.equal(after(says('hello'), answers(ANNA, 'hi')).items.at(-1)?.status, 'sent');
  assert.equal(after(saysBySms('hello'), answers(ANNA, 'hm', { note: true })).items.at(-1)?.status, 'sent');
});

test('what goes out only moves forward, whatever order its receipts come in', () => {
  assert.equal(answerAfter(progressed(3, 'sent'))?.status, 'sent');
  assert.equal(answerAfter(progressed(3, 'delivered'), progressed(3, 'sent'))?.status, 'delivered');
  assert.equal(answerAfter(progressed(3, 'read'), progressed(3, 'delivered'))?.status, 'read');
  const known = answerAfter(progressed(3, 'failed', 'outcome-unknown'), progressed(3, 'sent'));
  assert.deepEqual([known?.status, known?.failure], ['sent', '']);
  assert.equal(answerAfter(progressed(3, 'failed', 'UNDELIV'), progressed(3, 'sent'))?.status, 'failed');
  const failed = answerAfter(progressed(3, 'delivered'), progressed(3, 'failed', 'UNDELIV'));
  assert.deepEqual([failed?.status, failed?.failure], ['delivered', '']);
});

test('what failed says why, goes out again when asked to, and nothing else does', () => {
  const failed = answerAfter(progressed(3, 'sent'), progressed(3, 'failed', 'UNDELIV'));
  assert.deepEqual([failed?.status, failed?.failure], ['failed', 'UNDELIV']);
  const resent = event(ANNA, { case: 'itemResent', value: { seq: 3 } });
  const again = answerAfter(progressed(3, 'failed', 'UNDELIV'), resent);
  assert.deepEqual([again?.status, again?.failure], ['queued-out', '']);
  assert.deepEqual(after(saysBySms('hello'), answers(ANNA, 'hi'), resent).codes, ['NOT_AVAILABLE']);
});

describe('what waits for the customer’s morning', () => {
  const BOT: AuthorInit = { kind: 'bot', id: 'virtual-agent', displayName: '' };
  const bySms = (author: AuthorInit) =>
    event(author, {
      case: 'itemPosted',
      value: { clientId: 'sms-1', channel: 'sms', body: { case: 'text', value: 'good night' } },
    });
  const progressed = (status: ItemStatus, heldUntilMs = 0) =>
    event(SYSTEM, { case: 'itemProgressed', value: { seq: 2, status, heldUntilMs } });
  const stateOf = (...events: readonly TimelineEvent[]) => {
    const { items, codes } = after(says('hello'), bySms(BOT), ...events);
    const item = items.find(({ seq }) => seq === 2);
    assert.ok(item);
    return { ...item, codes };
  };

  it('is shown until when, and is let go once', () => {
    const held = stateOf(progressed('queued-out', 5_000));
    assert.deepEqual([held.status, held.heldUntilMs], ['queued-out', 5_000]);
    const free = stateOf(progressed('queued-out', 5_000), progressed('queued-out'), progressed('queued-out'));
    assert.deepEqual([free.status, free.heldUntilMs], ['queued-out', 0]);
    assert.equal(free.revision, held.revision + 1, 'the second letting go changed something');
  });

  it('is held no more when it has gone, and what has gone is not held', () => {
    const sent = stateOf(progressed('queued-out', 5_000), progressed('sent'));
    assert.deepEqual([sent.status, sent.heldUntilMs], ['sent', 0]);
    assert.equal(stateOf(progressed('sent'), progressed('queued-out', 5_000)).heldUntilMs, 0);
  });

  it('may be called off by any agent, though a program wrote it, and by no customer', () => {
    const off = (author: AuthorInit) => event(author, { case: 'itemEdited', value: { seq: 2, text: '' } });
    const gone = stateOf(progressed('queued-out', 5_000), off(ANNA));
    assert.deepEqual([gone.deleted, gone.heldUntilMs, gone.codes], [true, 0, []]);
    assert.equal(stateOf(progressed('queued-out', 5_000), off(CUSTOMER)).deleted, false);
    const on = stateOf(off(ANNA));
    assert.deepEqual([on.deleted, on.codes], [false, ['FORBIDDEN']]);
  });
});

test('that a customer begins by answering an invitation is told to agents, once', () => {
  const invited = (text: string) =>
    event(CUSTOMER, {
      case: 'itemPosted',
      value: {
        ...{
          clientId: `invited ${text}`,
          channel: 'chat',
          body: { case: 'text', value: text },
          invitation: 'May we help?',
        },
        opener: { contactId: 'contact-1', contactName: 'Li Wei', queueId: 'default' },
      },
    });
  const { items } = after(invited('Yes, please'), invited('A lamp'));
  assert.deepEqual(
    items.map(({ body }) => (body?.case === 'event' ? [body.value.kind, body.value.detail] : body?.value)),
    [['invited', 'May we help?'], 'Yes, please', 'A lamp'],
  );
  assert.equal(itemsFor('customer', items).length, 2);
});

test('what a carrier has taken is mended no more, and what failed is, before it is sent again', () => {
  const bySms = event(ANNA, {
    case: 'itemPosted',
    value: { clientId: 'sms-1', channel: 'sms', body: { case: 'text', value: 'On Tuesday' } },
  });
  const progressed = (status: ItemStatus) =>
    event(SYSTEM, { case: 'itemProgressed', value: { seq: 3, status } });
  const edit = (text: string) => event(ANNA, { case: 'itemEdited', value: { seq: 3, text } });
  for (const [status, codes, words] of [
    ['sent', ['NOT_AVAILABLE'], 'On Tuesday'],
    ['delivered', ['NOT_AVAILABLE'], 'On Tuesday'],
    ['read', ['NOT_AVAILABLE'], 'On Tuesday'],
    ['failed', [], 'On Wednesday'],
  ] as const) {
    const mended = after(says('When?'), bySms, progressed(status), edit('On Wednesday'));
    assert.deepEqual([mended.codes, texts(mended.items)[2]], [codes, words], status);
  }
  // The desk forgets it: the customer keeps it all the same.
  const gone = after(says('When?'), bySms, progressed('delivered'), edit(''));
  assert.deepEqual([gone.codes, gone.items[2]?.deleted], [[], true]);
});

test('what a customer wrote is erased with their name, where a platform asks for it', () => {
  const first = says('my secret');
  const erased = event(CUSTOMER, { case: 'itemEdited', value: { seq: 1, text: '', forget: true } });
  const { items, head } = after(first, erased);
  assert.deepEqual([items[0]?.deleted, items[0]?.body, items[0]?.author?.displayName], [true, undefined, '']);
  assert.equal(items[0]?.author?.id, CUSTOMER.id);
  assert.equal(head.preview, '');
});

test('what a customer said when they rated is erased where a platform asks for it; their stars stay', () => {
  const rated = event(CUSTOMER, { case: 'rated', value: { stars: 2, comment: 'Anna knows my illness' } });
  const before = after(says('hello'), answers(ANNA, 'hi'), ended(ANNA), rated);
  const told = before.items.at(-1);
  assert.ok(told);
  const { seq } = told;
  const forget = (author: AuthorInit, forgetful = true) =>
    event(author, { case: 'itemEdited', value: { seq, text: '', forget: forgetful } });
  const { head, change } = last(before, forget(SYSTEM));
  assert.equal(head.rating, 2);
  const [item] = change?.items ?? [];
  assert.deepEqual(
    [item?.deleted, item?.body?.case === 'event' && [item.body.value.subject, item.body.value.detail]],
    [false, ['2', '']],
  );
  assert.deepEqual(change?.records, [{ redacted: true, erasedComment: 'Anna knows my illness' }]);
  assert.deepEqual(last(before, forget(SYSTEM), forget(SYSTEM)).codes, []);
  for (const refused of [forget(ANNA), forget(CUSTOMER), forget(CUSTOMER, false), forget(ANNA, false)])
    assert.deepEqual(last(before, refused).codes, ['FORBIDDEN']);
});

test('what is closed since nothing happened stays open when something did', () => {
  const before = after(says('hello'), answers(ANNA, 'hi'));
  const idle = (ifChangedAtMs: number) => event(SYSTEM, { case: 'ended', value: { ifChangedAtMs } });
  const closed = last(before, idle(before.head.changedAtMs));
  assert.equal(closed.head.state, 'closed');
  assert.equal(closed.head.agentId, 'anna', 'whose work it was stays known');
  const wrote = last(before, says('one more thing'), idle(before.head.changedAtMs));
  assert.deepEqual([wrote.head.state, wrote.codes], ['assigned', []]);
});
