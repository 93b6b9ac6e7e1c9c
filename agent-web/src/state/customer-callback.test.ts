import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CallbackInit, type CallInit, WeftError } from '@weft/proto';
import { CustomerCall } from './customer.ts';
import { memoryStore } from './storage.ts';
import { settle } from './testing/fake-ask.ts';
import { callOf } from './testing/fake-call.ts';
import { fakePage } from './testing/fake-page.ts';

const accepted = () => ({ case: 'accepted', value: {} }) as const;
const agent = { participantId: 'agent-1', role: 'agent', displayName: 'Anna', region: 'ap' } as const;
const answeredAtMs = 1_750_000_000_000;

const callback = (more: CallbackInit = {}, call: CallInit = {}) =>
  callOf({ callback: { phase: 'waiting', ...more }, ...call });
const calling = () => callback({ phase: 'calling', tries: 1 }, { stage: 'active', agent, queuePlace: 0 });
const reached = () => callback({ phase: 'reached', tries: 1 }, { stage: 'active', agent, answeredAtMs });

function setUp(lasting = memoryStore()) {
  const store = memoryStore();
  const page = fakePage({
    control: {
      requestCall: () => ({ case: 'call', value: callOf() }),
      askCallback: () => ({ case: 'call', value: callback() }),
      answerCallback: ({ accept }) => ({
        case: 'call',
        value: accept ? reached() : callback({ misses: 1, missed: 'declined' }),
      }),
      hangUp: accepted,
    },
  });
  const options = {
    apiUrl: 'http://localhost',
    client: 'test/1',
    page: () => ({ url: 'http://shop/', title: 'Shop', locale: 'en' }),
  };
  const customer = new CustomerCall(options, {
    ...page.parts,
    regionRtts: () => [],
    store,
    lasting,
    callbackKey: 'callback',
  });
  const state = () => customer.get().state;
  customer.open();
  return { ...page, customer, state, store, lasting };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await settle();
};

async function asked() {
  const parts = setUp();
  parts.link.ready();
  parts.customer.start('voice');
  await settled();
  parts.customer.askCallback();
  await settled();
  return parts;
}

/** The page of before is gone; this one is opened again by the same browser. */
async function reopened(found: () => CallInit) {
  const first = await asked();
  const parts = setUp(first.lasting);
  parts.fake.answers.control.syncCall = () => ({ case: 'call', value: callOf(found()) });
  parts.link.ready();
  await settled();
  return parts;
}

