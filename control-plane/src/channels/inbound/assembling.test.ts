import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { InboundArrival } from '@weft/proto';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { assemble, forgetParts, overdue } from './assembling.ts';

const NOW_MS = 1_750_000_000_000;
const HALF_AN_HOUR_MS = 30 * 60_000;
let deliveries = 0;

/** A part as a carrier delivers it: each delivery has an id of its own. */
function part(reference: string, index: number, text: string, more: { total?: number; atMs?: number } = {}) {
  const { total = 2, atMs = NOW_MS } = more;
  deliveries += 1;
  const from = { kind: 'phone', value: '+8613800000001', shown: '', displayName: '' };
  const value = { from, text: '', part: { reference, total, index, units: Buffer.from(text, 'utf16le') } };
  return InboundArrival.create({
    ...{ accountId: 'carrier', channel: 'sms', sourceId: `mo${deliveries}`, atMs },
    body: { case: 'message', value },
  });
}

for (const engine of testEngines) {
  describe(`parts of messages, in ${engine.name}`, () => {
    let test: TestStore;
    /** What comes of a batch, as its worker does it. */
    const take = async (...batch: readonly InboundArrival[]): Promise<readonly string[]> => {
      const { arrivals, whole } = await test.store.write((sql) => assemble(sql, batch));
      if (whole.length > 0) await test.store.write((sql) => forgetParts(sql, whole));
      return arrivals.map(({ body }) => (body?.case === 'message' ? body.value.text : ''));
    };
    const late = async (nowMs: number): Promise<readonly string[]> => {
      const { arrivals, whole } = await test.store.read((sql) => overdue(sql, nowMs));
      await test.store.write((sql) => forgetParts(sql, whole));
      return arrivals.map(({ body }) => (body?.case === 'message' ? body.value.text : ''));
    };
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    it('are one message in whichever order they come, also where a character was cut', async () => {
      const [high, low] = ['😀'.slice(0, 1), '😀'.slice(1)];
      assert.deepEqual(await take(part('r 1', 2, `${low} there`)), []);
      assert.deepEqual(await take(part('r 1', 1, `hello ${high}`)), ['hello 😀 there']);
      assert.deepEqual(await late(NOW_MS + 2 * HALF_AN_HOUR_MS), []);
    });

    it('that come twice make one message: before it is whole, with the last part, and after it', async () => {
      const [one, two] = [() => part('r 2', 1, 'one '), () => part('r 2', 2, 'two')];
      assert.deepEqual(await take(one(), one()), []);
      assert.deepEqual(await take(one(), two(), two(), one()), ['one two']);
      assert.deepEqual(await take(two(), one()), []);
      assert.deepEqual(await late(NOW_MS + 2 * HALF_AN_HOUR_MS), []);
    });

    it('of the next message under the same reference are that message', async () => {
      assert.deepEqual(await take(part('r 3', 1, 'a'), part('r 3', 2, 'b')), ['ab']);
      assert.deepEqual(await take(part('r 3', 1, 'c'), part('r 3', 2, 'd')), ['cd']);
      const again = { atMs: NOW_MS + 2 * HALF_AN_HOUR_MS };
      assert.deepEqual(await take(part('r 3', 1, 'a', again), part('r 3', 2, 'b', again)), ['ab']);
    });

    it('that never come are marked after half an hour', async () => {
      await take(part('r 4', 1, 'begins ', { total: 3 }), part('r 4', 3, ' ends', { total: 3 }));
      assert.deepEqual(await late(NOW_MS + HALF_AN_HOUR_MS - 1), []);
      assert.deepEqual(await late(NOW_MS + HALF_AN_HOUR_MS + 1), ['begins […] ends']);
      assert.deepEqual(await late(NOW_MS + HALF_AN_HOUR_MS + 1), []);
    });
  });
}
