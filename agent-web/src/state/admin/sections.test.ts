import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { Session } from '../session.ts';
import { settle } from '../testing/fake-ask.ts';
import { FakeApi, grantOf } from '../testing/fake-page.ts';
import { Administration } from './administration.ts';
import { AuditPages } from './audit-pages.ts';
import { SharedCustomerLists } from './customer-lists.ts';
import { InvitationListEditor } from './invitations-editor.ts';
import { TraitsEditor } from './people-editor.ts';
import { FakeAdmin } from './testing/fake-admin.ts';
import { FakeIntents } from './testing/fake-intents.ts';

const log = silentLog;

function administration() {
  const api = new FakeApi();
  const clock = new ManualClock();
  const session = new Session(() => api.refresh(), api, clock, log);
  const parts = { api, admin: new FakeAdmin(), intents: new FakeIntents(), session, clock, log };
  return { api, admin: new Administration(parts) };
}

test('only administrators get in, and who is none loses the cookie that a try gave', async () => {
  const { api, admin } = administration();
  api.grants = async () => {
    throw new WeftError('TOKEN_INVALID');
  };
  admin.open();
  await settle();
  assert.deepEqual(admin.get(), { name: 'signed-out', problem: undefined });
  api.grants = async () => grantOf({ grants: ['supervisor'] });
  admin.signIn('sun', 'x');
  await settle();
  const refused = admin.get();
  assert.equal(refused.name === 'signed-out' && refused.problem?.name, 'fault');
  assert.equal(api.asked.at(-1), 'sign-out');
  api.grants = async () => grantOf({ name: 'Mei', subjectId: 'mei', grants: ['admin'] });
  admin.signIn('mei', 'x');
  await settle();
  assert.deepEqual(admin.get(), { name: 'signed-in', agentId: 'mei', displayName: 'Mei' });
  admin.signOut();
  assert.equal(admin.get().name, 'signed-out');
});

test('a capacity is changed in the rules that hold, whatever else is in them', async () => {
  const api = new FakeAdmin();
  api.keep({ defaultQueue: 'all', capacities: { senior: { units: 200 } } });
  const people = new TraitsEditor({ api, log });
  people.load();
  await settle();
  assert.deepEqual(
    people.get().people.map(({ name }) => name),
    ['Anna', 'Olga'],
  );
  people.saveCapacity({ name: 'default', units: 80, channels: {} }, 'less');
  await settle();
  assert.deepEqual(api.versionsKept[0]?.rules, {
    defaultQueue: 'all',
    capacities: { senior: { units: 200 }, default: { units: 80, channels: {} } },
  });
  assert.equal(api.versionsKept[0]?.head.note, 'less');
  people.save('anna', { skills: { refunds: 3 }, languages: [], attributes: {}, capacity: 'default' });
  await settle();
  assert.deepEqual(api.set, ['anna {"refunds":3}']);
  assert.deepEqual([people.get().skills, people.get().saved], [['refunds'], 'anna']);
});

test('somebody who is added has a password that is told until it was passed on', async () => {
  const people = new TraitsEditor({ api: new FakeAdmin(), log });
  people.load();
  await settle();
  people.add({ login: 'bo', name: 'Bo', role: 'agent' });
  await settle();
  const names = (): readonly string[] => people.get().people.map(({ name }) => name);
  assert.deepEqual(names(), ['Anna', 'Bo', 'Olga']);
  assert.deepEqual(people.get().told, { agentId: 'bo', name: 'Bo', login: 'bo', password: 'told-once' });
  people.change('bo', { name: 'Zoe', active: false });
  await settle();
  assert.deepEqual(names(), ['Anna', 'Olga', 'Zoe']);
  assert.deepEqual([people.get().savedAccount, people.get().people.at(-1)?.active], ['bo', false]);
  people.renewPassword('bo');
  await settle();
  assert.equal(people.get().told?.password, 'new-of-bo');
  people.forgetPassword();
  assert.equal(people.get().told, undefined);
  people.add({ login: 'anna', name: 'Another', role: 'agent' });
  await settle();
  const { problem } = people.get();
  assert.equal(problem?.name === 'fault' && problem.code, 'CONFLICT');
  assert.deepEqual(names(), ['Anna', 'Olga', 'Zoe']);
});

