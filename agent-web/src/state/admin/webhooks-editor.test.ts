import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { FakeAdmin } from './testing/fake-admin.ts';
import { EndpointsEditor } from './webhooks-editor.ts';

const DRAFT = { name: 'CRM', url: 'https://crm.example/', kinds: ['rating.given'], active: true } as const;
const CRM = { ...DRAFT, endpointId: 'crm', revision: 1, failingSinceMs: 0 };

test('endpoints are added, changed and removed, and a secret is there until it is noted down', async () => {
  const api = new FakeAdmin();
  api.webhooks = async () => [{ ...CRM, endpointId: 'other', name: 'Other' }];
  api.addWebhook = async (draft) => ({ webhook: { ...CRM, ...draft }, secret: 'whsec_a' });
  api.changeWebhook = async (webhook, draft) => ({ ...webhook, ...draft, revision: webhook.revision + 1 });
  api.removeWebhook = async () => undefined;
  const editor = new EndpointsEditor({ api, log: silentLog });
  const names = (): readonly string[] => editor.get().endpoints.map(({ name }) => name);
  editor.load();
  await settle();
  editor.add(DRAFT);
  await settle();
  assert.deepEqual([names(), editor.get().saved, editor.get().openId], [['CRM', 'Other'], 'crm', 'crm']);
  assert.deepEqual(editor.get().secret, { endpointId: 'crm', secret: 'whsec_a' });
  editor.forgetSecret();
  assert.equal(editor.get().secret, undefined);
  editor.change(CRM, { ...DRAFT, name: 'Z' });
  await settle();
  assert.deepEqual(names(), ['Other', 'Z']);
  editor.remove('crm');
  await settle();
  assert.deepEqual([names(), editor.get().openId], [['Other'], '']);
});

test('who was second to save is told, until what the first saved is loaded', async () => {
  const api = new FakeAdmin();
  api.webhooks = async () => [CRM];
  api.changeWebhook = () => Promise.reject(new WeftError('CONFLICT'));
  const editor = new EndpointsEditor({ api, log: silentLog });
  editor.change(CRM, DRAFT);
  await settle();
  assert.equal(editor.get().overtaken, true);
  editor.load();
  await settle();
  assert.equal(editor.get().overtaken, false);
});

test('what an endpoint was told, and what it answered, is of the one that is looked at', async () => {
  const api = new FakeAdmin();
  const delivery = {
    ...{ delivery: 1, eventId: 'conv-1_1', kind: 'message.created', atMs: 1, tries: 7, dueAtMs: 0 },
    ...({ state: 'given-up', status: 500, reason: 'status' } as const),
  };
  const again: string[] = [];
  api.webhookDeliveries = async (endpointId) => (endpointId === 'crm' ? [delivery] : []);
  api.testWebhook = async () => ({ status: 204, reason: '', tookMs: 12 });
  api.sendWebhookAgain = async (endpointId, number) => void again.push(`${endpointId} ${number}`);
  const editor = new EndpointsEditor({ api, log: silentLog });
  editor.open('crm');
  await settle();
  assert.deepEqual(editor.get().deliveries, [delivery]);
  editor.test('crm');
  await settle();
  assert.equal(editor.get().answer?.status, 204);
  editor.sendAgain(1);
  await settle();
  assert.deepEqual(again, ['crm 1']);
  editor.open('other');
  await settle();
  assert.deepEqual([editor.get().deliveries, editor.get().answer], [[], undefined]);
});
