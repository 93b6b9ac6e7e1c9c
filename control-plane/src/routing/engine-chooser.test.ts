import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CustomerProfile } from '@weft/proto';
import { DeskTable } from './desk-table.ts';
import { deskView } from './desk-view.ts';
import { PLAIN_RULES, type RuleSetInput } from './engine/index.ts';
import { EngineChooser } from './engine-chooser.ts';
import type { QueueState } from './queue.ts';
import { FixedRules } from './testing/fixed-rules.ts';
import { FixedTexts } from './testing/fixed-texts.ts';
import { newCall, QueueRig } from './testing/queue-rig.ts';

const BY_LANGUAGE: RuleSetInput = {
  rules: [
    { name: 'chinese', when: 'work.language == "zh"', queue: 'zh' },
    { name: 'vip shop', when: 'work.page == "https://shop.example/vip"', priority: 500 },
  ],
  queues: {
    zh: { steps: [{ when: 'agent.languages HAS "zh"', seconds: 30 }, { when: 'TRUE' }], offerSeconds: 7 },
    rest: { steps: [{ when: 'TRUE' }], wrapUpSeconds: { video: 10 } },
  },
  defaultQueue: 'rest',
};

const page = (url: string, locale = 'en') => ({ url, title: '', locale });

function call(
  rig: QueueRig,
  callId: string,
  from = page(''),
  preferredAgentId = '',
  wantedQueueId = '',
  profile?: CustomerProfile,
): string {
  const requestedAtMs = rig.clock.now();
  return rig.take({
    name: 'enqueued',
    call: {
      callId,
      kind: 'video',
      customer: undefined,
      page: from,
      profile,
      requestedAtMs,
      conversationId: '',
      preferredAgentId,
      wantedQueueId,
      ...{ callback: false, notBeforeMs: 0 },
    },
  });
}

const reasons = (rig: QueueRig): readonly string[] =>
  rig.effects.flatMap((effect) =>
    effect.do === 'offer' ? [`${effect.offer.queueId}: ${effect.reason}`] : [],
  );

test('who counts more to the company is called first, in the language that they are known to speak', () => {
  const rig = new QueueRig(
    {},
    {
      rules: [
        { name: 'gold', when: 'work.level == "gold"', priority: 500 },
        { name: 'spender', when: 'work.value > 999', priority: 200 },
        { name: 'chinese', when: 'work.language == "zh"', queue: 'zh' },
      ],
      queues: {
        rest: { steps: [{ when: 'TRUE' }] },
        zh: { steps: [{ when: 'agent.languages HAS "zh"' }] },
      },
      defaultQueue: 'rest',
    },
  );
  const known = (level: string, value: number, language = '') =>
    CustomerProfile.create({ level, value, language });
  call(rig, 'chinese', page('', ''), '', '', known('', 0, 'zh-CN'));
  rig.clock.advance(1_000);
  call(rig, 'plain');
  call(rig, 'spender', page(''), '', '', known('', 1_000));
  call(rig, 'gold', page(''), '', '', known('gold', 0));
  const offered: string[] = [];
  for (const agentId of ['anna', 'ben', 'carl', 'dora']) {
    rig.desk(agentId);
    offered.push(...rig.effects.flatMap((one) => (one.do === 'offer' ? [one.offer.callId] : [])));
    rig.effects.length = 0;
  }
  assert.deepEqual(offered, ['gold', 'spender', 'plain']);
});

test('[RT20] a call goes to the queue that the rules say, and to who may have it there', () => {
  const rig = new QueueRig({}, BY_LANGUAGE);
  rig.rules.can('wei', { languages: ['zh'] });
  rig.desk('anna');
  rig.clock.advance(1);
  rig.desk('wei');
  call(rig, 'c1', page('', 'zh-CN'));
  call(rig, 'c2');
  assert.deepEqual(rig.offers, ['wei:c1', 'anna:c2']);
  assert.match(reasons(rig)[0] ?? '', /^zh: first in zh for this agent, step 1; .*rules chinese/);
  rig.clock.advance(7_000);
  assert.deepEqual(rig.outcomes, ['wei:c1 expired'], 'an offer of this queue stands 7 s');
});

