import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Bus,
  ChannelReply,
  InboundArrival,
  ManualClock,
  silentLog,
  subjects,
  WeftError,
} from '@weft/proto';
import type { KnownAccount } from '../accounts/accounts.ts';
import { Meeting } from './meeting.ts';
import { personOf } from './wire.ts';

const contact = (value: string) =>
  ({ kind: 'wechat', value, shown: value, displayName: '', also: [] }) as const;
const said = (accountId: string, value: string): InboundArrival =>
  InboundArrival.create({
    ...{ accountId, channel: 'wechat', sourceId: `m-${value}`, atMs: 1 },
    body: { case: 'message', value: { from: personOf(contact(value)), text: 'hi' } },
  });

test('a channel that hangs is asked once in a while, and another one all the same', async () => {
  const asked: string[] = [];
  const hanging = new Set(['one']);
  const clock = new ManualClock();
  const reply = (value: string): Uint8Array =>
    ChannelReply.encode({ body: { case: 'person', value: personOf(contact(value)) } });
  const bus: Pick<Bus, 'request'> = {
    request: (subject) => {
      const accountId = subject === subjects.channel('one') ? 'one' : 'two';
      asked.push(accountId);
      if (!hanging.has(accountId)) return Promise.resolve(reply('lin'));
      clock.advance(10_000);
      return Promise.reject(new WeftError('TIMEOUT'));
    },
  };
  const meeting = new Meeting({
    store: { read: () => Promise.resolve(new Set<string>() as never) },
    accounts: { get: () => ({ bound: { asksWho: true } }) as KnownAccount },
    ...{ bus: bus as Bus, clock, log: silentLog },
  });
  const meet = async (...arrivals: InboundArrival[]): Promise<readonly number[]> => {
    const { known, unasked } = await meeting.meet(arrivals);
    return [known.size, unasked.size];
  };
  assert.deepEqual(await meet(said('one', 'wei')), [0, 1]);
  assert.deepEqual(await meet(said('one', 'mary'), said('two', 'lin')), [1, 1]);
  assert.deepEqual(asked, ['one', 'two']);
  hanging.clear();
  clock.advance(30_000);
  assert.deepEqual(await meet(said('one', 'wei')), [1, 0]);
});
