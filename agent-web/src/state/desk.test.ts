import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CallSummaryInit, type DeskInit, type OfferInit, WeftError } from '@weft/proto';
import { AgentDesk } from './desk.ts';
import { Session } from './session.ts';
import { memoryStore } from './storage.ts';
import { settle } from './testing/fake-ask.ts';
import { callOf } from './testing/fake-call.ts';
import { fakeDesk } from './testing/fake-desk.ts';
import { FakeApi, fakePage, grantOf } from './testing/fake-page.ts';
import type { Colleague } from './types.ts';

const accepted = () => ({ case: 'accepted', value: {} }) as const;
const agent = { participantId: 'agent-1', role: 'agent', displayName: 'Anna', region: 'ap' } as const;
const wei: Colleague = {
  ...{ agentId: 'wei', displayName: 'Wei', presence: 'available' },
  ...{ sinceMs: 0, region: '', pause: '', callId: '' },
};
const offer: OfferInit = {
  offerId: 'offer-1',
  callId: 'call-1',
  kind: 'video',
  timeoutMs: 20_000,
  offeredAtMs: 1_750_000_000_000,
  waitedMs: 3_000,
};
const deskOf = (changes: DeskInit = {}): DeskInit => ({
  agentId: 'anna',
  displayName: 'Anna',
  presence: 'available',
  presenceReason: 'chosen',
  ...changes,
});
const active = () => callOf({ stage: 'active', agent, answeredAtMs: 1_750_000_000_000 });

function setUp(autoAccept = false) {
  const page = fakePage({
    control: {
      syncDesk: () => ({ case: 'desk', value: deskOf() }),
      setPresence: ({ presence }) => ({ case: 'desk', value: deskOf({ presence }) }),
      answerOffer: ({ accept }) => (accept ? { case: 'call', value: active() } : accepted()),
      setHold: accepted,
      hangUp: accepted,
    },
  });
  const api = new FakeApi();
  const session = new Session(() => api.refresh(), api, page.clock, page.parts.log);
  const rings: string[] = [];
  const ring = { start: () => rings.push('start'), stop: () => rings.push('stop') };
  const options = { apiUrl: 'http://localhost', client: 'test/1', autoAccept };
  const store = memoryStore();
  const desk = new AgentDesk(options, { ...page.parts, ...fakeDesk(), api, session, ring, store });
  const state = () => desk.get().state;
  const signedIn = () => {
    const now = state();
    assert.ok(now.name === 'signed-in', `is ${now.name}`);
    return now;
  };
  return { ...page, api, rings, store, desk, state, signedIn, work: () => signedIn().work };
}

async function atDesk(autoAccept = false) {
  const parts = setUp(autoAccept);
  parts.desk.open();
  await settle();
  parts.link.ready();
  await settle();
  return parts;
}

async function offered() {
  const parts = await atDesk();
  parts.link.push({ case: 'offer', value: offer });
  return parts;
}

async function inCall() {
  const parts = await offered();
  parts.desk.accept();
  await settle();
  await settle();
  return parts;
}

