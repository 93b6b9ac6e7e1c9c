import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { CustomerCall } from './customer.ts';
import { memoryStore } from './storage.ts';
import { settle } from './testing/fake-ask.ts';
import { callOf } from './testing/fake-call.ts';
import { fakePage } from './testing/fake-page.ts';

const accepted = () => ({ case: 'accepted', value: {} }) as const;
const agent = { participantId: 'agent-1', role: 'agent', displayName: 'Anna', region: 'ap' } as const;
const answeredAtMs = 1_750_000_000_000;

function setUp(store = memoryStore()) {
  const page = fakePage({
    control: { requestCall: () => ({ case: 'call', value: callOf() }), hangUp: accepted },
  });
  const customer = new CustomerCall(
    {
      apiUrl: 'http://localhost',
      client: 'test/1',
      page: () => ({ url: 'http://shop/', title: 'Shop', locale: 'en' }),
    },
    {
      ...page.parts,
      regionRtts: () => [{ region: 'eu', rttMs: 12 }],
      store,
      lasting: memoryStore(),
      callbackKey: 'callback',
    },
  );
  const state = () => customer.get().state;
  return { ...page, customer, state, store };
}

async function open(store = memoryStore()) {
  const parts = setUp(store);
  parts.customer.open();
  await settle();
  parts.link.ready();
  return parts;
}

async function waiting() {
  const parts = await open();
  parts.customer.start('video');
  await settle();
  await settle();
  return parts;
}

async function inCall() {
  const parts = await waiting();
  parts.link.pushCall(callOf({ stage: 'active', queuePlace: 0, agent, answeredAtMs }));
  return parts;
}

