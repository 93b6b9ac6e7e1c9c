import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  type Clock,
  type ItemProgressed,
  type OutboundQueuedInit,
  silentLog,
  systemClock,
} from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { AttachmentFolder } from '../../conversations/attachment-folder.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../../store/testing/rows.ts';
import type { Capabilities } from '../channel.ts';
import { kindOf } from '../kinds.ts';
import { GivenWork } from '../testing/given-work.ts';
import { PaperCarrier } from '../testing/paper-channel.ts';
import { AccountSender, type SenderContext } from './account-sender.ts';

const TOOLS = {
  arrived: () => Promise.resolve(),
  memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
  epoch: 1,
};
const CAN: Capabilities = {
  ...{ maxTextLength: 1_000, files: ['image/*'], maxFileBytes: 1_000, receipts: 'delivered' },
  ...{ remaining: undefined, untilMs: undefined, closed: undefined },
};
const patient = { timeoutMs: 30_000 };
/** Nobody waits 15 s here for an account that is down. */
const quick: Clock = { ...systemClock, monotonic: () => systemClock.monotonic() * 100 };

for (const engine of testEngines) {
  describe(`what another account is to send, over ${engine.name}`, () => {
    const carrier = new PaperCarrier();
    let test: TestStore;
    let told: ItemProgressed[] = [];
    let published: { readonly accountId: string | undefined; readonly key: string }[] = [];
    /** What the stream says to what is given to another account. */
    let taken: () => Promise<void> = () => Promise.resolve();
    let folder: Pick<AttachmentFolder, 'open'>;
    let item = 0;
    before(async () => {
      test = await engine.start();
      const author = { kind: 'bot', id: 'virtual-agent', displayName: '' } as const;
      const attachment = {
        ...{ attachmentId: 'file-1', fileName: 'a.png', mediaType: 'image/png', size: 1 },
      };
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1');
        await putHeads(sql, [aHead('conv-1', { channel: 'sms' })]);
        const items = [1, 2, 3, 4, 5].map((seq) =>
          anItem('conv-1', seq, { author, channel: 'sms', status: 'queued-out' }),
        );
        const file = { case: 'attachment', value: attachment } as const;
        items.push(anItem('conv-1', 6, { author, channel: 'sms', status: 'queued-out', body: file }));
        await putItems(sql, items);
      });
    });
    after(() => test[Symbol.asyncDispose]());
    beforeEach(() => {
      Object.assign(carrier, { away: false });
      carrier.sent.length = 0;
      [told, published] = [[], []];
      taken = () => Promise.resolve();
      item += 1;
    });

    async function owner(accountId: string, given: GivenWork, failoverTo = '') {
      const account = kindOf({ ...carrier.channel(), capabilities: () => CAN }).bind(accountId, accountId, {
        token: 'secret',
      });
      const context = {
        ...{ store: test.store, clock: quick, log: silentLog, random: () => 0 },
        ...{ failoverOf: () => failoverTo, isOurs: () => true },
        folder: { open: (id: string) => folder.open(id) },
        work: {
          work: given.work,
          publish: (value: OutboundQueuedInit, key: string) => {
            published.push({ accountId: value.accountId, key });
            return taken();
          },
        },
        timeline: {
          append: ({ body }: { body?: { case: string; value: ItemProgressed } }) => {
            if (body?.case === 'itemProgressed') told.push(body.value);
            return Promise.resolve();
          },
        },
      } as unknown as SenderContext;
      return new AccountSender(context, account, await account.open(TOOLS));
    }

    it('is not sent by the account that gave it on as well, where its owner died at that', async () => {
      carrier.away = true;
      taken = () => Promise.reject(new Error('killed'));
      await using first = await owner('paper', new GivenWorkOf(item, 1), 'other');
      await until(() => published.length > 0 || 'not given on', patient);
      await first[Symbol.asyncDispose]();
      carrier.away = false;
      taken = () => Promise.resolve();
      const again = new GivenWorkOf(item, 1);
      await using _next = await owner('paper', again, 'other');
      await until(() => again.done.length > 0 || 'not done', patient);
      assert.equal(carrier.sent.length, 0, 'sent by the first account');
      assert.deepEqual(
        published.map(({ accountId }) => accountId),
        ['other', 'other'],
      );
      assert.equal(new Set(published.map(({ key }) => key)).size, 1, 'the stream has it twice');

      const elsewhere = new GivenWorkOf(item, 2);
      await using _other = await owner('other', elsewhere);
      await until(() => elsewhere.done.length > 0 || 'not sent by the other', patient);
      assert.equal(carrier.sent.length, 1);
    });

    it('is given on again when it has come back, for the stream is given each piece under a key of its own', async () => {
      carrier.away = true;
      for (const [accountId, seq, to] of [
        ['paper', 11, 'other'],
        ['other', 12, 'paper'],
        ['paper', 13, 'other'],
      ] as const) {
        const given = new GivenWorkOf(item, seq);
        await using _one = await owner(accountId, given, to);
        await until(() => given.done.length > 0 || 'not given on', patient);
      }
      assert.deepEqual(
        published.map(({ accountId }) => accountId),
        ['other', 'paper', 'other'],
      );
      assert.equal(new Set(published.map(({ key }) => key)).size, 3, 'the stream takes one for another');
    });

    it('waits in its place for its file, and what is behind it too', async () => {
      let away = true;
      folder = {
        open: () =>
          away
            ? Promise.reject(new Error('EIO'))
            : Promise.resolve({ bytes: (async function* () {})() } as never),
      };
      const given = new GivenWork();
      await using one = await owner('paper', given);
      given.give(6, 21);
      given.give(item, 22);
      await until(() => one.underWay === 2 || 'not taken', patient);
      away = false;
      await until(() => given.done.length === 2 || 'not sent', patient);
      assert.deepEqual(
        carrier.sent.map(({ messageId }) => messageId.split('-')[2]),
        ['6', `${item}`],
      );
    });
  });
}

/** A stream with one piece in it. */
class GivenWorkOf extends GivenWork {
  constructor(item: number, seq: number) {
    super();
    this.give(item, seq);
  }
}