describe("the agent's desk", () => {
  it('comes back with the cookie of before and signs on', async () => {
    const { api, fake, signedIn } = await atDesk();
    assert.deepEqual(api.asked, ['refresh']);
    assert.deepEqual(fake.asked, ['syncDesk', 'listConversations']);
    assert.deepEqual([signedIn().agentId, signedIn().presence], ['anna', 'available']);
  });

  it('is signed on as soon as the mesh answers, however long nobody does', async () => {
    const { clock, desk, fake, link, signedIn } = setUp();
    const { syncDesk } = fake.answers.control;
    fake.answers.control.syncDesk = () => Promise.reject(new WeftError('TIMEOUT'));
    desk.open();
    await settle();
    link.ready();
    await settle();
    assert.equal(signedIn().presence, 'unspecified');
    Object.assign(fake.answers.control, { syncDesk });
    clock.advance(500);
    await settle();
    await settle();
    assert.equal(signedIn().presence, 'available');
    assert.equal(fake.asked.filter((name) => name === 'syncDesk').length, 2);
  });

  it('tells that a choice of presence was lost with the session', async () => {
    const { desk, fake, signedIn } = await atDesk();
    fake.answers.control.setPresence = () => Promise.reject(new WeftError('UNAVAILABLE'));
    await desk.setPresence('busy');
    const { presence, problem } = signedIn();
    assert.equal(presence, 'available');
    assert.ok(problem?.name === 'fault' && problem.code === 'UNAVAILABLE');
  });

  it('keeps the calls of the day when it is told without them, and adds those that it is told', async () => {
    const { clock, desk, fake, link, signedIn } = setUp();
    const past = (callId: string, agoMs: number): CallSummaryInit => ({
      callId,
      endedAtMs: clock.now() - agoMs,
    });
    const shown = () => signedIn().history.map(({ callId }) => callId);
    fake.answers.control.syncDesk = () => ({
      case: 'desk',
      value: deskOf({ history: [past('second', 2), past('first', 3)] }),
    });
    desk.open();
    await settle();
    link.ready();
    await settle();
    link.push({ case: 'desk', value: deskOf({ presence: 'busy' }) });
    assert.deepEqual([signedIn().presence, shown()], ['busy', ['second', 'first']]);
    link.push({ case: 'pastCalls', value: { calls: [past('third', 1), past('second', 2)] } });
    assert.deepEqual([signedIn().presence, shown()], ['busy', ['third', 'second', 'first']]);
    void desk.setPresence('away');
    await settle();
    assert.deepEqual([signedIn().presence, shown()], ['away', ['third', 'second', 'first']]);
  });

  it('asks to sign in when nobody was, and says why that was refused', async () => {
    const { api, desk, state, signedIn } = setUp();
    api.grants = () => Promise.reject(new WeftError('TOKEN_INVALID'));
    desk.open();
    await settle();
    assert.deepEqual(state(), { name: 'signed-out', problem: undefined });
    api.grants = () => Promise.reject(new WeftError('SIGN_IN_REFUSED'));
    desk.signIn('anna', 'wrong');
    assert.equal(state().name, 'signing-in');
    await settle();
    const now = state();
    assert.ok(now.name === 'signed-out' && now.problem?.name === 'fault');
    assert.equal(now.problem.code, 'SIGN_IN_REFUSED');
    api.grants = async () => grantOf();
    desk.signIn('anna', 'right');
    await settle();
    assert.equal(signedIn().presence, 'unspecified');
  });

  it('is for agents only', async () => {
    const { api, desk, state } = setUp();
    api.grants = () => Promise.reject(new WeftError('TOKEN_INVALID'));
    desk.open();
    await settle();
    api.grants = async () => grantOf({ role: 'operator' });
    desk.signIn('ops', 'right');
    await settle();
    const now = state();
    assert.ok(now.name === 'signed-out' && now.problem?.name === 'fault' && now.problem.code === 'FORBIDDEN');
    assert.equal(api.asked.at(-1), 'sign-out');
  });

  it('chooses a presence', async () => {
    const { desk, signedIn } = await atDesk();
    void desk.setPresence('away');
    await settle();
    assert.equal(signedIn().presence, 'away');
  });

  it('rings with a countdown until the offer is answered', async () => {
    const { clock, desk, rings, work } = await offered();
    const now = work();
    assert.ok(now.name === 'offered' && now.offer.offerId === 'offer-1');
    assert.deepEqual(rings, ['start']);
    assert.deepEqual(desk.countdown.get(), { leftMs: 20_000, totalMs: 20_000 });
    clock.advance(5_000);
    assert.equal(desk.countdown.get().leftMs, 15_000);
    desk.decline();
    await settle();
    assert.equal(work().name, 'none');
    assert.deepEqual(rings, ['start', 'stop']);
    assert.deepEqual(desk.countdown.get(), { leftMs: 0, totalMs: 0 });
  });

  it('says what became of an offer that was not answered', async () => {
    const { link, signedIn, work } = await offered();
    link.push({ case: 'offerEnded', value: { offerId: 'another', outcome: 'rescinded' } });
    assert.equal(work().name, 'offered');
    link.push({ case: 'offerEnded', value: { offerId: 'offer-1', outcome: 'expired' } });
    assert.deepEqual([work().name, signedIn().lastOffer], ['none', 'expired']);
  });

  it('accepts, opens microphone and camera beside it, and is in the call', async () => {
    const { platform, medias, work } = await inCall();
    const now = work();
    assert.ok(now.name === 'in-call' && now.phase === 'active');
    assert.equal(platform.opened.length, 2);
    assert.deepEqual(medias[0]?.told, ['update active 1', 'microphone true', 'camera true']);
  });

  it('accepts at once when told to', async () => {
    const { desk, link, rings, work } = await atDesk(true);
    link.push({ case: 'offer', value: offer });
    assert.equal(work().name, 'accepting');
    await settle();
    await settle();
    assert.equal(work().name, 'in-call');
    assert.equal(rings.includes('start'), false);
    desk.hangUp();
    assert.equal(work().name, 'ended');
  });

  it('keeps the devices open between calls that it accepts at once, and only then', async () => {
    const { desk, platform } = await atDesk();
    const live = () => platform.opened.filter(({ readyState }) => readyState === 'live').length;
    desk.setAutoAccept(true);
    await settle();
    assert.equal(live(), 2);
    void desk.setPresence('away');
    await settle();
    assert.equal(live(), 0);
    void desk.setPresence('available');
    await settle();
    assert.equal(live(), 2);
    desk.signOut();
    assert.equal(live(), 0);
  });

  it('asks for no permission just to stand by', async () => {
    const { desk, link, platform } = setUp(true);
    platform.permissions = 'prompt';
    desk.open();
    await settle();
    link.ready();
    await settle();
    assert.equal(platform.opened.length, 0);
  });

  it('accepts what already rings when the switch is turned on', async () => {
    const { desk, work } = await offered();
    desk.setAutoAccept(true);
    assert.equal(work().name, 'accepting');
  });

  it('says when an offer was gone by the time it was accepted, and lets the devices go', async () => {
    const { desk, fake, platform, signedIn, work } = await offered();
    fake.answers.control.answerOffer = () => Promise.reject(new WeftError('OFFER_SETTLED'));
    desk.accept();
    await settle();
    await settle();
    assert.equal(work().name, 'none');
    const { problem } = signedIn();
    assert.ok(problem?.name === 'fault' && problem.code === 'OFFER_SETTLED');
    assert.ok(platform.opened.every(({ readyState }) => readyState === 'ended'));
    desk.dismiss();
    assert.equal(signedIn().problem, undefined);
  });

  it('holds and takes back', async () => {
    const { desk, link, fake, work } = await inCall();
    desk.setHold(true);
    await settle();
    assert.equal(fake.asked.at(-1), 'setHold');
    link.pushCall({ ...active(), held: true });
    const now = work();
    assert.ok(now.name === 'in-call' && now.phase === 'held');
  });

  it('shows at once that a colleague rings, and what became of it though it is told before the answer', async () => {
    const { desk, link, fake, signedIn } = await inCall();
    let answer: (reply: ReturnType<typeof accepted>) => void = () => undefined;
    fake.answers.control.inviteColleague = () => new Promise((resolve) => (answer = resolve));
    desk.colleagues.ask(wei, false);
    await settle();
    assert.equal(signedIn().asked?.state, 'ringing');
    link.push({ case: 'invitationEnded', value: { callId: 'call-1', agentId: 'wei', outcome: 'declined' } });
    answer(accepted());
    await settle();
    await settle();
    assert.equal(signedIn().asked?.state, 'declined');
  });

  it('takes the customer off hold again when the colleague cannot be asked in', async () => {
    const { desk, fake, signedIn } = await inCall();
    fake.answers.control.inviteColleague = () => Promise.reject(new WeftError('NOT_AVAILABLE'));
    desk.colleagues.ask(wei, true);
    for (let i = 0; i < 5; i += 1) await settle();
    const holds = fake.bodies.flatMap((body) => (body.case === 'setHold' ? [body.value.on] : []));
    assert.deepEqual(holds, [true, false]);
    assert.equal(signedIn().asked, undefined);
    const { problem } = signedIn();
    assert.ok(problem?.name === 'fault' && problem.code === 'NOT_AVAILABLE');
  });

  it('gives the open conversation away with the call in it, and is free', async () => {
    const { desk, fake, work } = await inCall();
    fake.answers.control.syncConversation = () => ({
      case: 'timeline',
      value: {
        conversation: {
          conversationId: 'conversation-1',
          callId: 'call-1',
          agentId: 'anna',
          state: 'assigned',
        },
      },
    });
    fake.answers.control.transferCall = accepted;
    fake.answers.control.transferConversation = accepted;
    desk.conversations.threads.open('conversation-1');
    await settle();
    await settle();
    const thread = desk.conversations.threads.get();
    assert.ok(thread);
    desk.transfer(thread, { agentId: 'wei' }, 'knows the oak table');
    await settle();
    await settle();
    assert.deepEqual(
      fake.bodies.filter(({ case: name }) => name?.startsWith('transfer')),
      [
        { case: 'transferCall', value: { callId: 'call-1', agentId: 'wei', queueId: '' } },
        {
          case: 'transferConversation',
          value: {
            conversationId: 'conversation-1',
            agentId: 'wei',
            queueId: '',
            note: 'knows the oak table',
          },
        },
      ],
    );
    const now = work();
    assert.ok(now.name === 'ended' && now.cause === 'transferred');
  });

  it('shows the call that ended until the next offer', async () => {
    const { link, work } = await inCall();
    link.pushCall({
      ...active(),
      stage: 'ended',
      endCause: 'customer-hung-up',
      endedAtMs: 1_750_000_009_000,
    });
    const now = work();
    assert.ok(now.name === 'ended' && now.durationMs === 9_000);
    link.push({ case: 'offer', value: { ...offer, offerId: 'offer-2' } });
    assert.equal(work().name, 'offered');
  });

  it('finds its call again after a reload', async () => {
    const { desk, clock, link, fake, medias, work } = setUp();
    const call = callOf({ stage: 'active', agent, answeredAtMs: clock.now() - 12_000 });
    fake.answers.control.syncDesk = () => ({ case: 'desk', value: deskOf({ call }) });
    desk.open();
    await settle();
    link.ready();
    await settle();
    await settle();
    assert.equal(work().name, 'in-call');
    assert.equal(desk.callSeconds.get(), 12);
    assert.equal(medias.length, 1);
  });

  it('finds a ringing offer again, with the time that is left', async () => {
    const { desk, clock, link, fake, work } = setUp();
    const ringing = { ...offer, offeredAtMs: clock.now() - 8_000 };
    fake.answers.control.syncDesk = () => ({ case: 'desk', value: deskOf({ offer: ringing }) });
    desk.open();
    await settle();
    link.ready();
    await settle();
    assert.equal(work().name, 'offered');
    assert.equal(desk.countdown.get().leftMs, 12_000);
  });

  it('forgets an offer that is gone when it comes back from an interruption', async () => {
    const { link, work } = await offered();
    link.ready();
    await settle();
    assert.equal(work().name, 'none');
  });

  it('is put out when the same agent signs in elsewhere', async () => {
    const { link, medias, state } = await inCall();
    link.become({ name: 'failed', code: 'SIGNED_IN_ELSEWHERE' });
    const now = state();
    assert.ok(now.name === 'signed-out' && now.problem?.name === 'fault');
    assert.equal(now.problem.code, 'SIGNED_IN_ELSEWHERE');
    assert.equal(medias[0]?.told.at(-1), 'close');
  });

  it('keeps nothing of the agent after signing out', async () => {
    const { api, desk, link, state } = await offered();
    desk.signOut();
    assert.deepEqual(state(), { name: 'signed-out', problem: undefined });
    assert.equal(link.state.name, 'idle');
    assert.equal(api.asked.at(-1), 'sign-out');
  });

  it('does not ring when it was told not to, also at the next visit', async () => {
    const { desk, link, rings, store } = await atDesk();
    desk.setRing(false);
    link.push({ case: 'offer', value: offer });
    assert.equal(rings.includes('start'), false);
    assert.equal(desk.get().ring, false);
    assert.equal(store.get('weft-ring'), 'off');
    desk.setRing(true);
    assert.equal(rings.at(-1), 'start');
  });
});

