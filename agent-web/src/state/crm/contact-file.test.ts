import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { fakeDesk } from '../testing/fake-desk.ts';
import type { ContactCard, Ticket } from '../types.ts';
import { AgentContactFile } from './contact-file.ts';
import type { Crm } from './crm.ts';

const card = (changes: Partial<ContactCard> = {}): ContactCard => ({
  ...{ contactId: 'kim', displayName: 'Guest 17', nameClaimed: false, level: '', language: '' },
  ...{ identities: [], joins: [], proposals: [], attributes: [], fields: [], notes: [] },
  ...changes,
});

const cardOf = (displayName: string): ContactCard => card({ contactId: displayName, displayName });
const ticketOf = (changes: Partial<Ticket> = {}): Ticket => ({
  ...{ ticketId: 't-1', number: 1, revision: 1, subject: 'Lamp', state: 'open', ownerId: '' },
  changedAtMs: 0,
  ...changes,
});

const fileOf = (crm: Partial<Crm>): AgentContactFile =>
  new AgentContactFile({ crm: { ...fakeDesk().crm, ...crm }, log: silentLog });

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

test("a card that comes late is not shown as the next customer's", async () => {
  const cards = new Map<string, (card: ContactCard) => void>();
  const file = fileOf({ contact: (id) => new Promise((resolve) => cards.set(id, resolve)) });
  file.follow('kim');
  file.follow('amara');
  cards.get('kim')?.(cardOf('Kim'));
  await settle();
  assert.equal(file.get().contact, undefined);
  cards.get('amara')?.(cardOf('Amara'));
  await settle();
  assert.equal(file.get().contact?.displayName, 'Amara');
});

test("nor is what a join that took long made of the last customer's", async () => {
  let answer: (card: ContactCard) => void = () => undefined;
  const file = fileOf({
    contact: async (id) => cardOf(id),
    settle: () => new Promise((resolve) => (answer = resolve)),
  });
  file.follow('kim');
  await settle();
  file.settle({ contactId: 'k', name: 'K.', score: 0.9, reasons: [] }, true);
  file.follow('amara');
  await settle();
  answer(cardOf('Kim K.'));
  await settle();
  assert.equal(file.get().contact?.displayName, 'amara');
});

test('a ticket that could not be made is told to its form, which keeps what was written', async () => {
  const answers = [Promise.reject(new WeftError('UNAVAILABLE')), Promise.resolve(ticketOf())];
  answers[0]?.catch(() => undefined);
  const file = fileOf({
    createTicket: () => answers.shift() ?? Promise.reject(new Error('asked too often')),
  });
  file.follow('kim');
  assert.equal(await file.createTicket('Lamp', 'c-1'), false);
  assert.equal(file.get().problem?.name, 'fault');
  assert.equal(await file.createTicket('Lamp', 'c-1'), true);
  assert.equal(file.get().tickets?.length, 1);
});

test('a ticket shows its new state at once, and as it is when somebody else was first', async () => {
  let tickets = [ticketOf()];
  const file = fileOf({
    tickets: async () => tickets,
    changeTicket: async (ticketId, revision) => {
      assert.deepEqual([ticketId, revision], ['t-1', 1]);
      tickets = [ticketOf({ revision: 2, state: 'pending' })];
      throw new WeftError('CONFLICT');
    },
  });
  file.follow('kim');
  await settle();
  file.changeTicket(ticketOf(), { state: 'solved' });
  assert.equal(file.get().tickets?.[0]?.state, 'solved');
  await settle();
  await settle();
  assert.deepEqual(file.get().tickets, tickets);
  const { problem } = file.get();
  assert.ok(problem?.name === 'fault' && problem.code === 'CONFLICT');
});

test('a press that is repeated while its answer is awaited asks once', async () => {
  let asked = 0;
  const file = fileOf({
    part: () => {
      asked += 1;
      return new Promise(() => undefined);
    },
  });
  file.follow('kim');
  file.part('j-1');
  file.part('j-1');
  await settle();
  assert.equal(asked, 1);
});

test('with a new session, what could not be had is asked for again', async () => {
  let reachable = false;
  const file = fileOf({
    contact: async (id) => {
      if (!reachable) throw new WeftError('UNAVAILABLE');
      return cardOf(id);
    },
    ...{ tickets: async () => [], episodes: async () => [] },
    orders: () => Promise.reject(new WeftError('ROUTE_NOT_FOUND')),
  });
  file.follow('kim');
  await settle();
  assert.equal(file.get().problem?.name, 'fault');
  reachable = true;
  file.renew();
  await settle();
  assert.equal(file.get().contact?.displayName, 'kim');
  assert.equal(file.get().problem, undefined);
});

test('a field that a colleague set first is shown as theirs, and what came of it is told', async () => {
  const gold = { key: 'plan', value: 'gold' };
  const file = await opened({
    setContactField: async (_contactId, { key, value }) => card({ fields: [{ key, value }] }),
  });
  assert.equal(await file.setField({ ...gold, seen: '' }), undefined);
  assert.deepEqual(file.get().contact?.fields, [gold]);
  const other = await opened({ setContactField: () => Promise.reject(new WeftError('CONFLICT')) });
  const problem = await other.setField({ ...gold, seen: '' });
  assert.ok(problem?.name === 'fault' && problem.code === 'CONFLICT');
  // What failed is said beside the field, and not as something that could not be loaded.
  assert.equal(other.get().problem, undefined);
});

test('a name or a level that a colleague changed is on the card without being asked for', async () => {
  let known = card();
  let asked = 0;
  const file = fileOf({
    contact: async () => {
      asked += 1;
      return known;
    },
  });
  const said = { displayName: 'Guest 17', nameClaimed: false, level: '', language: '' };
  file.follow('kim', 'open', said);
  await settle();
  // What the card says already asks for nothing.
  file.follow('kim', 'open', { ...said });
  assert.equal(asked, 1);
  known = card({ displayName: 'Kim Lindqvist', level: 'gold' });
  file.follow('kim', 'open', { ...said, displayName: 'Kim Lindqvist', level: 'gold' });
  await settle();
  assert.deepEqual([file.get().contact?.displayName, file.get().contact?.level], ['Kim Lindqvist', 'gold']);
  assert.equal(asked, 2);
});

test('a card that comes after what was saved here meanwhile is asked for again', async () => {
  const answers: ((card: ContactCard) => void)[] = [];
  const file = fileOf({
    contact: () => new Promise((resolve) => answers.push(resolve)),
    changeContact: async () => card({ displayName: 'Kim L.', level: 'gold' }),
  });
  const said = { displayName: 'Guest 17', nameClaimed: false, level: '', language: '' };
  file.follow('kim', '', said);
  answers.shift()?.(card());
  await settle();
  file.follow('kim', '', { ...said, displayName: 'Kim' });
  await file.change({ level: 'gold' });
  answers.shift()?.(card({ displayName: 'Kim' }));
  await settle();
  assert.equal(file.get().contact?.displayName, 'Kim L.');
  answers.shift()?.(card({ displayName: 'Kim', level: 'gold' }));
  await settle();
  assert.deepEqual([file.get().contact?.displayName, file.get().contact?.level], ['Kim', 'gold']);
});
