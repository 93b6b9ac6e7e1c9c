import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { countedIds, InboundArrival } from '@weft/proto';
import { contactOf } from '../../contacts/contact-id.ts';
import { acquaintances, optOuts, putChannelContacts } from '../../store/channel-contacts.ts';
import { personOf } from '../../store/contacts.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import type { ChannelContact } from '../channel.ts';
import { type Acquaintances, placeArrivals } from './placing.ts';

const LIN = { accountId: 'official', kind: 'wechat', value: 'oLin' } as const;
const CONTACT = contactOf('wechat oLin');

const said = (sourceId: string, atMs: number, displayName = ''): InboundArrival => {
  const from = { kind: LIN.kind, value: LIN.value, shown: LIN.value, displayName };
  const body = { case: 'message', value: { from, text: sourceId } } as const;
  return InboundArrival.create({ accountId: LIN.accountId, channel: 'wechat', sourceId, atMs, body });
};

/** What the channel says of them when it is asked. */
const lin: ChannelContact = {
  ...{ kind: 'wechat', value: 'oLin', shown: 'oLin', displayName: 'Lin' },
  also: [{ kind: 'wechat-union', value: 'uLin' }],
};
const key = 'official\nwechat\noLin';
const unknown: Acquaintances = { known: new Map(), unasked: new Set([key]) };
const introduced: Acquaintances = { known: new Map([[key, lin]]), unasked: new Set() };

for (const engine of testEngines) {
  describe(`who writes is met, in ${engine.name}`, () => {
    let test: TestStore;
    const ids = countedIds();
    const place = (who: Acquaintances, ...arrivals: readonly InboundArrival[]) =>
      test.store.write((sql) => placeArrivals(sql, ids, arrivals, who, () => undefined));
    const person = () => test.store.read((sql) => personOf(sql, CONTACT));
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    it('once as whom they say to be, and stays a stranger as long as their channel has not said who they are', async () => {
      assert.deepEqual(await test.store.read((sql) => acquaintances(sql, [LIN])), new Set());
      await place(unknown, said('one', 1_000));
      await place(unknown, said('two', 2_000));
      assert.deepEqual(await test.store.read((sql) => acquaintances(sql, [LIN])), new Set());
      assert.equal((await person())?.contacts[0]?.changedAtMs, 1_000);
    });

    it('when they write for the first time, although they were written to before', async () => {
      const value = 'oMei';
      const row = {
        ...{ accountId: LIN.accountId, kind: LIN.kind, value, contactId: contactOf('wechat oMei') },
        ...{ shown: value, displayName: '', known: false, arrivals: [], sentAtMs: [500], optedOutAtMs: null },
        ...{ confirmedSourceId: '', confirmedAtMs: 0 },
      };
      await test.store.write((sql) => putChannelContacts(sql, [row]));
      const from = { kind: LIN.kind, value, shown: value, displayName: '' };
      const body = { case: 'message', value: { from, text: 'hello' } } as const;
      const { accountId } = LIN;
      await place(
        unknown,
        InboundArrival.create({ accountId, channel: 'wechat', sourceId: 'mei', atMs: 1_000, body }),
      );
      const mei = await test.store.read((sql) => personOf(sql, row.contactId));
      assert.deepEqual(
        mei?.identities.map((one) => one.value),
        [value],
      );
    });

    it('once in a batch, however often they write in it, and with all that is known of them', async () => {
      const placed = await place(introduced, said('three', 3_000), said('four', 4_000), said('five', 5_000));
      assert.equal(new Set(placed.map(({ conversationId }) => conversationId)).size, 1);
      const met = await person();
      assert.equal(met?.contacts[0]?.changedAtMs, 3_000);
      assert.deepEqual(
        met?.identities.map(({ kind, value }) => [kind, value]),
        [
          ['wechat', 'oLin'],
          ['wechat-union', 'uLin'],
        ],
      );
      assert.deepEqual(await test.store.read((sql) => acquaintances(sql, [LIN])), new Set([key]));
    });

    it('not again once they are known, unless they come with news', async () => {
      const nobody: Acquaintances = { known: new Map(), unasked: new Set() };
      const [six] = await place(nobody, said('six', 6_000));
      assert.equal(six?.from.displayName, 'Lin', 'they keep the name that their channel gave');
      assert.equal((await person())?.contacts[0]?.changedAtMs, 3_000);
      await place(nobody, said('seven', 7_000, 'Lin Wei'), said('eight', 8_000, 'Lin'));
      const [contact] = (await person())?.contacts ?? [];
      assert.deepEqual([contact?.displayName, contact?.changedAtMs], ['Lin', 8_000]);
    });
  });

  describe(`STOP and START, in ${engine.name}`, () => {
    let test: TestStore;
    const nobody: Acquaintances = { known: new Map(), unasked: new Set() };
    const from = { kind: 'phone', value: '+8613800000001', shown: '', displayName: '' };
    const sms = (sourceId: string, atMs: number, text: string): InboundArrival =>
      InboundArrival.create({
        ...{ accountId: 'carrier', channel: 'sms', sourceId, atMs },
        body: { case: 'message', value: { from, text } },
      });
    const consents = async (...arrivals: readonly InboundArrival[]) =>
      (
        await test.store.write((sql) => placeArrivals(sql, countedIds(), arrivals, nobody, () => undefined))
      ).map(({ consent }) => consent);
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    it('hear a yes only from who is out', async () => {
      assert.deepEqual(await consents(sms('a', 1_000, 'Yes')), [undefined]);
      assert.deepEqual(await consents(sms('b', 2_000, 'STOP'), sms('c', 3_000, 'yes')), ['out', 'in']);
      assert.deepEqual(await consents(sms('d', 4_000, 'yes')), [undefined]);
    });

    it('hold for all accounts of the company, whichever of its numbers they were said to', async () => {
      const to = (accountId: string, sourceId: string, atMs: number, text: string): InboundArrival => ({
        ...sms(sourceId, atMs, text),
        accountId,
      });
      const outSince = async () => [
        ...(await test.store.read((sql) => optOuts(sql, [{ kind: 'phone', value: from.value }]))).values(),
      ];
      await consents(to('carrier', 'e', 5_000, 'hello'), to('other', 'f', 5_500, '退订'));
      assert.deepEqual(await outSince(), [5_500]);
      assert.deepEqual(await consents(to('other', 'g', 6_000, 'hello'), to('carrier', 'h', 6_500, 'START')), [
        undefined,
        'in',
      ]);
      assert.deepEqual(await outSince(), []);
    });

    it('are what they were when they come again', async () => {
      const again = [sms('a', 1_000, 'Yes'), sms('b', 2_000, 'STOP'), sms('c', 3_000, 'yes')];
      assert.deepEqual(await consents(...again), [undefined, 'out', 'in']);
    });
  });
}
