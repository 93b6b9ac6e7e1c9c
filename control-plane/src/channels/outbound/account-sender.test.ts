import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ItemProgressed, silentLog, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { deliveriesAt, deliveryText } from '../../store/deliveries.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../../store/testing/rows.ts';
import { type BoundAccount, kindOf } from '../kinds.ts';
import { GivenWork } from '../testing/given-work.ts';
import { PaperCarrier } from '../testing/paper-channel.ts';
import { AccountSender, type SenderContext } from './account-sender.ts';

const [embedded] = testEngines;
const TOOLS = {
  arrived: () => Promise.resolve(),
  memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
  epoch: 1,
};

describe("an account's sender", () => {
  const owned = new AsyncDisposableStack();
  const carrier = new PaperCarrier();
  const given = new GivenWork();
  const told: ItemProgressed[] = [];
  let test: TestStore;
  let isOurs = true;
  const stateOf = async (seq: number): Promise<string | undefined> => {
    const key = { conversationId: 'conv-1', seq, revision: seq };
    return (await test.store.read((sql) => deliveriesAt(sql, [key]))).get(deliveryText(key))?.state;
  };
  before(async () => {
    assert.ok(embedded);
    test = owned.use(await embedded.start());
    const author = { kind: 'bot', id: 'virtual-agent', displayName: '' } as const;
    await test.store.write(async (sql) => {
      await addContact(sql, 'contact-1');
      await putHeads(sql, [aHead('conv-1', { channel: 'sms' })]);
      await putItems(
        sql,
        [1, 2, 3, 4].map((seq) => anItem('conv-1', seq, { author, channel: 'sms', status: 'queued-out' })),
      );
    });
    const account: BoundAccount = kindOf(carrier.channel()).bind('paper', 'Paper', { token: 'secret' });
    const context = {
      ...{ store: test.store, clock: systemClock, log: silentLog, random: () => 0.5 },
      failoverOf: () => '',
      isOurs: () => isOurs,
      work: { work: given.work },
      timeline: {
        append: ({ body }: { body?: { case: string; value: ItemProgressed } }) => {
          if (body?.case === 'itemProgressed') told.push(body.value);
          return Promise.resolve();
        },
      },
    } as unknown as SenderContext;
    owned.use(new AccountSender(context, account, await account.open(TOOLS)));
  });
  after(() => owned.disposeAsync());

  it('sends an item once that was handed over for a second time while it was with the carrier', async () => {
    const answered = Promise.withResolvers<void>();
    const plain = carrier.answer;
    let asked = 0;
    carrier.answer = async (message) => {
      asked += 1;
      await answered.promise;
      return plain(message);
    };
    given.give(1, 101, 102);
    await until(() => asked === 1 || 'not with the carrier');
    given.give(1, 103);
    await until(() => given.done.includes(103) || 'the third is not known again');
    answered.resolve();
    await until(() => given.done.includes(101) || 'the first is not settled');
    carrier.answer = plain;
    assert.equal(asked, 1);
    assert.deepEqual(given.done.toSorted(), [101, 102, 103]);
  });

  it('sends nothing while the account may be somebody else’s, and goes on when it is not', async () => {
    isOurs = false;
    const asked = carrier.asked;
    given.give(3, 301);
    await until(async () => (await stateOf(3)) === 'sending' || 'not prepared');
    given.give(4, 401);
    await until(async () => (await stateOf(4)) === 'sending' || 'not prepared');
    assert.equal(carrier.asked, asked);
    isOurs = true;
    await until(() => (given.done.includes(301) && given.done.includes(401)) || 'not settled');
  });

  it('holds what was to go by day and could not, when it has become night', async () => {
    carrier.away = true;
    given.give(2, 201);
    await until(() => carrier.asked > 1 || 'not tried');
    carrier.quietUntil = (nowMs) => nowMs + 3_600_000;
    carrier.away = false;
    carrier.comesBack();
    await until(() => given.done.includes(201) || 'not settled');
    carrier.quietUntil = () => undefined;
    assert.ok(!carrier.sent.some(({ messageId }) => messageId.startsWith('conv-1-2-')), 'sent at night');
    const held = told.find(({ seq }) => seq === 2);
    assert.ok(held?.status === 'queued-out' && held.heldUntilMs > systemClock.now(), JSON.stringify(held));
  });
});
