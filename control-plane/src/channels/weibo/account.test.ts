import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import type { Outbound, WebhookRequest } from '../channel.ts';
import { signatureOf } from '../signed-query.ts';
import { countedMemory } from '../testing/memory.ts';
import { netError, scriptedFetch } from '../testing/scripted-fetch.ts';
import { payload, weiboAccount } from './testing/account.ts';
import { weiboChannel } from './weibo.ts';

const account = weiboAccount();
const message = (text: string, file?: Outbound['file']): Outbound => ({
  ...{
    messageId: 'message-1',
    conversationId: 'c',
    text,
    file,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo: [],
  },
  to: { kind: 'weibo', value: '9007199254740993', shown: '', also: [], displayName: '' },
});

async function rig(answers: readonly (object | Error)[]) {
  const left = [...answers];
  const fetcher = scriptedFetch(() => {
    const answer = left.shift() ?? { result: true };
    return answer instanceof Error
      ? answer
      : Response.json(answer, { status: 'error_code' in answer ? 400 : 200 });
  });
  const channel = weiboChannel({ fetcher, clock: new ManualClock(), log: silentLog });
  const tools = { arrived: () => Promise.resolve(), memory: countedMemory(), epoch: 1 };
  return { channel, asked: fetcher.asked, open: await channel.open(account, tools) };
}

test('an answer goes as a form, its words as JSON in it', async () => {
  const { open, asked } = await rig([]);
  assert.deepEqual(await open.send(message('已经在路上 & "很快"')), {
    is: 'sent',
    carrierIds: [],
    segments: 1,
  });
  const data = '{"text":"已经在路上 & \\"很快\\""}';
  assert.deepEqual(asked, [
    {
      ...{ path: '/2/messages/reply.json', query: {} },
      body: {
        ...{ access_token: 'access-token', type: 'text', receiver_id: '9007199254740993' },
        ...{ data, save_sender_box: '1' },
      },
    },
  ]);
});

test('a long answer goes in parts below 300 characters, and on where it stopped', async () => {
  const { open, asked } = await rig([{ result: true }, { error: 'busy', error_code: 10009 }]);
  const long = message('很长的一句话。'.repeat(100));
  const stopped = await open.send(long);
  assert.ok(stopped.is === 'later' && stopped.partly);
  assert.deepEqual(await open.send(long), { is: 'sent', carrierIds: [], segments: 3 });
  const texts = asked.map(
    ({ body }) => (JSON.parse((body as { data: string }).data) as { text: string }).text,
  );
  assert.ok(texts.every((text) => text.length < 300));
  assert.equal([texts[0], ...texts.slice(2)].join(''), '很长的一句话。'.repeat(100));
});

test('codes say whether it goes later or never', async () => {
  const outcomes = new Map<number, string>([
    [21327, 'later token-refused'],
    [10023, 'later weibo-10023'],
    [10014, 'refused window-closed'],
    [20003, 'refused unknown-recipient'],
    [29999, 'refused weibo-29999'],
  ]);
  for (const [error_code, outcome] of outcomes) {
    const { open } = await rig([{ error: 'no', error_code, request: '/2/messages/reply.json' }]);
    const sent = await open.send(message('hello'));
    assert.equal(sent.is === 'sent' ? 'sent' : `${sent.is} ${sent.code}`, outcome);
    assert.equal(open.health.is, error_code === 21327 ? 'down' : 'up');
  }
  const lost = await rig([netError('ECONNRESET')]);
  assert.deepEqual(await lost.open.send(message('hello')), { is: 'refused', code: 'outcome-unknown' });
  const file = { fileName: 'a.png', mediaType: 'image/png', bytes: Uint8Array.of(1) };
  assert.deepEqual(await lost.open.send(message('hello', file)), { is: 'refused', code: 'file-refused' });
});

test('who somebody is comes from Weibo, under an id that no JavaScript number holds', async () => {
  const { open, asked } = await rig([
    { subscribe: 1, follow: 1, id: '9007199254740993', nickname: '台灯又坏了' },
    { subscribe: 0, follow: 0 },
    { error: 'expired_token', error_code: 21327, request: '/2/eps/user/info.json' },
  ]);
  const { to } = message('');
  assert.deepEqual(await open.whois?.(to), { ...to, displayName: '台灯又坏了' });
  assert.deepEqual(asked[0], {
    ...{ path: '/2/eps/user/info.json', body: undefined },
    query: { access_token: 'access-token', uid: '9007199254740993' },
  });
  assert.deepEqual(await open.whois?.(to), to);
  await assert.rejects(async () => open.whois?.(to), { code: 'UNAVAILABLE' });
});

test('a push is signed with the app secret and answered with nothing', async () => {
  const { channel } = await rig([]);
  const nowMs = 1_764_300_000_000;
  const request = (secret: string, method: 'GET' | 'POST' = 'POST'): WebhookRequest => {
    const [timestamp, nonce] = [String(nowMs / 1_000), '4711'];
    const signature = signatureOf(secret, timestamp, nonce);
    const query = new URLSearchParams({ signature, timestamp, nonce, echostr: '815' });
    return { method, url: '/', query, headers: new Map(), body: payload('text') };
  };
  const verified = channel.verify?.(request('app-secret'), account, nowMs);
  assert.deepEqual(verified?.answer, { status: 200, contentType: 'text/plain', body: '' });
  assert.equal(channel.verify?.(request('app-secret', 'GET'), account, nowMs).answer.body, '815');
  assert.throws(() => channel.verify?.(request('access-token'), account, nowMs), {
    code: 'SIGNATURE_REFUSED',
  });
  assert.throws(() => channel.verify?.(request('app-secret'), account, nowMs + 700_000), {
    code: 'SIGNATURE_REFUSED',
  });
});

test('an account that lost Weibo is up again as soon as Weibo answers anything', async () => {
  const { open } = await rig([
    netError('ECONNREFUSED'),
    netError('ECONNREFUSED'),
    { error: 'x', error_code: 10021 },
  ]);
  await open.send(message('在吗'));
  assert.equal(open.health.is, 'down');
  await open.probe?.();
  assert.equal(open.health.is, 'down');
  await open.probe?.();
  assert.equal(open.health.is, 'up');
});
