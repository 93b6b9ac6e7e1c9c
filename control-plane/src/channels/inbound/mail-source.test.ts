import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { countedIds, InboundArrival } from '@weft/proto';
import { putSources } from '../../store/inbound-sources.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { mailSource, underFormerIds } from './mail-source.ts';
import { type Acquaintances, placeArrivals } from './placing.ts';

const NOBODY: Acquaintances = { known: new Map(), unasked: new Set() };

const mail = (messageId: string, who: string, text: string, replies: string[] = []): InboundArrival => {
  const value = `${who}@example.com`;
  const from = { kind: 'email', value, shown: value, displayName: '' };
  return InboundArrival.create({
    ...{ accountId: 'shop', channel: 'email', atMs: 1_000, sourceId: mailSource(messageId, [value, text]) },
    body: { case: 'message', value: { from, text, inReplyTo: replies } },
  });
};

for (const engine of testEngines) {
  describe(`mails that share a Message-ID, in ${engine.name}`, () => {
    let test: TestStore;
    const ids = countedIds();
    const place = async (...mails: readonly InboundArrival[]) => {
      const named = await test.store.read((sql) => underFormerIds(sql, mails));
      return test.store.write((sql) => placeArrivals(sql, ids, named, NOBODY, () => undefined));
    };
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    it('are each in their sender’s conversation, whoever sent first', async () => {
      const [forged] = await place(mail('x@shop', 'mallory', 'nothing to see'));
      const [own, other] = await place(
        mail('x@shop', 'lin', 'My lamp?'),
        mail('x@shop', 'lin', 'And my chair?'),
      );
      assert.deepEqual([forged?.again, own?.again, other?.again], [false, false, false]);
      assert.notEqual(forged?.conversationId, own?.conversationId);
      assert.equal(own?.conversationId, other?.conversationId);
      const again = await place(mail('x@shop', 'lin', 'My lamp?'));
      assert.deepEqual([again[0]?.again, again[0]?.conversationId], [true, own?.conversationId]);
    });

    it('are found by what answers them, which names the id alone', async () => {
      const [first] = await place(mail('y@shop', 'mei', 'Hello'));
      const [answer] = await place(mail('z@shop', 'mei', 'Once more', ['y@shop']));
      assert.equal(answer?.conversationId, first?.conversationId);
    });

    it('are known when they came before ids had prints, and a mailbox is read once more', async () => {
      const { store } = test;
      const before = { accountId: 'shop', sourceId: 'old@shop', conversationId: 'conv-old', atMs: 5 };
      await store.write((sql) => putSources(sql, [before]));
      const [known] = await place(mail('old@shop', 'wang', 'Hello'));
      assert.deepEqual(
        [known?.again, known?.conversationId, known?.arrival.sourceId],
        [true, 'conv-old', 'old@shop'],
      );
    });
  });
}
