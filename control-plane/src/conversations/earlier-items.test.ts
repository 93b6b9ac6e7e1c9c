import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { testEngines } from '../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../store/testing/rows.ts';
import { earlierItemsOf } from './earlier-items.ts';
import { KeptTimelines } from './kept-timelines.ts';

const MOST = 16;

for (const engine of testEngines) {
  test(`what came before items that are looked at together is read at once, in ${engine.name}`, async () => {
    await using kept = await engine.start();
    await kept.store.write(async (sql) => {
      await addContact(sql, 'contact-1', 'Li Wei');
      await putHeads(sql, [aHead('long'), aHead('short')]);
      const choices = [{ label: 'Yes', means: { case: 'person', value: true } }] as const;
      await putItems(sql, [
        ...Array.from({ length: 40 }, (_, index) => anItem('long', index + 1, { note: index === 30 })),
        anItem('short', 1, { author: { kind: 'bot', id: 'virtual-agent', displayName: 'Weft' } }),
        anItem('short', 2, { body: { case: 'choices', value: { text: 'Which?', choices } } }),
        anItem('short', 3),
      ]);
    });
    const places = [
      { conversationId: 'long', seq: 33 },
      { conversationId: 'short', seq: 3 },
      { conversationId: 'nothing', seq: 9 },
      { conversationId: 'long', seq: 5 },
      { conversationId: 'short', seq: 1 },
    ];
    const read = mock.method(kept.store, 'read');
    const found = await Promise.all(places.map(earlierItemsOf(kept.store)));
    assert.equal(read.mock.callCount(), 1);
    read.mock.restore();
    assert.deepEqual(
      found.map((items) => items.length),
      [MOST, 2, 0, 4, 0],
    );
    const timelines = new KeptTimelines(kept.store);
    const alone = places.map(({ conversationId, seq }) => timelines.itemsBefore(conversationId, seq, MOST));
    const said = (await Promise.all(alone)).map((items) =>
      items.map(({ author, body, note, deleted }) => ({
        kind: author?.kind,
        id: author?.id,
        body,
        note,
        deleted,
      })),
    );
    assert.deepEqual(
      found.map((items) =>
        items.map(({ author, body, note, deleted }) => ({
          ...{ kind: author?.kind, id: author?.id, body, note, deleted },
        })),
      ),
      said,
    );
  });
}
