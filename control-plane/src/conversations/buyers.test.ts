import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { putIdentity } from '../store/contacts.ts';
import { testEngines } from '../store/testing/engines.ts';
import { addContact } from '../store/testing/rows.ts';
import { buyersOf } from './buyers.ts';

for (const engine of testEngines) {
  test(`those who write at the same moment are looked up together, in ${engine.name}`, async () => {
    await using kept = await engine.start();
    await kept.store.write(async (sql) => {
      for (const contactId of ['ann', 'bo']) await addContact(sql, contactId);
      const proven = { contactId: 'ann', verified: true, source: 'sms', sinceMs: 1 } as const;
      await putIdentity(sql, { ...proven, kind: 'phone', value: '+8613800000001', shown: '138' });
      await putIdentity(sql, { ...proven, kind: 'account', value: 'a-1', shown: 'a-1', verified: false });
    });
    const buyerOf = buyersOf(kept.store);
    const read = mock.method(kept.store, 'read');
    const found = await Promise.all(['ann', 'bo', 'ann', 'nobody'].map(buyerOf));
    const ann = { accounts: [], phones: ['+8613800000001'] };
    const nobody = { accounts: [], phones: [] };
    assert.deepEqual(found, [ann, nobody, ann, nobody]);
    assert.equal(read.mock.callCount(), 1);
  });
}
