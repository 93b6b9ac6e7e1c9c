import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, WeftError } from '@weft/proto';
import { fakeDesk } from '../testing/fake-desk.ts';
import type { ContactCard } from '../types.ts';
import { AgentContactFile } from './contact-file.ts';
import type { Crm } from './crm.ts';

const card = (changes: Partial<ContactCard> = {}): ContactCard => ({
  ...{ contactId: 'kim', displayName: 'Guest 17', level: '', language: '' },
  ...{ identities: [], joins: [], proposals: [], attributes: [], notes: [] },
  ...changes,
});

async function opened(crm: Partial<Crm>) {
  const file = new AgentContactFile({
    crm: { ...fakeDesk().crm, contact: async () => card(), ...crm },
    log: silentLog,
  });
  file.follow('kim');
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(file.get().contact?.displayName, 'Guest 17');
  return file;
}

test('what an agent changes of a contact is what the pane shows from then on', async () => {
  const asked: unknown[] = [];
  const file = await opened({
    changeContact: async (contactId, change) => {
      asked.push([contactId, change]);
      return card(change);
    },
  });
  assert.equal(await file.change({ displayName: 'Kim Lindqvist' }), true);
  assert.deepEqual(asked, [['kim', { displayName: 'Kim Lindqvist' }]]);
  assert.equal(file.get().contact?.displayName, 'Kim Lindqvist');
});

test('what is refused is told, and its form stays open', async () => {
  const file = await opened({
    addIdentity: () => Promise.reject(new WeftError('BAD_REQUEST', 'that is no phone')),
    addContactNote: async () => card(),
  });
  assert.equal(await file.addIdentity('phone', 'abc'), false);
  const { problem } = file.get();
  assert.ok(problem?.name === 'fault' && problem.code === 'BAD_REQUEST');
  assert.equal(await file.addNote('calls in the morning'), true);
  assert.equal(file.get().problem, undefined);
});

test('an answer that comes when another file is open is not shown in it', async () => {
  const { promise, resolve } = Promise.withResolvers<ContactCard>();
  const file = await opened({ changeContact: () => promise });
  const changing = file.change({ level: 'vip' });
  file.follow('lee');
  resolve(card({ level: 'vip' }));
  await changing;
  assert.equal(file.get().contactId, 'lee');
  assert.equal(file.get().contact?.level ?? '', '');
});