describe("a callback at the agent's desk", () => {
  const calling = () => callOf({ stage: 'active', agent, callback: { phase: 'calling', tries: 1 } });
  const stopped = () =>
    callOf({
      ...{ stage: 'ended', endCause: 'not-reached', endedAtMs: 1_750_000_030_000 },
      callback: { phase: 'waiting', tries: 1, misses: 1, missed: 'agent', notBeforeMs: 1_750_000_330_000 },
    });

  async function callingBack() {
    const parts = await offered();
    parts.fake.answers.control.answerOffer = () => ({ case: 'call', value: calling() });
    parts.desk.accept();
    await settle();
    await settle();
    return parts;
  }

  it('was not reached when the agent stops the ringing: nobody was there to hang up on', async () => {
    const { desk, link, work } = await callingBack();
    desk.hangUp();
    const now = work();
    assert.ok(now.name === 'ended');
    assert.equal(now.cause, 'not-reached');
    link.pushCall(stopped());
    const told = work();
    assert.ok(told.name === 'ended');
    assert.deepEqual([told.cause, told.call.callback?.missed], ['not-reached', 'agent']);
    assert.equal(told.call.callback?.notBeforeMs, 1_750_000_330_000);
  });

  it('was a talk when the customer had answered before the agent stopped', async () => {
    const { desk, link, work } = await callingBack();
    desk.hangUp();
    const answeredAtMs = 1_750_000_000_000;
    link.pushCall({ ...stopped(), endCause: 'agent-hung-up', answeredAtMs });
    const now = work();
    assert.ok(now.name === 'ended');
    assert.deepEqual([now.cause, now.durationMs], ['agent-hung-up', 30_000]);
  });

  it('stays as it ended for the agent when other calls end', async () => {
    const { desk, link, work } = await callingBack();
    link.pushCall({ ...calling(), callback: { ...stopped().callback, phase: 'reached' } });
    desk.hangUp();
    link.pushCall({ ...stopped(), callId: 'call-2' });
    const now = work();
    assert.ok(now.name === 'ended');
    assert.equal(now.cause, 'agent-hung-up');
  });
});
