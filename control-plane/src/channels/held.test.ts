import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clock, type Item, systemClock, uuidIds } from '@weft/proto';
import { startPostgres, until } from '@weft/proto/testing';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';
import { kindOf } from './kinds.ts';
import { PaperCarrier } from './testing/paper-channel.ts';
import { Staff } from './testing/staff.ts';

const HOUR_MS = 3_600_000;
const NUMBER = '+8613800000001';
const patient = { timeoutMs: 60_000 };

test('what is held outlives its instance, goes once when the morning comes, and not at all when it was called off', async () => {
  await using owned = new AsyncDisposableStack();
  const carrier = new PaperCarrier();
  const kinds = [kindOf(carrier.channel())];
  const { url: DATABASE_URL } = owned.use(await startPostgres());
  const mesh = owned.use(await FakeMesh.start());
  const staff = await Staff.create(mesh.folder);
  const env = { DATABASE_URL, VIRTUAL_AGENT: 'off', ...staff.env };
  const morningMs = systemClock.now() + HOUR_MS;
  carrier.quietUntil = (nowMs) => (nowMs < morningMs ? morningMs : undefined);

  const first = await mesh.startControl('control-1', env, uuidIds, kinds);
  const anna = mesh.client('anna', 'agent');
  const conversationId = conversationOf(`phone ${NUMBER}`);
  const items = (): Promise<readonly Item[]> =>
    anna
      .ask({ case: 'syncConversation', value: { conversationId } }, 'timeline')
      .then(({ items: all }) => all)
      .catch(() => []);
  const item = async (clientId: string) => (await items()).find((one) => one.clientId === clientId);
  const say = (clientId: string, value: string) =>
    anna.ask(
      { case: 'postItem', value: { conversationId, clientId, body: { case: 'text', value } } },
      'posted',
    );
  await until(() => staff.signIn(first.port, 'mei').then(() => true as const), patient);
  const account = { name: 'Paper', kind: 'paper', settings: { token: 'secret' } };
  assert.equal((await staff.ask('PUT', '/v1/channels/paper', account)).status, 200);
  await until(() => carrier.open === 1 || 'not opened', patient);
  // The paper channel's customers wrote long ago, so that an agent's words wait for their morning.
  await until(async () => {
    const pushed = await fetch(`http://127.0.0.1:${first.port}/v1/channels/paper/webhook?token=secret`, {
      method: 'POST',
      body: JSON.stringify([{ id: 'm-1', from: NUMBER, text: '晚安' }]),
    });
    return pushed.status === 200 || `${pushed.status}`;
  }, patient);
  await until(async () => (await items()).length > 0 || 'no conversation', patient);

  for (const [clientId, text] of [
    ['first', '明天见'],
    ['off', '算了'],
    ['second', '早安'],
  ] as const)
    await say(clientId, text);
  for (const clientId of ['first', 'off', 'second'])
    await until(async () => {
      const one = await item(clientId);
      return (one?.status === 'queued-out' && one.heldUntilMs === morningMs) || `${one?.heldUntilMs}`;
    }, patient);
  await staff.signIn(first.port, 'anna');
  const offered = await (await staff.ask('GET', `/v1/conversations/${conversationId}/channels`)).json();
  const { channels } = offered as { channels: { quiet: object | null }[] };
  assert.deepEqual(channels[0]?.quiet, { untilMs: morningMs, holds: true });
  const ben = mesh.client('ben', 'agent');
  const seq = (await item('off'))?.seq ?? 0;
  await ben.ask({ case: 'editItem', value: { conversationId, seq, clientId: 'off-1', text: '' } }, 'posted');
  await until(async () => (await item('off'))?.deleted === true || 'not called off', patient);

  await mesh.stopControl(first);
  assert.deepEqual(carrier.sent, []);
  const tomorrow: Clock = { ...systemClock, now: () => systemClock.now() + 2 * HOUR_MS };
  await mesh.startControl('control-1', env, uuidIds, kinds, tomorrow);
  await until(async () => (await item('second'))?.status === 'sent' || 'not sent', patient);
  assert.deepEqual(
    carrier.sent.map(({ text }) => text),
    ['明天见', '早安'],
  );
  assert.equal((await item('first'))?.heldUntilMs, 0);
});
