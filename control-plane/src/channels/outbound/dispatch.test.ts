import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type OutboundQueuedInit, partitionOf, silentLog, systemClock, WeftError } from '@weft/proto';
import { putThreads } from '../../store/channel-contacts.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../../store/testing/rows.ts';
import { Dispatch, type DispatchContext } from './dispatch.ts';

const AUTHOR = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;

for (const engine of testEngines) {
  describe(`handing answers over, out of ${engine.name}`, () => {
    let test: TestStore;
    let stored: number[] = [];
    /** What the stream refuses once. */
    let refusedSeq = 0;
    const publish = async ({ seq = 0 }: OutboundQueuedInit): Promise<void> => {
      // Refused at once, while others are still on their way.
      if (seq === refusedSeq) {
        refusedSeq = 0;
        throw new WeftError('UNAVAILABLE');
      }
      await Promise.resolve();
      stored.push(seq);
    };
    const dispatch = (): Dispatch =>
      new Dispatch({
        ...{ store: test.store, clock: systemClock, log: silentLog, work: { publish } },
        accounts: {
          get: () => ({ bound: { channel: 'sms' } }),
          all: () => [],
        },
        timeline: { append: () => Promise.resolve() },
      } as unknown as DispatchContext);
    const itemOf = (seq: number) =>
      anItem('conv-1', seq, { author: AUTHOR, channel: 'sms', status: 'queued-out' });
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1');
        await putHeads(sql, [aHead('conv-1', { channel: 'sms' })]);
        // As a table has them whose rows were changed meanwhile: in no order.
        for (const seq of [5, 3, 1, 4, 2]) await putItems(sql, [itemOf(seq)]);
        await putThreads(sql, [
          {
            ...{ conversationId: 'conv-1', channel: 'sms', accountId: 'paper', kind: 'phone', atMs: 1 },
            ...{ value: '+8613800000001', shown: '+8613800000001', displayName: '', inReplyTo: [] },
          },
        ]);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    it('gives what an owner that died left behind to the stream in the order of the conversation', async () => {
      stored = [];
      await dispatch().sweep(partitionOf('conv-1'));
      assert.deepEqual(stored, [1, 2, 3, 4, 5]);
    });

    it('lets no answer go before one that the stream did not take', async () => {
      stored = [];
      refusedSeq = 2;
      const items = [1, 2, 3].map(itemOf);
      await assert.rejects(dispatch().hand(items), { code: 'UNAVAILABLE' });
      assert.deepEqual(stored, [1]);
      await dispatch().hand(items);
      assert.deepEqual(stored, [1, 1, 2, 3]);
    });
  });
}
