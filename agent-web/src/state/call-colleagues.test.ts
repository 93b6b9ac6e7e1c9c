import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Desk } from '@weft/proto';
import { AskedIn } from './call-colleagues.ts';
import type { LiveCall } from './live-call.ts';
import type { PageMedia } from './page-parts.ts';
import { settle } from './testing/fake-ask.ts';
import type { Colleague } from './types.ts';

const wei: Colleague = {
  ...{ agentId: 'wei', displayName: 'Wei', presence: 'available' },
  ...{ sinceMs: 0, region: '', pause: '', callId: '' },
};

/** An agent's call that is on hold or not, and what is asked of it. */
function setUp(held: boolean, guests: readonly { readonly agentId: string }[] = []) {
  const asked: string[] = [];
  const live = {
    call: { callId: 'call-1', held, guests },
    setHold: (on: boolean) => Promise.resolve(void asked.push(`hold ${on}`)),
    withdraw: (agentId: string) => Promise.resolve(void asked.push(`withdraw ${agentId}`)),
    invite: (agentId: string, heldForIt: boolean) =>
      Promise.resolve(void asked.push(`invite ${agentId} ${heldForIt}`)),
  } as unknown as LiveCall<PageMedia>;
  const colleagues = new AskedIn({
    live: () => live,
    act: (action) => void action(),
    changed: () => undefined,
    callMs: () => 0,
  });
  return { asked, colleagues };
}

test('a hold that is put on to ask a colleague ends with the asking, one that was there before does not', async () => {
  const talking = setUp(false);
  talking.colleagues.ask(wei, true);
  await settle();
  assert.deepEqual(talking.asked, ['hold true', 'invite wei true']);

  const open = setUp(false);
  open.colleagues.ask(wei, false);
  await settle();
  assert.deepEqual(open.asked, ['invite wei false']);

  const waiting = setUp(true);
  waiting.colleagues.ask(wei, true);
  await settle();
  assert.deepEqual(waiting.asked, ['invite wei false']);
});

test('a page that was loaded again shows at whom it rings, until it hears what became of it', () => {
  const { colleagues } = setUp(true);
  colleagues.found(Desk.create({ askedIn: { agentId: 'wei', displayName: 'Wei' } }));
  assert.deepEqual(colleagues.asked, { agentId: 'wei', displayName: 'Wei', state: 'ringing' });
  colleagues.told({ callId: 'call-1', agentId: 'wei', outcome: 'declined' });
  assert.equal(colleagues.asked?.state, 'declined');
});

test('what became of a ringing that a page was away for is that nobody came, or that they are there', async () => {
  for (const came of [false, true]) {
    const { colleagues } = setUp(false);
    colleagues.ask(wei, false);
    // The mesh may have told of the desk before it was asked: it rings all the same.
    colleagues.found(Desk.create({}));
    assert.equal(colleagues.asked?.state, 'ringing');
    await settle();
    const guests = came ? [{ agentId: 'wei', part: 'confers' as const }] : [];
    colleagues.found(Desk.create({ call: { callId: 'call-1', guests } }));
    assert.equal(colleagues.asked?.state, came ? undefined : 'rescinded');
  }
});

test('when the queue has another owner it rings at nobody, unless the asking is still under way', async () => {
  for (const guests of [[], [{ agentId: 'wei' }]]) {
    const { colleagues } = setUp(false, guests);
    const hear = (): string | undefined => {
      colleagues.told({ callId: 'call-1', agentId: '', outcome: 'rescinded' });
      return colleagues.asked?.state;
    };
    assert.equal(hear(), undefined);
    colleagues.ask(wei, false);
    assert.equal(hear(), 'ringing');
    await settle();
    assert.equal(hear(), guests.length > 0 ? undefined : 'rescinded');
  }
});

test('an agent who does without a colleague is not told that they could not come', async () => {
  const { asked, colleagues } = setUp(false);
  colleagues.ask(wei, false);
  await settle();
  colleagues.withdraw();
  colleagues.told({ callId: 'call-1', agentId: 'wei', outcome: 'rescinded' });
  await settle();
  assert.deepEqual([asked.at(-1), colleagues.asked], ['withdraw wei', undefined]);
  colleagues.withdraw();
  await settle();
  assert.equal(asked.length, 2, 'nothing rings');
});
