import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { type Clock, type Item, type Log, silentLog, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { z } from 'zod';
import { Sealer } from '../channels/accounts/sealer.ts';
import { putErasure } from '../store/erasures.ts';
import { takeSteps } from '../store/steps.ts';
import { type TestStore, testEngines } from '../store/testing/engines.ts';
import { addContact, aHead, anItem, putItems } from '../store/testing/rows.ts';
import { latestDeliveries, sendAgain } from '../store/webhook-deliveries.ts';
import { addEndpoint, changeEndpoint, endpointsOf, removeEndpoint } from '../store/webhook-endpoints.ts';
import { EVENT_KINDS } from '../store/webhook-tables.ts';
import { Poster } from './poster.ts';
import { newSecret, signedHeaders } from './signature.ts';
import { Receiver, type Told } from './testing/receiver.ts';
import { WebhookSender } from './webhook-sender.ts';

/** Everything takes a fiftieth of its time. */
const RATE = 50;
const beganMs = systemClock.now();
const quick: Clock = {
  ...systemClock,
  now: () => beganMs + (systemClock.now() - beganMs) * RATE,
  after: (ms, work) => systemClock.after(ms / RATE, work),
  every: (ms, work) => systemClock.every(ms / RATE, work),
};
const patient = { timeoutMs: 30_000 };
const SEALER = new Sealer([new Uint8Array(32)]);
const Body = z.looseObject({ id: z.string(), type: z.string(), data: z.looseObject({}) });
const bodyOf = ({ body }: Told) => Body.parse(JSON.parse(body));

for (const engine of testEngines) {
  describe(`events that are sent, in ${engine.name}`, () => {
    const secrets = new Map<string, string>();
    let test: TestStore;
    let running: AsyncDisposableStack;
    let receiver: Receiver;
    let other: Receiver;
    let position = 0;
    let logged: unknown[] = [];
    let conversation = 0;
    const log: Log = {
      ...silentLog,
      ...{ info: (...said) => void logged.push(said), warn: (...said) => void logged.push(said) },
      error: (...said) => void logged.push(said),
    };
    before(async () => {
      test = await engine.start();
      await test.store.write((sql) => addContact(sql, 'contact-1', 'Li Wei'));
    });
    after(() => test[Symbol.asyncDispose]());
    beforeEach(async () => {
      running = new AsyncDisposableStack();
      receiver = running.use(await new Receiver().up());
      other = running.use(await new Receiver().up());
      conversation += 1;
      logged = [];
    });
    afterEach(async () => {
      await running.disposeAsync();
      await test.store.write(async (sql) => {
        for (const { endpointId } of await endpointsOf(sql)) await removeEndpoint(sql, endpointId);
      });
    });

    const add = async (endpointId: string, to: Receiver) => {
      const secret = newSecret();
      secrets.set(endpointId, secret);
      const text = { name: endpointId, url: to.url, kinds: [...EVENT_KINDS], active: true };
      const by = { changedBy: 'mei', changedAtMs: 1, endpointId, secret: SEALER.seal(secret, endpointId) };
      await test.store.write((sql) => addEndpoint(sql, { ...text, ...by }));
    };
    const start = (poster: Pick<Poster, 'post'> = new Poster({ clock: quick, ownNetwork: true })) =>
      running.use(new WebhookSender({ store: test.store, sealer: SEALER, poster, clock: quick, log }));
    const id = (more = ''): string => `conv-${engine.name}-${conversation}${more}`;
    /** Somebody writes: kept, whatever becomes of those who are told. */
    const happens = async (items: readonly Item[], conversationId = id()) => {
      const head = aHead(conversationId, { contactName: 'Li Wei', revision: items.at(-1)?.revision ?? 1 });
      const from = position;
      position += 1;
      const opened = items[0]?.seq === 1 ? [head] : [];
      const step = { stream: 'TIMELINE', partition: 1, from, to: position, heads: [head], opened, items };
      const [kept] = await test.store.change((sql) => takeSteps(sql, [step]));
      assert.ok(kept);
    };
    const messages = (seqs: readonly number[], conversationId = id()) =>
      seqs.map((seq) => anItem(conversationId, seq));
    const latest = (endpointId: string) => test.store.read((sql) => latestDeliveries(sql, endpointId, 50));
    const settled = (endpointId: string) =>
      until(async () => {
        const open = (await latest(endpointId)).filter(({ state }) => state === 'waiting');
        return open.length === 0 || JSON.stringify(open);
      }, patient);
    const idsAt = ({ told }: Receiver) => told.map(({ headers }) => headers['webhook-id']);

    it('say what happened, signed with the endpoint’s own secret', async () => {
      await add('crm', receiver);
      start();
      await happens([
        ...messages([1]),
        anItem(id(), 2, {
          author: { kind: 'system', id: '', displayName: '' },
          body: { case: 'event', value: { kind: 'rated', subject: '4', detail: 'quick' } },
        }),
      ]);
      await settled('crm');
      const [opened, message, rated] = receiver.told.map(bodyOf);
      const { conversation: about } = z.object({ conversation: z.looseObject({}) }).parse(opened?.data);
      assert.deepEqual([opened?.type, about.id, about.state], ['conversation.created', id(), 'waiting']);
      assert.deepEqual(about.contact, { id: 'contact-1', name: 'Li Wei' });
      assert.deepEqual(message?.data.message, {
        ...{ seq: 1, channel: 'chat', deleted: false, text: 'text 1', attachment: null },
        author: { kind: 'customer', id: 'contact-1', name: 'Li Wei' },
      });
      assert.deepEqual([rated?.type, rated?.data.rating], ['rating.given', { stars: 4, comment: 'quick' }]);
      for (const { headers, body } of receiver.told) {
        const atMs = Number(headers['webhook-timestamp']) * 1_000;
        const event = { id: String(headers['webhook-id']), atMs, body };
        const wanted = signedHeaders(secrets.get('crm') ?? '', event);
        assert.equal(headers['webhook-signature'], wanted['webhook-signature']);
        assert.equal(Body.parse(JSON.parse(body)).id, event.id);
      }
    });

    it('are sent by who comes next where the sender dies between the message and its event', async () => {
      await add('crm', receiver);
      const asked = Promise.withResolvers<void>();
      const dying = start({
        post: ({ signal }) => {
          asked.resolve();
          return new Promise((resolve) =>
            signal?.addEventListener('abort', () => resolve({ status: 0, reason: 'unreachable', tookMs: 0 })),
          );
        },
      });
      await happens(messages([1, 2]));
      await asked.promise;
      await dying[Symbol.asyncDispose]();
      assert.ok((await latest('crm')).every(({ state, tries }) => state === 'waiting' && tries === 0));
      // Nobody sends while this is written.
      await happens(messages([3]));
      start();
      await settled('crm');
      assert.deepEqual(
        idsAt(receiver),
        [0, 1, 2, 3].map((seq) => `${id()}_${seq}`),
      );
    });

    it('wait for an endpoint that is gone, and go in order when it is back', async () => {
      await add('crm', receiver);
      await receiver.down();
      start();
      await happens(messages([1, 2]));
      await until(async () => {
        const [endpoint] = await test.store.read(endpointsOf);
        const tries = (await latest('crm')).map((one) => one.tries);
        return (endpoint?.failingSinceMs ?? 0) > 0 && tries.some((one) => one > 1) ? true : tries.join();
      }, patient);
      await receiver.up();
      await settled('crm');
      assert.deepEqual(
        idsAt(receiver),
        [0, 1, 2].map((seq) => `${id()}_${seq}`),
      );
      assert.equal((await test.store.read(endpointsOf))[0]?.failingSinceMs, 0);
      const said = JSON.stringify(logged);
      assert.match(said, /unreachable/);
      assert.doesNotMatch(said, /text 1|whsec_|127\.0\.0\.1/);
    });

    it('are tried again when they are refused or sent elsewhere, with the same id', async () => {
      await add('crm', receiver);
      const answers = [500, 302];
      receiver.answer = (response) => {
        const status = answers.shift() ?? 200;
        response.writeHead(status, status === 302 ? { location: other.url } : {}).end();
      };
      start();
      await happens(messages([1]));
      await settled('crm');
      assert.deepEqual(
        idsAt(receiver).slice(0, 3),
        [0, 0, 0].map((seq) => `${id()}_${seq}`),
      );
      assert.equal(other.told.length, 0);
      assert.deepEqual((await latest('crm')).map(({ tries }) => tries).sort(), [1, 3]);
    });

    it('are not held up by an endpoint that is slow', async () => {
      await add('slow', receiver);
      await add('quick', other);
      receiver.answer = () => undefined;
      start();
      await happens(messages([1, 2, 3]));
      await settled('quick');
      assert.equal(other.told.length, 4);
      assert.ok((await latest('slow')).every(({ state }) => state === 'waiting'));
    });

    it('of several conversations go beside each other, and no more than four at a time', async () => {
      await add('crm', receiver);
      let [now, most] = [0, 0];
      receiver.answer = (response) => {
        now += 1;
        most = Math.max(most, now);
        systemClock.after(20, () => {
          now -= 1;
          response.end();
        });
      };
      for (const name of 'abcdefghij') await happens(messages([1], id(name)), id(name));
      start();
      await settled('crm');
      assert.equal(receiver.told.length, 20);
      assert.ok(most > 1 && most <= 4, `${most}`);
      assert.equal(new Set(idsAt(receiver)).size, 20);
    });

    it('say nothing of words that were erased before they went', async () => {
      await add('crm', receiver);
      await happens(messages([1]));
      await test.store.write(async (sql) => {
        await putErasure(sql, { contactId: 'contact-1', atMs: 5_000 });
        await putItems(sql, [anItem(id(), 1, { revision: 2, deleted: true, body: undefined })]);
      });
      start();
      await settled('crm');
      const said = receiver.told.map(({ body }) => body).join('');
      assert.doesNotMatch(said, /text 1/);
      assert.match(said, /"deleted":true/);
      const kept = await test.store.read((sql) => sql.selectFrom('webhookDeliveries').selectAll().execute());
      assert.doesNotMatch(JSON.stringify(kept), /text 1|Li Wei/);
    });

    it('are given up after the last try, and go when they are sent again', async () => {
      await add('crm', receiver);
      receiver.answer = (response) => response.writeHead(503).end();
      const tries = [5, 30, 120, 600, 3_600, 21_600].length + 1;
      await happens(messages([1]));
      // No pause here: what comes next and when is the pure part's.
      let asked = 0;
      const now = (): number => {
        asked += 1;
        return beganMs + asked * 30_000_000;
      };
      const hasty: Clock = { ...quick, now };
      const poster = new Poster({ clock: quick, ownNetwork: true });
      const sender = new WebhookSender({ store: test.store, sealer: SEALER, poster, clock: hasty, log });
      running.use(sender);
      await settled('crm');
      const given = await latest('crm');
      assert.deepEqual(
        given.map(({ state, status, reason, tries: many }) => [state, status, reason, many]),
        [1, 2].map(() => ['given-up', 503, 'status', tries]),
      );
      receiver.answer = (response) => response.end();
      for (const one of given.toReversed()) await test.store.write((sql) => sendAgain(sql, one, beganMs));
      await settled('crm');
      assert.ok((await latest('crm')).every(({ state }) => state === 'delivered'));
    });

    it('stay while their endpoint is off, and none are added', async () => {
      await add('crm', receiver);
      await happens(messages([1]));
      const turn = (revision: number, active: boolean) =>
        test.store.write((sql) =>
          changeEndpoint(
            sql,
            { endpointId: 'crm', revision },
            {
              ...{ name: 'crm', url: receiver.url, kinds: [...EVENT_KINDS], active },
              ...{ changedBy: 'mei', changedAtMs: 2 },
            },
          ),
        );
      await turn(1, false);
      await happens(messages([2]));
      await add('another', other);
      start();
      await happens(messages([3]));
      await settled('another');
      assert.equal(receiver.told.length, 0);
      await turn(2, true);
      await settled('crm');
      assert.deepEqual(
        idsAt(receiver),
        [0, 1].map((seq) => `${id()}_${seq}`),
      );
    });
  });
}
