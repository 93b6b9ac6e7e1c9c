import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import type { ChannelAccount, SettingField } from '../types.ts';
import { accountDraft, newDraft, settingsOf } from './account-draft.ts';
import { ChannelAccountsEditor } from './accounts-editor.ts';
import { LetterPages } from './letter-pages.ts';
import { FakeAdmin } from './testing/fake-admin.ts';

const log = silentLog;
const field = (name: string, more: Partial<SettingField> = {}): SettingField => ({
  ...{ name, label: { en: name, zh: name }, hint: { en: '', zh: '' }, type: 'text', required: false },
  ...{ secret: false, initial: '', choices: [], min: 0, max: 100, maxLength: 50, columns: [] },
  ...more,
});
const FIELDS = [
  field('host', { required: true }),
  field('port', { type: 'number', initial: 2775 }),
  field('tls', { type: 'flag', initial: true }),
  field('password', { secret: true }),
  field('mode', { type: 'choice', choices: ['a', 'b'], required: true }),
  field('senders', { type: 'list', columns: [field('prefix')] }),
];
const SMS = { kind: 'smpp', channel: 'sms', hasMenu: false, fields: FIELDS };
const ACCOUNT: ChannelAccount = {
  ...{ accountId: 'smpp', name: 'Carrier', kind: 'smpp', channel: 'sms', enabled: true, webhookUrl: '' },
  settings: { host: 'x', port: 1, tls: false, mode: 'b', senders: [{ prefix: '+1' }], odd: { kept: 1 } },
  ...{ secretsSet: ['password'], failoverTo: '', changedAtMs: 1 },
  health: { state: 'up', sinceMs: 1, reason: '', instanceId: 'control-1' },
};

async function opened() {
  const api = new FakeAdmin();
  const clock = new ManualClock();
  api.kindsKept = [SMS];
  api.accountsKept = [ACCOUNT];
  const editor = new ChannelAccountsEditor({ api, clock, log });
  const stop = editor.live.watch();
  await settle();
  return { api, clock, editor, stop };
}

test('a new account begins with what the server says, under an id that is free', () => {
  const draft = newDraft(SMS, ['smpp', 'smpp-2']);
  assert.equal(draft.accountId, 'smpp-3');
  assert.deepEqual(draft.settings, {
    ...{ host: '', port: '2775', tls: true, password: '', mode: '', senders: [] },
  });
});

test('a secret that is left empty is not sent, and what the page has no field for stays', () => {
  const { settings } = accountDraft(ACCOUNT, FIELDS);
  assert.deepEqual([settings.password, settings.port, settings.tls], ['', '1', false]);
  assert.deepEqual(settingsOf(FIELDS, settings, ACCOUNT.settings), ACCOUNT.settings);
  const changed = settingsOf(FIELDS, { ...settings, password: 'new', port: '7x' }, ACCOUNT.settings);
  assert.deepEqual([changed.password, changed.port], ['new', '7x'], 'the server says what is no number');
});

test('accounts are asked for again while somebody looks, and a silent server is not hidden', async () => {
  const { api, clock, editor, stop } = await opened();
  assert.deepEqual([editor.live.get().known, editor.live.get().accounts[0]?.health.state], [true, 'up']);
  const health = { ...ACCOUNT.health, state: 'down', reason: 'no route' };
  api.accountsKept = [{ ...ACCOUNT, health }];
  clock.advance(2_000);
  await settle();
  assert.equal(editor.live.get().accounts[0]?.health.reason, 'no route');
  api.accounts = () => Promise.reject(new TypeError('away'));
  clock.advance(2_000);
  await settle();
  assert.deepEqual([editor.live.get().problem?.name, editor.live.get().accounts.length], ['network', 1]);
  stop();
});