test('invitations are edited as a list and saved as one', async () => {
  const api = new FakeAdmin();
  const invitations = new InvitationListEditor({ api, log });
  invitations.load();
  await settle();
  invitations.add();
  invitations.add();
  const [first, second] = invitations.get().rules.map(({ ruleId }) => ruleId);
  assert.ok(first !== undefined && second !== undefined && first !== second);
  invitations.move(second, -1);
  invitations.move(second, -1);
  invitations.change(first, { cartItems: 2 });
  assert.deepEqual([invitations.get().changed, api.invitationsKept.length], [true, 0]);
  invitations.save();
  await settle();
  assert.deepEqual(
    api.invitationsKept.map(({ ruleId, cartItems }) => [ruleId, cartItems]),
    [
      [second, 0],
      [first, 2],
    ],
  );
  assert.deepEqual([invitations.get().changed, invitations.get().saved], [false, true]);
  invitations.remove(first);
  assert.equal(invitations.get().rules.length, 1);
});

test('invitations that another saved meanwhile are not overwritten, and one’s own are kept until those are loaded', async () => {
  const api = new FakeAdmin();
  const [mine, others] = [new InvitationListEditor({ api, log }), new InvitationListEditor({ api, log })];
  for (const one of [mine, others]) {
    one.load();
    await settle();
    one.add();
  }
  others.change('invitation-1', { cartItems: 7 });
  others.save();
  await settle();
  mine.save();
  await settle();
  assert.deepEqual([mine.get().overtaken, mine.get().changed, mine.get().saved], [true, true, false]);
  assert.deepEqual([mine.get().rules[0]?.cartItems, api.invitationsKept[0]?.cartItems], [0, 7]);
  mine.load();
  await settle();
  assert.deepEqual([mine.get().overtaken, mine.get().rules[0]?.cartItems], [false, 7]);
  mine.add();
  mine.save();
  await settle();
  assert.deepEqual([api.invitationsKept.length, mine.get().saved], [2, true]);
});

test('the audit log comes page by page, and a failure is shown', async () => {
  const api = new FakeAdmin();
  const audit = new AuditPages({ api, log });
  audit.load({ actorId: '', subjectId: '' });
  await settle();
  audit.loadMore();
  await settle();
  assert.deepEqual(
    audit.get().entries.map(({ entry }) => entry),
    [5, 4, 3, 2],
  );
  assert.equal(audit.get().more, true);
  api.audit = () => Promise.reject(new WeftError('UNAVAILABLE'));
  audit.loadMore();
  await settle();
  assert.equal(audit.get().problem?.name, 'fault');
  assert.equal(audit.get().entries.length, 4);
});

test('a list of customers is taken in, what became of it is told, and all of them come as a file', async () => {
  const api = new FakeAdmin();
  const lists = new SharedCustomerLists({ api, log });
  lists.takeIn(new Blob(['phone\n123']));
  assert.equal(lists.get().step, 'saving');
  await settle();
  assert.deepEqual(lists.get().taken?.refused, [{ line: 3, fault: 'bad-phone' }]);
  assert.deepEqual(api.set, ['phone\n123']);
  api.importCustomers = async () => {
    throw new WeftError('BAD_REQUEST');
  };
  lists.takeIn(new Blob(['x']));
  await settle();
  assert.equal(lists.get().taken, undefined);
  assert.equal(lists.get().problem?.name, 'fault');
  const files: Blob[] = [];
  lists.writeOut((file) => files.push(file));
  await settle();
  assert.equal(files.length, 1);
  assert.equal(lists.get().problem, undefined);
});