test('[RT20] a call goes to the queue that its page asked for, and where the rules put it when they have no such queue', () => {
  const rig = new QueueRig({}, BY_LANGUAGE);
  rig.rules.can('wei', { languages: ['zh'] });
  rig.desk('anna');
  rig.clock.advance(1);
  rig.desk('wei');
  call(rig, 'c1', page(''), '', 'zh');
  call(rig, 'c2', page(''), '', 'gone');
  assert.deepEqual(rig.offers, ['wei:c1', 'anna:c2']);
  assert.match(reasons(rig)[0] ?? '', /^zh: /);
  assert.match(reasons(rig)[1] ?? '', /^rest: /);
});

test('[RT20] time alone widens the circle of who may have a call', () => {
  const rig = new QueueRig({}, BY_LANGUAGE);
  rig.desk('anna');
  call(rig, 'c1', page('', 'zh'));
  assert.deepEqual(rig.offers, []);
  rig.clock.advance(29_999);
  assert.deepEqual(rig.offers, []);
  rig.clock.advance(2);
  assert.deepEqual(rig.offers, ['anna:c1']);
});

test('[RT20] a call with more points goes first by as many seconds', () => {
  const rig = new QueueRig({}, BY_LANGUAGE);
  call(rig, 'plain');
  rig.clock.advance(400_000);
  call(rig, 'vip', page('https://shop.example/vip'));
  rig.desk('anna');
  assert.deepEqual(rig.offers, ['anna:vip']);
});

test('[RT28] a call that becomes a callback keeps its place, and is not offered before its time', () => {
  const rig = new QueueRig({}, BY_LANGUAGE);
  call(rig, 'old');
  rig.clock.advance(5_000);
  call(rig, 'young');
  const [old] = rig.state.waiting;
  assert.ok(old);
  rig.take({ name: 'enqueued', call: { ...old, callback: true, notBeforeMs: rig.clock.now() + 60_000 } });
  assert.deepEqual(rig.waiting, ['old', 'young']);
  rig.desk('anna');
  assert.deepEqual(rig.offers, ['anna:young'], 'nobody is called before the time');
  rig.take({ name: 'call-over', callId: 'young' });
  rig.clock.advance(60_000);
  assert.deepEqual(rig.offers, ['anna:old']);
  rig.take({ name: 'enqueued', call: { ...old, callback: true, notBeforeMs: 0 } });
  assert.deepEqual([rig.outcomes.at(-1), rig.offers], ['anna:old rescinded', ['anna:old']]);
});

test('[RT21] rules that change hold at once for calls that wait, and no call is lost by it', () => {
  const rig = new QueueRig(
    { maxWaiting: 50 },
    {
      queues: { none: { steps: [{ when: 'agent.team == "nobody"' }] } },
      defaultQueue: 'none',
    },
  );
  rig.desk('anna');
  for (let one = 0; one < 20; one += 1) call(rig, `c${one}`);
  assert.deepEqual(rig.offers, []);
  rig.rules.set(BY_LANGUAGE);
  rig.take({ name: 'tick' });
  assert.deepEqual(rig.offers, ['anna:c0']);
  assert.equal(rig.waiting.length, 20);
  const offerId = rig.offerId('c0');
  rig.rules.set({ ...BY_LANGUAGE, secondsPerPoint: 'strict' });
  rig.take({ name: 'tick' });
  assert.equal(rig.offerId('c0'), offerId, 'an offer that stands is not taken back');
});

test('[RT21] what an agent can do may change while calls wait', () => {
  const rig = new QueueRig(
    {},
    {
      queues: { q: { steps: [{ when: 'agent.skills.refund >= 2' }] } },
      defaultQueue: 'q',
    },
  );
  rig.desk('anna');
  call(rig, 'c1');
  assert.deepEqual(rig.offers, []);
  rig.rules.can('anna', { skills: { refund: 2 } });
  rig.take({ name: 'tick' });
  assert.deepEqual(rig.offers, ['anna:c1']);
});

test('[RT22] an agent who has talked wraps up as long as the queue says; one whose offer came to nothing does not', () => {
  const rig = new QueueRig({}, BY_LANGUAGE);
  rig.desk('anna');
  call(rig, 'c1');
  rig.take({ name: 'call-over', callId: 'c1' });
  call(rig, 'c2');
  assert.deepEqual(rig.offers, ['anna:c2']);
  const offerId = rig.offerId('c2');
  rig.answer('anna', offerId, true);
  rig.take({ name: 'assigned', offerId });
  call(rig, 'c3');
  rig.take({ name: 'call-over', callId: 'c2' });
  assert.deepEqual(rig.offers, []);
  rig.clock.advance(10_001);
  assert.deepEqual(rig.offers, ['anna:c3']);
});

