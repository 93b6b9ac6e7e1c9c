import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Clock, type ItemProgressed, silentLog, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../../store/testing/rows.ts';
import type { Sent } from '../channel.ts';
import { type BoundAccount, kindOf } from '../kinds.ts';
import { GivenWork } from '../testing/given-work.ts';
import { PaperCarrier } from '../testing/paper-channel.ts';
import { AccountSender, type SenderContext } from './account-sender.ts';

const TOOLS = {
  arrived: () => Promise.resolve(),
  memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
  epoch: 1,
};
/** Longer than an owner before may take to tell. */
const LONG_MS = 60_000;
/** Longer than anybody waits here, and not so long that the process stays for it. */
const BUSY_MS = 3_000;
/** Not quite as long: half a second is left. */
const NEARLY_MS = 14_500;

const later = (ms: number): Clock => ({ ...systemClock, now: () => systemClock.now() + ms });

for (const engine of testEngines) {
  describe(`an owner after another, over ${engine.name}`, () => {
    const carrier = new PaperCarrier();
    const plain = carrier.answer;
    let test: TestStore;
    let told: ItemProgressed[] = [];
    let item = 0;
    before(async () => {
      test = await engine.start();
      const author = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1');
        await putHeads(sql, [aHead('conv-1', { channel: 'sms' })]);
        const seqs = Array.from({ length: 20 }, (_, at) => at + 1);
        await putItems(
          sql,
          seqs.map((seq) => anItem('conv-1', seq, { author, channel: 'sms', status: 'queued-out' })),
        );
      });
    });
    after(() => test[Symbol.asyncDispose]());
    beforeEach(() => {
      carrier.answer = plain;
      carrier.sent.length = 0;
      told = [];
      item += 2;
    });

    /** Begins to send; whoever holds `isOurs` may lose it. */
    async function owner(given: GivenWork, options: { clock?: Clock; sendsAgain?: boolean } = {}) {
      const { clock = systemClock, sendsAgain = false } = options;
      const channel = carrier.channel({ sendsAgain });
      const account: BoundAccount = kindOf(channel).bind('paper', 'Paper', { token: 'secret' });
      const context = {
        ...{ store: test.store, clock, log: silentLog, random: () => 0.5 },
        ...{ failoverOf: () => '', isOurs: () => true, work: { work: given.work } },
        timeline: {
          append: ({ body }: { body?: { case: string; value: ItemProgressed } }) => {
            if (body?.case === 'itemProgressed') told.push(body.value);
            return Promise.resolve();
          },
        },
      } as unknown as SenderContext;
      return new AccountSender(context, account, await account.open(TOOLS));
    }

    /** An owner that is given an item and stops in the middle of sending it, as when it is killed. */
    async function stopsAt(seq: number, sendsAgain = false) {
      const asked = Promise.withResolvers<void>();
      const answered = Promise.withResolvers<void>();
      const dead = Promise.withResolvers<Sent>();
      carrier.answer = async (message) => {
        asked.resolve();
        const answer = await Promise.race([dead.promise, answered.promise]);
        return answer ?? plain(message);
      };
      const given = new GivenWork();
      const sender = await owner(given, { sendsAgain });
      given.give(seq, seq);
      await asked.promise;
      carrier.answer = plain;
      return { sender, given, answered };
    }

    const sentOf = (seq: number) =>
      carrier.sent.filter(({ messageId }) => messageId.startsWith(`conv-1-${seq}-`));
    const statesOf = (seq: number) =>
      told.flatMap((one) => (one.seq === seq ? [`${one.status} ${one.failure ?? ''}`.trim()] : []));

    /** An owner is told by the carrier that it is busy, and ends before it tries again. */
    async function triedInVain(more: { partly?: true }): Promise<void> {
      const refused = Promise.withResolvers<void>();
      carrier.answer = () => {
        refused.resolve();
        return { is: 'later', code: 'busy', afterMs: BUSY_MS, throttled: false, ...more };
      };
      const given = new GivenWork();
      const first = await owner(given);
      given.give(item, 1);
      await refused.promise;
      await first[Symbol.asyncDispose]();
      carrier.answer = plain;
    }

    it('shows as uncertain what may have gone, sends it no second time, and goes on behind it', async () => {
      const first = await stopsAt(item);
      const given = new GivenWork();
      const second = await owner(given, { clock: later(LONG_MS) });
      given.give(item, 1);
      given.give(item + 1, 2);
      await until(() => statesOf(item + 1).length > 0 || 'what is behind is not sent');
      await until(() => given.done.length === 2 || 'not settled');
      assert.deepEqual(statesOf(item), ['failed outcome-unknown']);
      assert.equal(sentOf(item).length, 0);
      assert.equal(sentOf(item + 1).length, 1);
      first.answered.resolve();
      await first.sender[Symbol.asyncDispose]();
      await second[Symbol.asyncDispose]();
    });

    it('waits for an owner before that lives yet, and sends nothing in front of what it sends', async () => {
      const first = await stopsAt(item);
      const given = new GivenWork();
      const second = await owner(given, { clock: later(NEARLY_MS) });
      given.give(item, 1);
      given.give(item + 1, 2);
      await until(() => second.underWay === 2 || 'not taken');
      first.answered.resolve();
      await until(() => given.done.length === 2 || 'not settled');
      assert.equal(sentOf(item).length, 1);
      assert.deepEqual(
        carrier.sent.map(({ messageId }) => messageId.split('-')[2]),
        [`${item}`, `${item + 1}`],
      );
      assert.ok(!statesOf(item).some((state) => state.startsWith('failed')), statesOf(item).join());
      await first.sender[Symbol.asyncDispose]();
      await second[Symbol.asyncDispose]();
    });

    it('sends what was prepared and had not begun', async () => {
      const first = await stopsAt(item);
      first.given.give(item + 1, item + 1);
      const given = new GivenWork();
      const second = await owner(given, { clock: later(LONG_MS) });
      given.give(item + 1, 2);
      await until(() => given.done.length === 1 || 'not settled');
      assert.deepEqual(statesOf(item + 1), ['sent']);
      first.answered.resolve();
      await first.sender[Symbol.asyncDispose]();
      await second[Symbol.asyncDispose]();
    });

    it('sends what the carrier had refused for now', async () => {
      await triedInVain({});
      const given = new GivenWork();
      const second = await owner(given);
      given.give(item, 2);
      await until(() => given.done.length === 1 || 'not settled');
      assert.deepEqual(statesOf(item), ['sent']);
      await second[Symbol.asyncDispose]();
    });

    it('shows as uncertain what went in part and was to go on', async () => {
      await triedInVain({ partly: true });
      const given = new GivenWork();
      const second = await owner(given, { clock: later(LONG_MS) });
      given.give(item, 2);
      await until(() => given.done.length === 1 || 'not settled');
      assert.deepEqual(statesOf(item), ['failed outcome-unknown']);
      await second[Symbol.asyncDispose]();
    });

    it('sends again what may have gone where the kind of channel does so', async () => {
      const first = await stopsAt(item, true);
      const given = new GivenWork();
      const second = await owner(given, { sendsAgain: true });
      given.give(item, 1);
      await until(() => given.done.length === 1 || 'not settled');
      assert.deepEqual(statesOf(item), ['sent']);
      first.answered.resolve();
      await first.sender[Symbol.asyncDispose]();
      await second[Symbol.asyncDispose]();
    });
  });
}
