import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { fakeDesk } from '../testing/fake-desk.ts';
import type { ContactCard } from '../types.ts';
import type { Crm } from './crm.ts';
import { AgentCustomers } from './customers.ts';

const card = (contactId: string): ContactCard => ({
  ...{ contactId, displayName: contactId, nameClaimed: false, level: '', language: '' },
  ...{ identities: [], joins: [], proposals: [], attributes: [], fields: [], notes: [] },
});

async function setUp(crm: Partial<Crm>) {
  const clock = new ManualClock();
  const customers = new AgentCustomers({ crm: { ...fakeDesk().crm, ...crm }, clock, log: silentLog });
  await settle();
  return { clock, customers, ids: () => customers.get().rows.map(({ contactId }) => contactId) };
}

describe('the customers', () => {
  it('never mix pages of two searches, however fast they are pressed', async () => {
    const asked: string[] = [];
    const { clock, customers, ids } = await setUp({
      contacts: async (words, cursor) => {
        asked.push(`${words}/${cursor}`);
        return { rows: [card(words === '' ? 'kim' : 'li')], cursor: words === '' ? 'c1' : '', levels: [] };
      },
    });
    customers.search('li');
    customers.more();
    clock.advance(200);
    await settle();
    assert.deepEqual([asked, ids()], [['/', 'li/'], ['li']]);
  });

  it('are narrowed and ordered at once, with what is searched for', async () => {
    const asked: string[] = [];
    const { customers, ids } = await setUp({
      contacts: async (words, cursor, { order, level, kind }) => {
        asked.push([words, cursor, order, level, kind].join('/'));
        return { rows: [card(order)], cursor: '', levels: ['gold'] };
      },
    });
    assert.deepEqual(customers.get().levels, ['gold']);
    customers.narrow({ order: 'name' });
    customers.narrow({ level: 'gold', kind: 'phone' });
    await settle();
    assert.deepEqual([asked, ids()], [['//recent//any', '//name//any', '//name/gold/phone'], ['name']]);
  });

  it('are listed page by page, and nobody twice', async () => {
    const asked: string[] = [];
    const { customers, ids } = await setUp({
      contacts: async (words, cursor) => {
        asked.push(`${words}/${cursor}`);
        return cursor === ''
          ? { rows: [card('kim'), card('li')], cursor: 'c1', levels: [] }
          : { rows: [card('li'), card('bo')], cursor: '', levels: [] };
      },
    });
    assert.deepEqual(ids(), ['kim', 'li']);
    customers.more();
    await settle();
    assert.deepEqual(ids(), ['kim', 'li', 'bo']);
    customers.more();
    await settle();
    assert.deepEqual(asked, ['/', '/c1']);
  });

  it('are searched when typing pauses, and only the last answer counts', async () => {
    const answers = new Map<string, (rows: readonly ContactCard[]) => void>();
    const { clock, customers, ids } = await setUp({
      contacts: (words) =>
        new Promise((resolve) => answers.set(words, (rows) => resolve({ rows, cursor: '', levels: [] }))),
    });
    customers.search('k');
    customers.search('ki');
    clock.advance(200);
    customers.search('kim');
    clock.advance(200);
    assert.deepEqual([...answers.keys()], ['', 'ki', 'kim']);
    answers.get('kim')?.([card('kim')]);
    await settle();
    answers.get('ki')?.([card('kira')]);
    await settle();
    assert.deepEqual([ids(), customers.get().loading], [['kim'], 'none']);
  });

  it('say what stood in the way, and are listed when asked again', async () => {
    let down = true;
    const { customers, ids } = await setUp({
      contacts: async () => {
        if (down) throw new WeftError('UNAVAILABLE');
        return { rows: [card('kim')], cursor: '', levels: [] };
      },
    });
    const { problem } = customers.get();
    assert.ok(problem?.name === 'fault' && problem.code === 'UNAVAILABLE');
    down = false;
    customers.renew();
    await settle();
    assert.deepEqual([ids(), customers.get().problem], [['kim'], undefined]);
  });

  it('are opened when they were written down, or joined; a refusal changes nothing', async () => {
    const { customers } = await setUp({
      contacts: async () => ({ rows: [card('kim'), card('kim-2')], cursor: '', levels: [] }),
      contact: async (contactId) => card(contactId),
      createContact: async ({ displayName }) => card(displayName),
      joinContacts: async (contactId, otherId) => {
        if (otherId === 'none') throw new WeftError('RECORD_NOT_FOUND');
        return card(contactId);
      },
    });
    assert.equal(await customers.create({ displayName: 'kim', phone: '', email: '' }), undefined);
    assert.equal(customers.get().openId, 'kim');
    assert.deepEqual(
      (await customers.others('k')).map(({ contactId }) => contactId),
      ['kim-2'],
    );
    assert.equal(await customers.join('kim-2'), undefined);
    const refused = await customers.join('none');
    assert.ok(refused?.name === 'fault' && refused.code === 'RECORD_NOT_FOUND');
    assert.equal(customers.get().openId, 'kim');
  });
});
