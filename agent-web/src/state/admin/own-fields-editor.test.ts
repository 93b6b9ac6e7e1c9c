import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, WeftError } from '@weft/proto';
import { problemOf } from '../problem.ts';
import { settle } from '../testing/fake-ask.ts';
import { SharedOwnFieldsEditor } from './own-fields-editor.ts';
import { FakeAdmin } from './testing/fake-admin.ts';

const PLAN = { subject: 'contact', key: 'plan', kind: 'text', label: 'Plan', choices: [] } as const;

test('fields are added, called something else and removed, and stand by their labels', async () => {
  const api = new FakeAdmin();
  api.ownFields = async () => [{ ...PLAN, key: 'device', label: 'Device', revision: 1 }];
  api.addOwnField = async (draft) => ({ ...draft, revision: 1 });
  api.changeOwnField = async (field, draft) => ({ ...field, ...draft, revision: field.revision + 1 });
  api.removeOwnField = async () => undefined;
  const editor = new SharedOwnFieldsEditor({ api, log: silentLog });
  const labels = (): readonly string[] => editor.get().fields.map(({ label }) => label);
  editor.load();
  await settle();
  editor.add(PLAN);
  await settle();
  assert.deepEqual([labels(), editor.get().saved], [['Device', 'Plan'], 'contact plan']);
  const plan = editor.get().fields[1];
  assert.ok(plan);
  editor.change(plan, { label: 'A plan', choices: [] });
  await settle();
  assert.deepEqual(labels(), ['A plan', 'Device']);
  editor.remove(plan);
  await settle();
  assert.deepEqual(labels(), ['Device']);
});

test('what is refused is told, and changes nothing', async () => {
  const api = new FakeAdmin();
  api.addOwnField = () => Promise.reject(new WeftError('CONFLICT'));
  const editor = new SharedOwnFieldsEditor({ api, log: silentLog });
  editor.add(PLAN);
  await settle();
  assert.deepEqual(editor.get().problem, problemOf(new WeftError('CONFLICT')));
  assert.deepEqual(editor.get().fields, []);
});
