import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { InboundArrival } from '@weft/proto';
import { putSources } from '../../store/inbound-sources.ts';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { recognise } from './recognising.ts';

const DIED_MS = 1_750_000_000_000;
const OPENED_MS = DIED_MS + 6_000;

for (const engine of testEngines) {
  describe(`knowing again what a carrier delivers twice, over ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    /** As the owner after it gives what it is delivered. */
    const later = (content: string, sequence: number): InboundArrival =>
      InboundArrival.create({
        ...{ accountId: 'sms', channel: 'sms', sourceId: `mo${content}x8x1x${sequence}` },
        atMs: OPENED_MS + sequence,
        doubt: { beginsWith: `mo${content}x`, fromMs: DIED_MS - 4_000, untilMs: OPENED_MS },
      });
    const earlier = (content: string, sequence: number, atMs = DIED_MS): InboundArrival =>
      InboundArrival.create({
        ...{ accountId: 'sms', channel: 'sms', sourceId: `mo${content}x7x1x${sequence}`, atMs },
      });
    const place = (...arrivals: readonly InboundArrival[]) =>
      test.store.write((sql) =>
        putSources(
          sql,
          arrivals.map(({ accountId, sourceId, atMs }) => ({
            ...{ accountId, sourceId, conversationId: 'conv-1', atMs },
          })),
        ),
      );
    const found = async (...arrivals: readonly InboundArrival[]): Promise<readonly string[]> =>
      (await test.store.write((sql) => recognise(sql, arrivals))).map(({ sourceId }) => sourceId);

    it('gives it the id that it came under, and hears what a person says once more after that', async () => {
      await place(earlier('a1', 1));
      assert.deepEqual(await found(later('a1', 1)), ['moa1x7x1x1']);
      assert.deepEqual(await found(later('a1', 2)), ['moa1x8x1x2']);
      // Done twice, as after a kill.
      assert.deepEqual(await found(later('a1', 1)), ['moa1x7x1x1']);
    });

    it('tells two from one that were said twice before', async () => {
      await place(earlier('b1', 1), earlier('b1', 2));
      assert.deepEqual(await found(later('b1', 1), later('b1', 2), later('b1', 3)), [
        ...['mob1x7x1x1', 'mob1x7x1x2', 'mob1x8x1x3'],
      ]);
    });

    it('finds what nobody has placed yet, in front of it', async () => {
      assert.deepEqual(await found(earlier('c1', 1), later('c1', 1)), ['moc1x7x1x1', 'moc1x7x1x1']);
    });

    it('hears again what was answered for certain, other words, and other accounts', async () => {
      await place(earlier('d1', 1, DIED_MS - 5_000), earlier('d2', 1));
      const other = { ...later('d2', 2), accountId: 'other' };
      assert.deepEqual(await found(later('d1', 1), later('d', 1), other), [
        ...['mod1x8x1x1', 'modx8x1x1', 'mod2x8x1x2'],
      ]);
    });
  });
}