/** An agent with an answered call. */
function talking(): QueueRig {
  const rig = new QueueRig({}, BY_LANGUAGE);
  rig.desk('anna');
  call(rig, 'c1');
  const offerId = rig.offerId('c1');
  rig.answer('anna', offerId, true);
  rig.take({ name: 'assigned', offerId });
  return rig;
}
const standing = (rig: QueueRig): string => {
  const at = { nowMs: rig.clock.now(), monotonicMs: rig.clock.monotonic() };
  const view = deskView(rig.state, 'anna', at, { call: undefined, history: [], pauses: [] });
  return `${view.presence} ${view.presenceReason} ${view.wrapUpLeftMs}`;
};

test('[RT22] who wraps up is busy to others for as long, and has been idle since the end of it', () => {
  const rig = talking();
  assert.equal(standing(rig), 'busy in-call 0');
  rig.clock.advance(3_000);
  rig.take({ name: 'call-over', callId: 'c1' });
  assert.equal(standing(rig), 'busy wrap-up 10000');
  rig.clock.advance(4_000);
  assert.equal(standing(rig), 'busy wrap-up 6000');
  rig.clock.advance(6_000);
  assert.equal(standing(rig), 'available chosen 0');
  assert.equal(rig.state.desks.get('anna')?.idleSinceMs, rig.clock.monotonic());
});

test('[RT22] who chooses to be available is done wrapping up; who chooses otherwise stays so after it', () => {
  const rig = talking();
  rig.take({ name: 'call-over', callId: 'c1' });
  call(rig, 'c2');
  assert.deepEqual(rig.offers, []);
  const other = {
    name: 'presence-chosen',
    agentId: 'anna',
    sessionId: 's-old',
    presence: 'available',
    pause: '',
  } as const;
  assert.equal(rig.take(other), 'SIGNED_IN_ELSEWHERE');
  assert.deepEqual(rig.offers, []);
  assert.equal(rig.choose('anna', 'available'), 'taken');
  assert.deepEqual(rig.offers, ['anna:c2']);
  assert.equal(standing(rig), 'available chosen 0');

  const away = talking();
  away.take({ name: 'call-over', callId: 'c1' });
  away.choose('anna', 'away');
  assert.equal(standing(away), 'away chosen 0');
  away.clock.advance(10_000);
  assert.equal(standing(away), 'away chosen 0');
});

test('[RT22] a colleague who wraps up is not asked into a call, and one who left and came back wraps up nothing', () => {
  const rig = talking();
  rig.take({ name: 'call-over', callId: 'c1' });
  const invitation = {
    call: { ...newCall('c9', 0), pausedUntilMs: new Map() },
    ...{ byAgentId: 'wei', byName: 'Wei', heldForIt: false },
  };
  assert.equal(rig.take({ name: 'invited', agentId: 'anna', invitation }), 'NOT_AVAILABLE');
  rig.take({ name: 'session-gone', sessionId: 's-anna' });
  rig.take({ name: 'desk-forgotten', agentId: 'anna' });
  rig.desk('anna');
  assert.equal(standing(rig), 'available chosen 0');
  rig.clock.advance(10_000);
  assert.equal(standing(rig), 'available chosen 0');
});

test('[RT23] a closed queue refuses the call with the reason, if it is told to', () => {
  const rig = new QueueRig(
    {},
    {
      calendars: { never: { timeZone: 'UTC', hours: [] } },
      queues: { q: { steps: [{ when: 'TRUE' }], calendar: 'never', closed: { do: 'refuse' } } },
      defaultQueue: 'q',
    },
  );
  assert.equal(call(rig, 'c1'), 'QUEUE_CLOSED');
  assert.deepEqual(rig.waiting, []);
});

test('[RT23] calls that waited before are refused by nothing when the queue has another owner', () => {
  const rig = new QueueRig(
    { maxWaiting: 1 },
    {
      calendars: { later: { timeZone: 'UTC', hours: [{ days: [4], from: '01:00', to: '02:00' }] } },
      queues: { q: { steps: [{ when: 'TRUE' }], calendar: 'later', closed: { do: 'refuse' } } },
      defaultQueue: 'q',
    },
  );
  assert.equal(call(rig, 'c0'), 'QUEUE_CLOSED');
  for (const callId of ['c1', 'c2'])
    assert.equal(rig.take({ name: 'enqueued', call: newCall(callId, 0), again: true }), 'taken');
  rig.desk('anna');
  assert.deepEqual([rig.waiting, rig.offers], [['c1', 'c2'], []]);
  rig.clock.advance(3_600_000);
  rig.take({ name: 'tick' });
  assert.deepEqual(rig.offers, ['anna:c1'], 'the queue has opened');
});

