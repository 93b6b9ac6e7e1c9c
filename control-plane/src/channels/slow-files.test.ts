import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Item, uuidIds } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { conversationOf } from '../own-conversation.ts';
import { partitionOfArrival } from './inbound/wire.ts';
import { kindOf } from './kinds.ts';
import { PaperCarrier } from './testing/paper-channel.ts';
import { Staff } from './testing/staff.ts';

const ACCOUNT = 'paper';
const GIF = Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1');

const partitionOf = (value: string): number =>
  partitionOfArrival({ accountId: ACCOUNT, body: { case: 'message', value: { from: { value } } } });
/** Two of the same partition: what comes of one waits for what came of the other, unless it need not. */
const [WEI = '', LIN = ''] = Array.from({ length: 100 }, (_, at) => `+861380000${1_000 + at}`).filter(
  (value, _at, [first = '']) => partitionOf(value) === partitionOf(first),
);

it('a file that its channel does not give holds up nobody but its sender', async () => {
  await using owned = new AsyncDisposableStack();
  const carrier = new PaperCarrier();
  const file = Promise.withResolvers<Uint8Array>();
  let asked = 0;
  carrier.fetchFile = () => {
    asked += 1;
    return file.promise;
  };
  const mesh = owned.use(await FakeMesh.start());
  const staff = await Staff.create(mesh.folder);
  const kinds = [kindOf(carrier.channel())];
  const control = await mesh.startControl('control-1', { STORE: 'memory', ...staff.env }, uuidIds, kinds);
  const anna = mesh.client('anna', 'agent');
  const listed = () => anna.ask({ case: 'listConversations', value: { view: 'all' } }, 'conversations');
  await until(() => listed().then(() => true as const), { timeoutMs: 60_000 });
  await staff.signIn(control.port, 'mei');
  await staff.ask('PUT', `/v1/channels/${ACCOUNT}`, {
    ...{ name: 'Paper', kind: 'paper', settings: { token: 'secret' } },
  });
  await until(() => carrier.open === 1 || 'not opened');
  const push = async (message: object): Promise<void> => {
    const url = `http://127.0.0.1:${control.port}/v1/channels/${ACCOUNT}/webhook?token=secret`;
    const { status } = await fetch(url, { method: 'POST', body: JSON.stringify([message]) });
    assert.equal(status, 200);
  };
  const itemsOf = (from: string): Promise<readonly Item[]> =>
    anna
      .ask(
        { case: 'syncConversation', value: { conversationId: conversationOf(`phone ${from}`) } },
        'timeline',
      )
      .then(
        ({ items }) => items.filter(({ author }) => author?.kind === 'customer'),
        () => [],
      );
  await push({ id: 'w-1', from: WEI, text: '', file: 'lamp.png' });
  await until(() => asked > 0 || 'the file is not asked for');
  await push({ id: 'w-2', from: WEI, text: 'this lamp' });
  await push({ id: 'l-1', from: LIN, text: 'hello' });
  await until(async () => (await itemsOf(LIN)).length > 0 || 'who sent no file waits');
  assert.deepEqual(await itemsOf(WEI), []);
  file.resolve(GIF);
  await until(async () => (await itemsOf(WEI)).length === 2 || 'the file is not there');
  const shown = (await itemsOf(WEI)).map(({ body }) => body?.case);
  assert.deepEqual(shown, ['attachment', 'text']);
});