describe("a customer's callback", () => {
  it('leaves the call: the media is closed, nothing is kept open, and the place goes on being told', async () => {
    const { state, medias, link, store, lasting } = await asked();
    assert.equal(state().name, 'callback');
    assert.equal(medias[0]?.told.at(-1), 'close');
    assert.deepEqual([store.get('weft-call'), lasting.get('callback')], [undefined, 'video call-1']);
    link.pushCall(callback({}, { queuePlace: 3 }));
    const now = state();
    assert.ok(now.name === 'callback');
    assert.equal(now.queuePlace, 3);
    assert.equal(medias.length, 1, 'nothing is joined for a place');
  });

  it('rings, and is a call once it is answered', async () => {
    const { customer, state, link, medias, lasting } = await asked();
    link.pushCall(calling());
    const rings = state();
    assert.ok(rings.name === 'callback' && rings.callback.phase === 'calling');
    assert.equal(rings.call.agent?.displayName, 'Anna');
    customer.answerCallback(true);
    await settled();
    assert.equal(state().name, 'in-call');
    assert.deepEqual(medias[1]?.told.slice(0, 2), ['update active 1', 'microphone true']);
    assert.equal(lasting.get('callback'), undefined);
    // What was said while it rang comes late.
    link.pushCall(calling());
    assert.equal(state().name, 'in-call');
  });

  it('is put off by who cannot talk now, and cancelled by who hangs up', async () => {
    const { customer, state, link, fake, lasting } = await asked();
    link.pushCall(calling());
    customer.answerCallback(false);
    await settled();
    const off = state();
    assert.ok(off.name === 'callback' && off.callback.phase === 'waiting');
    assert.equal(off.callback.misses, 1);
    customer.hangUp();
    await settled();
    assert.deepEqual([state().name, fake.asked.at(-1)], ['idle', 'hangUp']);
    assert.equal(lasting.get('callback'), undefined);
  });

  it('is there again, and rings, when the page is opened another time', async () => {
    const waiting = await reopened(() => callback({}, { queuePlace: 2 }));
    assert.equal(waiting.state().name, 'callback');
    const ringing = await reopened(calling);
    const now = ringing.state();
    assert.ok(now.name === 'callback' && now.callback.phase === 'calling');
    assert.deepEqual(ringing.fake.asked, ['syncCall']);
    const over = await reopened(() => callback({}, { stage: 'ended', endCause: 'not-reached' }));
    assert.deepEqual([over.state().name, over.lasting.get('callback')], ['idle', undefined]);
  });

  it('says so when nobody was reached, and nothing when it was cancelled elsewhere', async () => {
    const { state, link } = await asked();
    link.pushCall(callback({ misses: 3 }, { stage: 'ended', endCause: 'not-reached' }));
    const over = state();
    assert.ok(over.name === 'ended');
    assert.equal(over.cause, 'not-reached');
    const other = await asked();
    other.link.pushCall(callback({}, { stage: 'ended', endCause: 'abandoned' }));
    assert.equal(other.state().name, 'idle');
  });

  it('is cancelled by who hangs up while the browser still asks for the microphone', async () => {
    const { customer, state, link, fake, lasting } = await asked();
    link.pushCall(calling());
    fake.answers.control.answerCallback = () => new Promise(() => undefined);
    customer.answerCallback(true);
    customer.hangUp();
    await settled();
    assert.deepEqual([state().name, fake.asked.at(-1)], ['idle', 'hangUp']);
    assert.equal(lasting.get('callback'), undefined);
  });

  it('waits and rings in every tab, and stops in silence where it was not answered', async () => {
    const first = await asked();
    const other = setUp();
    other.link.ready();
    other.lasting.set('callback', first.lasting.get('callback'));
    other.fake.answers.control.syncCall = () => ({ case: 'call', value: callback() });
    other.customer.keptElsewhere();
    await settled();
    other.link.pushCall(calling());
    const rings = other.state();
    assert.ok(rings.name === 'callback' && rings.callback.phase === 'calling');
    other.link.pushCall({ ...calling(), stage: 'ended', endCause: 'let-go' });
    assert.equal(other.state().name, 'idle');
  });

  it('rings on when an older answer comes after the news that it rings', async () => {
    const { customer, state, link, fake } = await asked();
    const phase = () => {
      const now = state();
      return now.name === 'callback' ? now.callback.phase : now.name;
    };
    fake.answers.control.syncCall = () => ({ case: 'call', value: calling() });
    // "Not now" while it rings, and the next agent calls before the answer is here.
    link.pushCall(calling());
    const declined = Promise.withResolvers<{ case: 'call'; value: CallInit }>();
    fake.answers.control.answerCallback = () => declined.promise;
    customer.answerCallback(false);
    await settled();
    link.pushCall(callback({ misses: 1 }));
    link.pushCall(calling());
    declined.resolve({ case: 'call', value: callback({ misses: 1 }) });
    await settled();
    assert.deepEqual([phase(), fake.asked.at(-1)], ['calling', 'syncCall']);
    // Asked anew with a new session, which another agent's call overtakes.
    link.pushCall(callback());
    const old = Promise.withResolvers<{ case: 'call'; value: CallInit }>();
    fake.answers.control.syncCall = () => {
      fake.answers.control.syncCall = () => ({ case: 'call', value: calling() });
      return old.promise;
    };
    link.ready();
    await settled();
    link.pushCall(calling());
    old.resolve({ case: 'call', value: callback() });
    await settled();
    assert.equal(phase(), 'calling');
  });

  it('rings at once when an agent is there before the answer to the question for it', async () => {
    const { customer, state, link, fake } = setUp();
    link.ready();
    customer.start('voice');
    await settled();
    const answer = Promise.withResolvers<{ case: 'call'; value: CallInit }>();
    fake.answers.control.askCallback = () => answer.promise;
    fake.answers.control.syncCall = () => ({ case: 'call', value: calling() });
    customer.askCallback();
    await settled();
    link.pushCall(callback());
    link.pushCall(calling());
    answer.resolve({ case: 'call', value: callback() });
    await settled();
    const now = state();
    assert.ok(now.name === 'callback');
    assert.equal(now.callback.phase, 'calling');
  });

  it('waits on when the answer comes too late', async () => {
    const { customer, state, link, fake } = await asked();
    link.pushCall(calling());
    fake.answers.control.answerCallback = () => Promise.reject(new WeftError('NOT_AVAILABLE'));
    fake.answers.control.syncCall = () => ({ case: 'call', value: callback({ misses: 1 }) });
    customer.answerCallback(true);
    await settled();
    const now = state();
    assert.ok(now.name === 'callback' && now.callback.phase === 'waiting');
  });

  it('stays a call that is answered before the callback was asked for', async () => {
    const { customer, state, link, fake } = await asked();
    customer.hangUp();
    customer.start('voice');
    await settled();
    link.pushCall(callOf({ stage: 'active', agent, answeredAtMs }));
    fake.answers.control.askCallback = () => Promise.reject(new WeftError('NOT_AVAILABLE'));
    customer.askCallback();
    await settled();
    assert.equal(state().name, 'in-call');
  });
});
