import assert from 'node:assert/strict';
import { test } from 'node:test';
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
function setUp(held: boolean) {
  const asked: string[] = [];
  const live = {
    call: { callId: 'call-1', held },
    setHold: (on: boolean) => Promise.resolve(void asked.push(`hold ${on}`)),
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
