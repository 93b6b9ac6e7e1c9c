import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { OutboundQueued, type Work } from '@weft/proto';
import { channelContacts, clearOptOuts, putChannelContacts } from '../../store/channel-contacts.ts';
import type { DeliveryState } from '../../store/channel-tables.ts';
import { callOffDeliveries, type DeliveryKey, putDeliveries } from '../../store/deliveries.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../../store/testing/rows.ts';
import { CONSENT_AUTHOR } from '../inbound/events.ts';
import { kindOf } from '../kinds.ts';
import { PaperCarrier } from '../testing/paper-channel.ts';
import { outcomeOf } from './outcome.ts';
import { type Prepared, prepare } from './preparing.ts';

const NOW_MS = 1_750_000_000_000;
const MORNING_MS = NOW_MS + 3_600_000;
const carrier = new PaperCarrier();
const account = kindOf(carrier.channel()).bind('paper', 'Paper', { token: 'secret' });

const workOf = (seq: number): Work<OutboundQueued> => ({
  value: OutboundQueued.create({
    ...{ conversationId: 'conv-1', seq, revision: seq, accountId: 'paper', channel: 'sms' },
    ...{ to: { kind: 'phone', value: '+8613800000001' }, queuedAtMs: NOW_MS },
  }),
  seq,
  done: () => undefined,
  touch: () => undefined,
});

for (const engine of testEngines) {
  describe(`what may go out, decided in ${engine.name}`, () => {
    let test: TestStore;
    const decide = (seqs: readonly number[]): Promise<readonly Prepared[]> =>
      test.store.write((sql) => prepare(sql, account, seqs.map(workOf), () => 1, NOW_MS));
    const keep = (seq: number, state: DeliveryState, tries: number, code = '') => {
      const key: DeliveryKey = { conversationId: 'conv-1', seq, revision: seq };
      const row = { ...key, accountId: 'paper', state, tries, segments: 2, code, atMs: NOW_MS };
      return test.store.write((sql) => putDeliveries(sql, [row]));
    };
    before(async () => {
      test = await engine.start();
      const author = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1');
        await putHeads(sql, [aHead('conv-1', { channel: 'sms' })]);
        const items = [1, 2, 3, 4, 5].map((seq) =>
          anItem('conv-1', seq, { author, channel: 'sms', status: seq === 5 ? 'sent' : 'queued-out' }),
        );
        const program = { kind: 'bot', id: 'virtual-agent', displayName: '' } as const;
        const stop = { kind: 'bot', id: CONSENT_AUTHOR, displayName: '' } as const;
        for (const [at, one] of [program, stop, author, author, author].entries())
          items.push(anItem('conv-1', 7 + at, { author: one, channel: 'sms', status: 'queued-out' }));
        await putItems(sql, items);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    it('sends what was not tried, and again what was with the carrier when its sender died', async () => {
      await keep(2, 'sending', 3);
      const decided = await decide([1, 2]);
      assert.deepEqual(
        decided.map((one) => one.is === 'ready' && one.tries),
        [1, 4],
      );
    });

    it('sends nothing as it was before it was edited', async () => {
      const key = { conversationId: 'conv-1', seq: 11, revision: 11 };
      await test.store.write((sql) => callOffDeliveries(sql, [key], NOW_MS));
      const [decided] = await decide([11]);
      assert.equal(decided?.is, 'over');
    });

    it('counts once against a quota what was prepared, had not begun, and is prepared again', async () => {
      const sure = kindOf(carrier.channel({ sendsAgain: false })).bind('sure', 'Sure', { token: 'secret' });
      const work = { ...workOf(10), value: { ...workOf(10).value, accountId: 'sure' } };
      const key = { accountId: 'sure', kind: 'phone', value: '+8613800000001' } as const;
      for (const nowMs of [NOW_MS, NOW_MS + 5_000])
        await test.store.write((sql) => prepare(sql, sure, [work], () => 2, nowMs));
      const [row] = (await test.store.read((sql) => channelContacts(sql, [key]))).values();
      assert.deepEqual(row?.sentAtMs, [NOW_MS + 5_000, NOW_MS + 5_000]);
    });

    it('tells the timeline what is in the store, where the sender died between the two', async () => {
      await keep(3, 'sent', 1);
      await keep(4, 'failed', 9, 'not-bound');
      const decided = await decide([3, 4]);
      const outcomes = decided.map((one) => one.is === 'untold' && outcomeOf(one.work, one.was, 8).result);
      assert.deepEqual(outcomes, [
        { is: 'sent', carrierIds: [], segments: 2 },
        { is: 'failed', code: 'not-bound', dead: true },
      ]);
    });

    it('holds at night what programs say, and not what the law wants said at once', async () => {
      carrier.quietUntil = () => MORNING_MS;
      const decided = await decide([7, 8]);
      carrier.quietUntil = () => undefined;
      assert.deepEqual(
        decided.map((one) => (one.is === 'held' ? one.untilMs : one.is)),
        [MORNING_MS, 'ready'],
      );
    });

    it("holds at night an agent's words, unless the customer has just written", async () => {
      const writes = (atMs: number) =>
        test.store.write((sql) =>
          putChannelContacts(sql, [
            {
              ...{ accountId: 'paper', kind: 'phone', value: '+8613800000001', contactId: 'contact-1' },
              ...{ shown: '+8613800000001', displayName: '', known: true, optedOutAtMs: null },
              ...{ arrivals: [{ atMs, what: 'message' }], sentAtMs: [] },
              ...{ confirmedSourceId: '', confirmedAtMs: 0 },
            },
          ]),
        );
      carrier.quietUntil = () => MORNING_MS;
      await writes(NOW_MS - 7_200_000);
      const [late] = await decide([9]);
      await writes(NOW_MS - 60_000);
      const [live] = await decide([9]);
      carrier.quietUntil = () => undefined;
      assert.deepEqual([late?.is, live?.is], ['held', 'ready']);
    });

    it('sends nothing to who stopped it at another account of the company', async () => {
      const key = { kind: 'phone', value: '+8613800000001' } as const;
      await test.store.write((sql) =>
        putChannelContacts(sql, [
          {
            ...{
              accountId: 'another',
              ...key,
              contactId: 'contact-1',
              shown: '',
              displayName: '',
              known: true,
            },
            ...{ arrivals: [], sentAtMs: [], optedOutAtMs: NOW_MS - 1_000 },
            ...{ confirmedSourceId: '', confirmedAtMs: 0 },
          },
        ]),
      );
      const [words, stop] = await decide([9, 8]);
      await test.store.write((sql) => clearOptOuts(sql, [key]));
      const [after] = await decide([9]);
      assert.deepEqual(words?.is === 'refused' && words.code, 'opted-out');
      assert.deepEqual([stop?.is, after?.is], ['ready', 'ready']);
    });

    it('does nothing about what has gone, or is not there', async () => {
      const decided = await decide([5, 6]);
      assert.deepEqual(
        decided.map(({ is }) => is),
        ['over', 'over'],
      );
    });
  });
}
