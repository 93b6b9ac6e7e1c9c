import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import type { ChannelContact, OpenAccount, Outbound } from '../channel.ts';
import { countedMemory } from '../testing/memory.ts';
import { type Asked, netError, scriptedFetch } from '../testing/scripted-fetch.ts';
import { wechatAccount } from './testing/account.ts';
import { wechatChannel } from './wechat.ts';

const to: ChannelContact = {
  kind: 'wechat',
  value: 'openid-1',
  shown: 'openid-1',
  also: [],
  displayName: '',
};
const message = (text: string, file?: Outbound['file']): Outbound => ({
  ...{
    messageId: 'message-1',
    conversationId: 'c',
    to,
    text,
    file,
    choices: [],
    subject: '',
    authorName: 'Anna',
    inReplyTo: [],
  },
});
const picture = { fileName: 'a.png', mediaType: 'image/png', bytes: Uint8Array.of(1, 2, 3) };

/** An open account at a platform that gives these answers to anything but tokens and the probe. */
async function rig(answers: readonly (object | Error | Response)[]) {
  const left = [...answers];
  let tokens = 0;
  const fetcher = scriptedFetch(({ path }) => {
    if (path === '/cgi-bin/stable_token') {
      tokens += 1;
      return Response.json({ access_token: `token-${tokens}`, expires_in: 7_200 });
    }
    if (path === '/cgi-bin/get_api_domain_ip') return Response.json({ ip_list: [] });
    const answer = left.shift() ?? { errcode: 0, errmsg: 'ok' };
    return answer instanceof Error || answer instanceof Response ? answer : Response.json(answer);
  });
  const channel = wechatChannel({ fetcher, clock: new ManualClock(), log: silentLog });
  const tools = { arrived: () => Promise.resolve(), memory: countedMemory(), epoch: 1 };
  const account: OpenAccount = await channel.open(wechatAccount(), tools);
  const asked = (): readonly Asked[] =>
    fetcher.asked.filter(({ path }) => !/stable_token|get_api_domain_ip/.test(path));
  return { account, asked };
}

test('a text goes as WeChat documents it, in its own characters', async () => {
  const { account, asked } = await rig([]);
  assert.deepEqual(await account.send(message('您的订单已发货')), {
    is: 'sent',
    carrierIds: [],
    segments: 1,
  });
  const body = { touser: 'openid-1', msgtype: 'text', text: { content: '您的订单已发货' } };
  assert.deepEqual(asked(), [
    { path: '/cgi-bin/message/custom/send', query: { access_token: 'token-1' }, body },
  ]);
  assert.equal(account.health.is, 'up');
});

test('a long text goes in parts, each a message to WeChat', async () => {
  const { account, asked } = await rig([]);
  const sent = await account.send(message('很长的一句话。'.repeat(200)));
  assert.deepEqual(sent, { is: 'sent', carrierIds: [], segments: 3 });
  const contents = asked().map(({ body }) => (body as { text: { content: string } }).text.content);
  assert.ok(contents.every((content) => Buffer.byteLength(content) <= 2_000 && content.endsWith('。')));
  assert.equal(contents.join(''), '很长的一句话。'.repeat(200));
});

test('choices stand below the last of the words, in the same message', async () => {
  const { account, asked } = await rig([]);
  const sent = await account.send({
    ...message('很长的一句话。'.repeat(100)),
    choices: ['20261110', '转人工客服'],
  });
  assert.deepEqual(sent, { is: 'sent', carrierIds: [], segments: 2 });
  const [first, second] = asked().map(({ body }) => body as { msgtype: string; msgmenu?: object });
  assert.equal(first?.msgtype, 'text');
  assert.deepEqual(second?.msgmenu, {
    head_content: '很长的一句话。'.repeat(5),
    list: [
      { id: '1', content: '20261110' },
      { id: '2', content: '转人工客服' },
    ],
    tail_content: '',
  });
});

test('a message that went in part goes on where it stopped', async () => {
  const { account, asked } = await rig([{ errcode: 0 }, { errcode: -1, errmsg: 'system error' }]);
  const long = message('很长的一句话。'.repeat(200));
  assert.deepEqual(await account.send(long), {
    ...{ is: 'later', code: 'wechat--1', afterMs: 0, throttled: false, partly: true },
  });
  assert.equal((await account.send(long)).is, 'sent');
  assert.equal(asked().length, 4, 'one, two that failed, two, three');
});