test('what the server says of a setting is told where the setting is, until the draft changes', async () => {
  const { api, editor, stop } = await opened();
  api.putAccount = () =>
    Promise.reject(new WeftError('BAD_REQUEST', 'settings.senders.0.prefix: Too small: x'));
  editor.save(accountDraft(ACCOUNT, FIELDS));
  await settle();
  assert.deepEqual(editor.get().wrong, { setting: 'senders', reason: 'Too small: x' });
  assert.equal(editor.get().problem, undefined);
  editor.edited();
  assert.equal(editor.get().wrong, undefined);
  api.putAccount = () => Promise.reject(new WeftError('BAD_REQUEST', 'an account keeps its kind'));
  editor.save(accountDraft(ACCOUNT, FIELDS));
  await settle();
  assert.deepEqual(editor.get().wrong, { setting: '', reason: 'an account keeps its kind' });
  api.putAccount = () => Promise.reject(new WeftError('CONFLICT'));
  editor.save(accountDraft(ACCOUNT, FIELDS));
  await settle();
  assert.deepEqual([editor.get().wrong, editor.get().problem?.name], [undefined, 'fault']);
  stop();
});

test('an account is tried as it would be, with the reason why it does not come up, and saved', async () => {
  const { api, editor, stop } = await opened();
  const draft = { ...accountDraft(ACCOUNT, FIELDS), name: 'Other' };
  api.tried = async () => 'connection refused';
  editor.tryOut(draft);
  assert.equal(editor.get().step, 'testing');
  await settle();
  assert.deepEqual([editor.get().step, editor.get().tried], ['none', { reason: 'connection refused' }]);
  editor.save(draft);
  await settle();
  assert.deepEqual([editor.get().saved, editor.get().tried], ['smpp', undefined]);
  assert.deepEqual(api.changes[0], api.changes[1]);
  assert.equal(api.changes[1]?.[1].name, 'Other');
  editor.remove('smpp');
  await settle();
  assert.deepEqual([editor.get().removed, api.accountsKept], ['smpp', []]);
  stop();
});

test('dead letters come page by page, go when they are tried again, and stay when they cannot be', async () => {
  const api = new FakeAdmin();
  api.lettersKept = [5, 4, 3];
  const letters = new LetterPages({ api, clock: new ManualClock(), log });
  letters.load();
  await settle();
  const seqs = () => letters.get().letters.map(({ seq }) => seq);
  assert.deepEqual([seqs(), letters.get().more], [[5, 4], true]);
  letters.loadMore();
  await settle();
  assert.deepEqual([seqs(), letters.get().more], [[5, 4, 3], false]);
  letters.replay(4);
  await settle();
  letters.discard(3);
  await settle();
  assert.deepEqual([seqs(), api.lettersKept], [[5], [5]]);
  api.replayLetter = () => Promise.reject(new WeftError('UNAVAILABLE'));
  letters.replay(5);
  await settle();
  assert.deepEqual([seqs(), letters.get().problem?.name], [[5], 'fault']);
});

test('dead letters that come while somebody looks are shown, and those that another saw to go', async () => {
  const api = new FakeAdmin();
  const clock = new ManualClock();
  const letters = new LetterPages({ api, clock, log });
  const seqs = () => letters.get().letters.map(({ seq }) => seq);
  const stop = letters.watch();
  await settle();
  assert.deepEqual([seqs(), letters.get().known], [[], true]);
  api.lettersKept = [3, 2, 1];
  await clock.advance(5_000);
  await settle();
  assert.deepEqual([seqs(), letters.get().more, letters.get().step], [[3, 2], true, 'none']);
  letters.loadMore();
  await settle();
  api.lettersKept = [4, 3, 1];
  await clock.advance(5_000);
  await settle();
  assert.deepEqual([seqs(), letters.get().more], [[4, 3, 2, 1], false], 'further pages are as they were');
  api.lettersKept = [1];
  await clock.advance(5_000);
  await settle();
  assert.deepEqual(seqs(), [1]);
  stop();
  api.lettersKept = [];
  await clock.advance(60_000);
  await settle();
  assert.deepEqual(seqs(), [1]);
});