describe("the customer's state", () => {
  it('goes from a click to the queue, joining the media while waiting', async () => {
    const { customer, state, fake, medias, store } = await waiting();
    assert.deepEqual(fake.asked, ['requestCall']);
    const [request] = fake.bodies;
    assert.ok(request?.case === 'requestCall');
    assert.equal(request.value.page?.title, 'Shop');
    assert.deepEqual(request.value.regionRtts, [{ region: 'eu', rttMs: 12 }]);
    const now = state();
    assert.ok(now.name === 'waiting' && now.queuePlace === 1);
    assert.deepEqual(medias[0]?.told, ['update queued 1', 'microphone true', 'camera true']);
    assert.equal(store.get('weft-call'), 'video call-1');
    assert.equal(customer.get().link.name, 'ready');
  });

  it('follows the call: ringing, back in the queue, answered, held', async () => {
    const { link, state } = await waiting();
    link.pushCall(callOf({ stage: 'ringing' }));
    assert.equal(state().name, 'ringing');
    link.pushCall(callOf({ stage: 'queued', queuePlace: 2 }));
    const queued = state();
    assert.ok(queued.name === 'waiting' && queued.queuePlace === 2);
    link.pushCall(callOf({ stage: 'active', agent, answeredAtMs }));
    const talking = state();
    assert.ok(talking.name === 'in-call' && talking.phase === 'active');
    assert.equal(talking.call.agent?.displayName, 'Anna');
    link.pushCall(callOf({ stage: 'active', agent, answeredAtMs, held: true }));
    const held = state();
    assert.ok(held.name === 'in-call' && held.phase === 'held');
  });

  it('is not taken back by news that were overtaken', async () => {
    const { link, state } = await inCall();
    link.pushCall(callOf({ stage: 'queued', queuePlace: 1 }));
    assert.equal(state().name, 'in-call');
    link.pushCall(callOf({ stage: 'active', epoch: 3, agent, answeredAtMs }));
    link.pushCall(callOf({ stage: 'active', epoch: 2, held: true, agent, answeredAtMs }));
    const now = state();
    assert.ok(now.name === 'in-call' && now.phase === 'active' && now.call.epoch === 3);
  });

  it('takes news that overtook the answer to the request', async () => {
    const { customer, state, link, fake } = await open();
    const answer = Promise.withResolvers<void>();
    fake.answers.control.requestCall = async () => {
      await answer.promise;
      return { case: 'call', value: callOf() };
    };
    customer.start('voice');
    await settle();
    link.pushCall(callOf({ stage: 'ringing' }));
    answer.resolve();
    await settle();
    assert.equal(state().name, 'ringing');
  });

  it('counts the seconds of the call and tells how long it was', async () => {
    const { customer, clock, link, state } = await inCall();
    clock.advance(61_000);
    assert.equal(customer.callSeconds.get(), 61);
    const endedAtMs = answeredAtMs + 61_000;
    link.pushCall(callOf({ stage: 'ended', endCause: 'agent-hung-up', answeredAtMs, endedAtMs }));
    const now = state();
    assert.ok(now.name === 'ended');
    assert.deepEqual([now.cause, now.durationMs], ['agent-hung-up', 61_000]);
    assert.equal(customer.callSeconds.get(), 0);
  });

  it('ends at once when the customer hangs up, and tells the mesh until it has heard', async () => {
    const { customer, clock, state, fake, medias, store } = await inCall();
    let tries = 0;
    fake.answers.control.hangUp = async () => {
      tries += 1;
      if (tries < 3) throw new WeftError('UNAVAILABLE');
      return accepted();
    };
    customer.hangUp();
    const now = state();
    assert.ok(now.name === 'ended' && now.cause === 'customer-hung-up');
    assert.equal(medias[0]?.told.at(-1), 'close');
    assert.equal(store.get('weft-call'), undefined);
    for (let i = 0; i < 4; i += 1) {
      await settle();
      clock.advance(1_000);
    }
    await settle();
    assert.equal(tries, 3);
  });

  it('leaves the queue', async () => {
    const { customer, state, fake } = await waiting();
    customer.hangUp();
    await settle();
    const now = state();
    assert.ok(now.name === 'ended' && now.cause === 'abandoned');
    assert.equal(fake.asked.at(-1), 'hangUp');
    customer.reset();
    assert.equal(state().name, 'idle');
  });

  it('does not ask for an agent before the browser has been told yes', async () => {
    const { customer, state, platform, fake } = setUp();
    platform.permissions = 'prompt';
    const gate = Promise.withResolvers<void>();
    platform.gate = gate.promise;
    customer.open();
    await settle();
    customer.start('video');
    await settle();
    assert.deepEqual(state(), { name: 'preparing', kind: 'video', step: 'asking' });
    assert.equal(platform.bothAsked, 1);
    assert.deepEqual(fake.asked, []);
    gate.resolve();
    await settle();
    await settle();
    assert.equal(state().name, 'waiting');
  });

  it('says why there is no microphone, and takes the call back that was under way', async () => {
    const { customer, state, platform, fake, medias } = await open();
    const gate = Promise.withResolvers<void>();
    platform.gate = gate.promise;
    platform.refusal = new DOMException('Permission denied', 'NotAllowedError');
    customer.start('voice');
    await settle();
    assert.equal(state().name, 'waiting');
    gate.resolve();
    await settle();
    await settle();
    assert.deepEqual(state(), {
      name: 'failed',
      problem: { name: 'capture', device: 'microphone', error: 'denied', hint: 'allow-in-browser-settings' },
    });
    assert.equal(fake.asked.at(-1), 'hangUp');
    assert.equal(medias[0]?.told.at(-1), 'close');
  });

  it('takes back a call that was given up before it was there', async () => {
    const { customer, state, fake, medias } = await open();
    const answer = Promise.withResolvers<void>();
    fake.answers.control.requestCall = async () => {
      await answer.promise;
      return { case: 'call', value: callOf() };
    };
    customer.start('voice');
    await settle();
    customer.hangUp();
    assert.equal(state().name, 'idle');
    answer.resolve();
    await settle();
    await settle();
    assert.equal(fake.asked.at(-1), 'hangUp');
    assert.equal(medias.length, 0);
    assert.equal(state().name, 'idle');
  });

  it('asks for the next call once the one that was given up is hung up', async () => {
    const { customer, state, fake } = await open();
    const [answer, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    fake.answers.control.requestCall = async () => {
      await answer.promise;
      return { case: 'call', value: callOf() };
    };
    fake.answers.control.hangUp = async () => {
      await over.promise;
      return accepted();
    };
    customer.start('voice');
    await settle();
    customer.hangUp();
    customer.start('voice');
    answer.resolve();
    await settle();
    assert.deepEqual(fake.asked.slice(-2), ['requestCall', 'hangUp'], 'not asked again yet');
    over.resolve();
    await settle();
    await settle();
    assert.equal(fake.asked.at(-1), 'requestCall');
    assert.equal(state().name, 'waiting');
  });

  it('asks for the next call once the last one is hung up, or cannot be in time', async () => {
    const { customer, state, fake, clock } = await waiting();
    fake.answers.control.hangUp = () => new Promise(() => {});
    customer.hangUp();
    customer.start('voice');
    await settle();
    assert.equal(fake.asked.at(-1), 'hangUp', 'not asked yet');
    clock.advance(2_000);
    await settle();
    await settle();
    assert.equal(fake.asked.at(-1), 'requestCall');
    assert.equal(state().name, 'waiting');
  });

  it('fails with the code of the refusal and can start anew', async () => {
    const { customer, state, fake, platform } = await open();
    fake.answers.control.requestCall = () => Promise.reject(new WeftError('NO_MEDIA_NODE'));
    customer.start('voice');
    await settle();
    await settle();
    const now = state();
    assert.ok(now.name === 'failed' && now.problem.name === 'fault');
    assert.deepEqual([now.problem.code, now.problem.retryable], ['NO_MEDIA_NODE', true]);
    assert.equal(platform.last('audio').readyState, 'ended');
    fake.answers.control.requestCall = () => ({ case: 'call', value: callOf() });
    customer.start('voice');
    await settle();
    await settle();
    assert.equal(state().name, 'waiting');
  });

  it('takes up its call after a reload, in the same microphone', async () => {
    const store = memoryStore();
    store.set('weft-call', 'video call-1');
    const { customer, clock, state, link, fake, medias } = setUp(store);
    const talking = callOf({ stage: 'active', agent, answeredAtMs: clock.now() - 30_000 });
    fake.answers.control.syncCall = () => ({ case: 'call', value: talking });
    customer.open();
    assert.deepEqual(state(), { name: 'preparing', kind: 'video', step: 'resuming' });
    link.ready();
    await settle();
    await settle();
    assert.equal(state().name, 'in-call');
    assert.equal(customer.callSeconds.get(), 30);
    assert.deepEqual(medias[0]?.told.slice(0, 2), ['update active 1', 'microphone true']);
  });

  it('is idle after a reload when the call is over', async () => {
    const store = memoryStore();
    store.set('weft-call', 'voice call-1');
    const { customer, state, link, fake } = setUp(store);
    fake.answers.control.syncCall = () => Promise.reject(new WeftError('CALL_NOT_FOUND'));
    customer.open();
    link.ready();
    await settle();
    await settle();
    assert.equal(state().name, 'idle');
    assert.equal(store.get('weft-call'), undefined);
  });

  it('goes on with the call when the session had to begin anew, and says so until it is heard', async () => {
    const { clock, link, fake, medias, state } = await inCall();
    const asked = () => fake.asked.filter((name) => name === 'syncCall').length;
    fake.answers.control.syncCall = () => Promise.reject(new WeftError('UNAVAILABLE'));
    link.ready();
    assert.equal(medias[0]?.told.at(-1), 'session renewed');
    await settle();
    assert.equal(asked(), 1);
    fake.answers.control.syncCall = () => ({ case: 'call', value: callOf({ stage: 'active', held: true }) });
    clock.advance(500);
    await settle();
    await settle();
    assert.equal(asked(), 2);
    const now = state();
    assert.ok(now.name === 'in-call' && now.phase === 'held', 'what was missed is there');
    assert.equal(medias.length, 1);
  });

  it('believes news that overtook the answer to its question more than the answer', async () => {
    const { link, fake, state } = await inCall();
    const answers: (() => void)[] = [];
    const held = [false, true];
    fake.answers.control.syncCall = async () => {
      const asked = answers.length;
      await new Promise<void>((resolve) => answers.push(resolve));
      return { case: 'call', value: callOf({ stage: 'active', held: held[asked] ?? true }) };
    };
    link.ready();
    await settle();
    link.pushCall(callOf({ stage: 'active', held: true }));
    answers[0]?.();
    await settle();
    const phase = () => {
      const now = state();
      return now.name === 'in-call' ? now.phase : now.name;
    };
    assert.equal(phase(), 'held');
    assert.equal(answers.length, 2, 'asked again, since nobody knows which is newer');
    answers[1]?.();
    await settle();
    assert.equal(phase(), 'held');
  });

  it('ends when the mesh does not know the call any more', async () => {
    const { state, fake, medias } = await inCall();
    fake.answers.control.syncCall = () => Promise.reject(new WeftError('CALL_ENDED'));
    assert.equal(await medias[0]?.resync(), undefined);
    const now = state();
    assert.ok(now.name === 'ended' && now.cause === 'customer-lost');
  });

  it('fails when the link has failed for good, and connects again at the next start', async () => {
    const { customer, state, link, medias } = await inCall();
    link.become({ name: 'failed', code: 'TOKEN_INVALID' });
    const now = state();
    assert.ok(now.name === 'failed' && now.problem.name === 'fault' && now.problem.code === 'TOKEN_INVALID');
    assert.equal(medias[0]?.told.at(-1), 'close');
    customer.start('voice');
    assert.equal(link.starts, 2);
  });

  it('does nothing for buttons that make no sense now', async () => {
    const { customer, state } = await open();
    customer.hangUp();
    customer.reset();
    customer.setMicrophone(false);
    customer.setCamera(true);
    customer.startScreen();
    customer.stopScreen();
    assert.equal(state().name, 'idle');
    customer.start('voice');
    await settle();
    customer.start('video');
    await settle();
    assert.equal(state().name, 'waiting');
  });

  it('lets everything go when the page does', async () => {
    const { customer, clock, link, medias } = await inCall();
    await customer[Symbol.asyncDispose]();
    assert.equal(medias[0]?.told.at(-1), 'close');
    assert.equal(link.state.name, 'idle');
    assert.equal(clock.pending, 0);
  });
});