test('a picture is uploaded and sent after its words', async () => {
  const { account, asked } = await rig([
    { errcode: 0 },
    { type: 'image', media_id: 'media-1', created_at: 1 },
  ]);
  assert.equal((await account.send(message('Look', picture))).is, 'sent');
  const [, upload, image] = asked();
  assert.deepEqual([upload?.path, upload?.query.type], ['/cgi-bin/media/upload', 'image']);
  const { media } = (upload?.body ?? {}) as { media?: File };
  assert.deepEqual([media?.name, media?.type, media?.size], ['a.png', 'image/png', 3]);
  assert.deepEqual(image?.body, { touser: 'openid-1', msgtype: 'image', image: { media_id: 'media-1' } });
  const text = { fileName: 'a.txt', mediaType: 'text/plain', bytes: Uint8Array.of(1) };
  assert.deepEqual(await account.send(message('', text)), { is: 'refused', code: 'file-refused' });
});

test('a token that is not taken is renewed once, and the message goes', async () => {
  const { account, asked } = await rig([{ errcode: 40001, errmsg: 'invalid credential' }]);
  assert.equal((await account.send(message('hello'))).is, 'sent');
  assert.deepEqual(
    asked().map(({ query }) => query.access_token),
    ['token-1', 'token-2'],
  );
});

test('codes of WeChat say whether a message goes later or never', async () => {
  const outcomes = new Map<number, string>([
    [45015, 'refused window-closed'],
    [45047, 'refused quota-used'],
    [40003, 'refused unknown-recipient'],
    [45009, 'later 600000'],
    [45011, 'later 60000'],
    [-1, 'later 0'],
    [99999, 'refused wechat-99999'],
  ]);
  for (const [errcode, outcome] of outcomes) {
    const { account } = await rig([{ errcode, errmsg: 'no' }]);
    const sent = await account.send(message('hello'));
    const found =
      sent.is === 'later' ? `later ${sent.afterMs}` : sent.is === 'refused' ? `refused ${sent.code}` : '';
    assert.equal(found, outcome, String(errcode));
  }
});

test('a message that never left is tried again; one without an answer is not, for it may have arrived', async () => {
  const gone = await rig([netError('ECONNREFUSED')]);
  assert.equal((await gone.account.send(message('hello'))).is, 'later');
  assert.equal(gone.account.health.is, 'down');
  for (const answer of [netError('ECONNRESET'), new Response('busy', { status: 502 })]) {
    const { account } = await rig([answer]);
    assert.deepEqual(await account.send(message('hello')), { is: 'refused', code: 'outcome-unknown' });
  }
});

test('a follower is asked about, and files are fetched and bounded', async () => {
  const user = { subscribe: 1, openid: 'openid-1', nickname: '', remark: '王女士', unionid: 'union-1' };
  const { account, asked } = await rig([
    user,
    new Response(Uint8Array.of(1, 2, 3), { headers: { 'content-type': 'image/jpeg' } }),
    { errcode: 40007, errmsg: 'invalid media_id' },
    new Response(new Uint8Array(100), { headers: { 'content-type': 'image/jpeg' } }),
    { video_url: 'http://169.254.169.254/latest' },
  ]);
  const who = await account.whois?.(to);
  assert.deepEqual([who?.displayName, who?.also], ['王女士', [{ kind: 'wechat-union', value: 'union-1' }]]);
  const read = await account.fetch?.('media-1', 10);
  assert.deepEqual(Buffer.from(read ?? []), Buffer.from([1, 2, 3]));
  await assert.rejects(async () => account.fetch?.('media-2', 10), { code: 'BAD_REQUEST' });
  await assert.rejects(async () => account.fetch?.('media-3', 10), { code: 'UNAVAILABLE' });
  await assert.rejects(async () => account.fetch?.('media-4', 10), { code: 'BAD_REQUEST' }, 'another host');
  assert.equal(asked().length, 5);
});