test('[RT25] a call from a conversation goes to its agent, if that one is there and free soon enough', () => {
  const rig = new QueueRig(
    {},
    { queues: { q: { steps: [{ when: 'TRUE' }], stickySeconds: 20 } }, defaultQueue: 'q' },
  );
  rig.desk('anna');
  rig.clock.advance(1);
  rig.desk('wei');
  call(rig, 'c1', page(''), 'wei');
  assert.deepEqual(rig.offers, ['wei:c1']);
  call(rig, 'c2', page(''), 'wei');
  assert.deepEqual(rig.offers, ['wei:c1'], 'anna is free, but it is kept for wei');
  rig.clock.advance(20_001);
  assert.deepEqual(rig.offers, ['anna:c2']);
  const other = new QueueRig();
  other.desk('li');
  call(other, 'c3', page(''), 'nobody');
  assert.deepEqual(other.offers, ['li:c3'], 'not for one who is not there');
});

/** A call and three chats are more than one can have; two chats beside it are not. */
const BESIDE: RuleSetInput = {
  capacities: {
    default: {
      units: 100,
      channels: { video: { cost: 60, most: 1 }, voice: { cost: 60, most: 1 }, chat: { cost: 20, most: 5 } },
    },
  },
  queues: { all: { steps: [{ when: 'TRUE' }] } },
  defaultQueue: 'all',
};

test('[RT20] conversations that an agent has open count beside calls, as the capacity says', () => {
  const rig = new QueueRig({}, BESIDE);
  rig.texts.set('anna', 3);
  rig.desk('anna');
  rig.clock.advance(1);
  rig.desk('wei');
  call(rig, 'c1');
  assert.deepEqual(rig.offers, ['wei:c1'], 'Anna is idle longer, and full');
  call(rig, 'c2');
  assert.deepEqual(rig.offers, ['wei:c1']);
  rig.texts.set('anna', 2);
  rig.take({ name: 'tick' });
  assert.deepEqual(rig.offers, ['wei:c1', 'anna:c2'], 'as soon as one is closed');
});

test('[RT20] a call interrupts text by default, and an agent who comes back has what is open then', () => {
  const rig = new QueueRig();
  rig.texts.set('anna', 5);
  rig.desk('anna');
  call(rig, 'c1');
  assert.deepEqual(rig.offers, ['anna:c1']);
  const full = new QueueRig({}, BESIDE);
  full.texts.set('anna', 5);
  full.desk('anna');
  full.take({ name: 'session-gone', sessionId: 's-anna' });
  full.texts.set('anna', 0);
  full.desk('anna');
  call(full, 'c1');
  assert.deepEqual(full.offers, ['anna:c1']);
});

test('[RT20] the call of an agent whose desk is gone stays theirs, however long and whatever the capacity', () => {
  const rig = new QueueRig({}, BESIDE);
  rig.desk('anna', 's-anna', 'c1');
  rig.take({ name: 'session-gone', sessionId: 's-anna' });
  rig.clock.advance(60_000);
  rig.take({ name: 'tick' });
  call(rig, 'c2');
  rig.desk('wei');
  assert.deepEqual(rig.offers, ['wei:c2']);
});

test('[RT20] an agent who is not free though nothing says why is left until that changes', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  const [anna] = rig.state.desks.values();
  assert.ok(anna !== undefined);
  const waits = new QueueRig();
  waits.call('c1');
  const puzzling: QueueState = {
    ...waits.state,
    desks: DeskTable.of([{ ...anna, work: { name: 'offered', offerId: 'nobody-knows' } }]),
  };
  const chooser = new EngineChooser(new FixedRules(PLAIN_RULES), rig.clock, new FixedTexts());
  assert.equal(chooser.choose(puzzling, rig.clock.monotonic()), undefined);
  const clear: QueueState = { ...puzzling, desks: DeskTable.of([{ ...anna, idleSinceMs: 1 }]) };
  assert.equal(chooser.choose(clear, rig.clock.monotonic())?.agentId, 'anna');
});
