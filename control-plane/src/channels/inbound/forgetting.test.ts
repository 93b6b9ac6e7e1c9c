import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { countedIds, InboundArrival, type InboundArrivalInit } from '@weft/proto';
import { contactOf } from '../../contacts/contact-id.ts';
import { auditedBefore } from '../../store/audit.ts';
import { threadsOf } from '../../store/channel-contacts.ts';
import { personOf, putIdentity } from '../../store/contacts.ts';
import { erasuresToDo, itemsToErase } from '../../store/erasures.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { aHead, anItem, putHeads, putItems } from '../../store/testing/rows.ts';
import { placeArrivals } from './placing.ts';

const OPEN_ID = 'oFollower';
const CONTACT = contactOf(`wechat ${OPEN_ID}`);
const AUDIT = { before: 0, actorId: '', subjectId: '', limit: 50 };
const NOBODY = { known: new Map(), unasked: new Set<string>() };

for (const engine of testEngines) {
  describe(`who unfollows a WeChat account is forgotten, in ${engine.name}`, () => {
    let test: TestStore;
    const ids = countedIds();
    const came = (sourceId: string, atMs: number, body: InboundArrivalInit['body']): InboundArrival =>
      InboundArrival.decode(
        InboundArrival.encode({ accountId: 'shop', channel: 'wechat', sourceId, atMs, body }),
      );
    const from = { kind: 'wechat', value: OPEN_ID, shown: OPEN_ID, displayName: 'Lin' };
    const place = (...arrivals: readonly InboundArrival[]) =>
      test.store.write((sql) => placeArrivals(sql, ids, arrivals, NOBODY, () => undefined));
    const unfollows = (sourceId: string, atMs: number) =>
      came(sourceId, atMs, { case: 'event', value: { from, event: 'unfollowed' } });
    const says = (sourceId: string, atMs: number) =>
      came(sourceId, atMs, { case: 'message', value: { from, text: 'hello' } });
    const identities = async () =>
      (await test.store.read((sql) => personOf(sql, CONTACT)))?.identities.map(({ kind }) => kind).toSorted();
    const said = (seq: number, atMs: number, detail: string) =>
      anItem('conv-1', seq, {
        ...{ atMs, author: { kind: 'system' } },
        body: { case: 'event', value: { kind: 'rated', subject: '4', detail } },
      });
    before(async () => {
      test = await engine.start();
      const [placed] = await place(says('m-1', 1_000));
      assert.equal(placed?.contactId, CONTACT);
      const author = { kind: 'customer', id: CONTACT, displayName: 'Lin' } as const;
      const anna = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;
      const guess = { intent: 'order-status', because: ['hello'], askedSeq: 1 };
      await test.store.write(async (sql) => {
        for (const [kind, value] of [
          ['wechat-union', 'uLin'],
          ['phone', '+8613800000001'],
        ] as const) {
          const identity = { contactId: CONTACT, kind, value, shown: value };
          await putIdentity(sql, { ...identity, verified: true, source: 'agent', sinceMs: 1 });
        }
        await putHeads(sql, [aHead('conv-1', { contactId: CONTACT, channel: 'wechat' })]);
        await putItems(sql, [
          anItem('conv-1', 1, { author, channel: 'wechat', atMs: 1_000 }),
          anItem('conv-1', 2, { author: anna, channel: 'wechat', atMs: 1_500 }),
          anItem('conv-1', 3, { note: true, atMs: 1_100, body: { case: 'guess', value: guess } }),
          anItem('conv-1', 4, { author, channel: 'wechat', atMs: 9_000 }),
          said(5, 1_200, 'Lin was here'),
          said(6, 1_300, ''),
          said(7, 9_500, 'and again'),
        ]);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    it('who follows again in the same breath stays known', async () => {
      await place(unfollows('e-1', 1_800), says('m-2', 1_900));
      assert.deepEqual(await identities(), ['phone', 'wechat', 'wechat-union']);
    });

    it('ids, name, quota and the way back are gone, other channels stay', async () => {
      const [placed] = await place(unfollows('e-2', 2_000));
      assert.deepEqual(await identities(), ['phone']);
      const person = await test.store.read((sql) => personOf(sql, CONTACT));
      assert.equal(person?.contacts[0]?.displayName, '');
      const threads = await test.store.read((sql) => threadsOf(sql, [placed?.conversationId ?? '']));
      assert.deepEqual(threads, []);
      const entries = await test.store.read((sql) => auditedBefore(sql, AUDIT));
      assert.equal(entries.filter(({ action }) => action === 'contact.erased').length, 2);
      assert.ok(!JSON.stringify(entries).includes(OPEN_ID), 'the log names them');
    });

    it('what they wrote until then is to be erased, with what quotes it, and nothing else', async () => {
      const [erasure] = await test.store.read((sql) => erasuresToDo(sql, '', 10));
      assert.ok(erasure);
      assert.equal(erasure.atMs, 2_000);
      const items = await test.store.read((sql) => itemsToErase(sql, erasure, 10));
      assert.deepEqual(
        items.map(({ seq }) => seq),
        [1, 3, 5],
      );
    });
  });
}
