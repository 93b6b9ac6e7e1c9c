import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { countedIds, InboundArrival, type InboundArrivalInit } from '@weft/proto';
import { contactOf } from '../../contacts/contact-id.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { addContact, aHead, putHeads } from '../../store/testing/rows.ts';
import type { Confirmations } from './confirming.ts';
import { eventsOf } from './events.ts';
import { type Placed, placeArrivals } from './placing.ts';

const DAY_MS = 86_400_000;
const NOBODY = { known: new Map(), unasked: new Set<string>() };
const confirms: Confirmations = (accountId, text) =>
  accountId === 'mail' ? `We have "${text}".` : undefined;

type Message = Extract<NonNullable<InboundArrivalInit['body']>, { case: 'message' }>['value'];

for (const engine of testEngines) {
  describe(`mails that begin something are confirmed, in ${engine.name}`, () => {
    let test: TestStore;
    const ids = countedIds();
    const mail = (
      sourceId: string,
      who: string,
      atMs: number,
      more: Partial<Message> = {},
      accountId = 'mail',
    ): InboundArrival => {
      const from = { kind: 'email', value: `${who}@example.com`, shown: `${who}@example.com` };
      const value = { from, text: sourceId, ...more };
      const body = { case: 'message', value } as const;
      return InboundArrival.decode(
        InboundArrival.encode({ accountId, channel: 'email', sourceId, atMs, body }),
      );
    };
    const place = (...arrivals: readonly InboundArrival[]): Promise<readonly Placed[]> =>
      test.store.write((sql) => placeArrivals(sql, ids, arrivals, NOBODY, confirms));
    const told = async (...arrivals: readonly InboundArrival[]) =>
      (await place(...arrivals)).map(({ confirmation }) => confirmation);
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    it('once, however often the mail is delivered, and as long as its conversation is not there it can be opened', async () => {
      const first = mail('one', 'lin', 1_000);
      const [placed] = await place(first);
      assert.equal(placed?.confirmation, 'We have "one".');
      const [again] = await place(first);
      assert.ok(placed !== undefined && again !== undefined);
      assert.deepEqual(again, { ...placed, again: true });
      assert.deepEqual(eventsOf(again, []), eventsOf(placed, []));
      const events = eventsOf(placed, []).map(({ event }) => event);
      assert.deepEqual(
        events.map(({ author, body }) => [author?.id, body?.case === 'itemPosted' && body.value.body?.value]),
        [
          [contactOf('email lin@example.com'), 'one'],
          ['confirmation', 'We have "one".'],
        ],
      );
    });

    it('one in a day to an address, whatever it writes', async () => {
      assert.deepEqual(await told(mail('two', 'lin', 1_000 + DAY_MS - 1)), [undefined]);
      assert.deepEqual(
        await told(mail('three', 'lin', 1_000 + DAY_MS), mail('four', 'lin', 1_001 + DAY_MS)),
        ['We have "three".', undefined],
      );
    });

    it('where nothing of theirs is open: not in an open conversation, and again in one that was closed', async () => {
      const contactId = contactOf('email wang@example.com');
      const open = async (state: 'assigned' | 'closed') =>
        test.store.write((sql) => putHeads(sql, [aHead('conv-wang', { contactId, state })]));
      await test.store.write((sql) => addContact(sql, contactId));
      await open('assigned');
      assert.deepEqual(await told(mail('w-0', 'wang', 1_000)), [undefined]);
      await open('closed');
      assert.deepEqual(await told(mail('w-1', 'wang', 2_000)), ['We have "w-1".']);
    });

    it('never an answer, a machine, who only says to be somebody, or another account', async () => {
      const claimed = { kind: 'email', value: 'eve@example.com', shown: 'eve@example.com', claimed: true };
      const none = [
        mail('n-1', 'a', 1_000, { inReplyTo: ['ours@example.org'] }),
        mail('n-2', 'b', 1_000, { noAutoReply: true }),
        mail('n-3', 'eve', 1_000, { from: claimed }),
        mail('n-4', 'c', 1_000, {}, 'other'),
      ];
      assert.deepEqual(await told(...none), [undefined, undefined, undefined, undefined]);
      assert.deepEqual(await told(mail('n-5', 'b', 1_001)), ['We have "n-5".']);
    });
  });
}
