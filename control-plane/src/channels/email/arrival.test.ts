import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival } from '../channel.ts';
import { fuzzAsync } from '../testing/fuzz.ts';
import { arrivalOf } from './arrival.ts';
import { bounce, mail } from './testing/mails.ts';

const atMs = 1_764_300_000_000;
const INTO = { address: 'Shop@Example.org', authServer: '' };
const read = (bytes: Uint8Array, into = INTO): Promise<Arrival> => arrivalOf(bytes, atMs, into);
const textIn = async (bytes: Uint8Array): Promise<string> => {
  const arrival = await read(bytes);
  return arrival.is === 'message' ? arrival.text : JSON.stringify(arrival);
};

test('a first mail is a message that begins with its subject', async () => {
  const from = { kind: 'email', value: 'lin@example.com', shown: 'lin@example.com', also: [] };
  assert.deepEqual(await read(mail({}, 'It has not come.\n\n-- \nLin')), {
    ...{ is: 'message', sourceId: 'one@example.com dfc4531b6fe8be2c', atMs, inReplyTo: [], files: [] },
    ...{ from: { ...from, displayName: 'Lin Xiaoyan' }, text: 'Where is my lamp?\n\nIt has not come.' },
  });
});

test('no program answers where none is wanted, or where a bounce would go to somebody else', async () => {
  const silent = async (headers: Record<string, string>): Promise<boolean> => {
    const arrival = await read(mail(headers, 'x'));
    assert.ok(arrival.is === 'message', JSON.stringify(headers));
    return arrival.noAutoReply ?? false;
  };
  const answered: readonly Record<string, string>[] = [
    {},
    { 'Return-Path': '<Lin@Example.com>' },
    { 'Return-Path': 'lin@example.com' },
    { 'X-Auto-Response-Suppress': 'DR, RN' },
    { 'Auto-Submitted': 'no; reason=none' },
    { From: 'lin@notifications.mailer.example' },
    { Subject: 'Your automatic reply did not help' },
  ];
  for (const headers of answered) assert.equal(await silent(headers), false, JSON.stringify(headers));
  const unanswered: readonly Record<string, string>[] = [
    { 'Return-Path': '<bounces+lin=example.com@list.example>' },
    { 'X-Auto-Response-Suppress': 'DR, AutoReply' },
    { 'X-Auto-Response-Suppress': 'All' },
    { 'List-Post': '<mailto:all@example.com>' },
    { 'X-Auto-Response-Suppress': 'OOF' },
    { From: 'Shop <no_reply@example.com>' },
    { From: 'Shop <orders.noreply@example.com>' },
    { From: 'notification@example.com' },
    { Subject: 'Automatic reply: Where is my lamp?' },
    { Subject: '自动回复：我的灯在哪里？' },
  ];
  for (const headers of unanswered) assert.equal(await silent(headers), true, JSON.stringify(headers));
});

test('mails of one id are one only where one sender says the same in them', async () => {
  const idOf = async (headers: Record<string, string>, text = 'x'): Promise<string> => {
    const arrival = await read(mail(headers, text));
    assert.ok(arrival.is === 'message', JSON.stringify(headers));
    return arrival.sourceId;
  };
  const first = await idOf({});
  assert.match(first, /^one@example\.com [0-9a-f]{16}$/);
  // What servers put in on the way is another each time.
  assert.equal(await idOf({ Received: 'from b by c', 'Delivered-To': 'two@shop.example' }), first);
  const others = [
    await idOf({ From: 'mallory@example.net' }),
    await idOf({ Subject: 'Another' }),
    await idOf({ Date: 'Mon, 30 Nov 2026 10:00:00 +0000' }),
    await idOf({}, 'y'),
  ];
  assert.equal(new Set([first, ...others]).size, 5);
});

test('how a mail looked is told with the pictures that it names', async () => {
  const related = [
    ...['--B', 'Content-Type: text/html; charset=utf-8', '', '<p>Mine: <img src="cid:lamp@x"></p>', '--B'],
    ...['Content-Type: text/plain', 'Content-Disposition: attachment; filename=a.txt', '', 'a', '--B'],
    ...['Content-Type: image/png', 'Content-ID: <lamp@x>', 'Content-Transfer-Encoding: base64', '', 'AA=='],
    ...['--B--', ''],
  ];
  const arrival = await read(mail({ 'Content-Type': 'multipart/related; boundary=B' }, related.join('\n')));
  assert.ok(arrival.is === 'message');
  assert.deepEqual(arrival.markup?.pictures, [{ contentId: 'lamp@x', file: 1 }]);
  assert.match(arrival.markup?.html ?? '', /^<p>Mine: <img src="cid:lamp@x"><\/p>/);
  const plain = await read(mail({}, 'no more than words'));
  assert.ok(plain.is === 'message' && plain.markup === undefined);
  const nothing = await read(
    mail({ Subject: '', 'Content-Type': 'text/html' }, '<img src="https://x.test/a">'),
  );
  assert.equal(nothing.is === 'message' && nothing.text, '[This mail has no words.]');
});

test('a sender that the mail server does not vouch for only claims to be who they say', async () => {
  const into = { ...INTO, authServer: 'mx.example.org' };
  const claimed = async (headers: Record<string, string>): Promise<boolean | undefined> => {
    const arrival = await read(mail(headers, 'x'), into);
    return arrival.is === 'message' ? (arrival.from.claimed ?? false) : undefined;
  };
  assert.equal(await claimed({}), true);
  const passed = 'mx.example.org;\r\n dmarc=pass header.from=example.com';
  assert.equal(await claimed({ 'Authentication-Results': passed }), false);
  assert.equal(await claimed({ 'Authentication-Results': passed.replace('mx', 'mx2') }), true);
});

test('an answer names what it answers, newest first, whichever header its program fills', async () => {
  const cases: readonly (readonly [headers: Record<string, string>, ids: string[]])[] = [
    [{ 'In-Reply-To': '<b@x>', References: '<a@x> <b@x>' }, ['b@x', 'a@x']],
    [{ 'In-Reply-To': '<b@x>' }, ['b@x']],
    [{ References: '<a@x>\r\n <b@x>' }, ['b@x', 'a@x']],
    [
      { 'In-Reply-To': '"Your message" <b@x> of Friday', References: '<third@party> <b@x>' },
      ['b@x', 'third@party'],
    ],
    [{ 'In-Reply-To': 'no id at all' }, []],
    [{ References: Array.from({ length: 500 }, (_, i) => `<${i}@x>`).join(' ') }, []],
  ];
  for (const [headers, ids] of cases) {
    const arrival = await read(mail({ Subject: 'AW: lamp', ...headers }, 'Thanks'));
    assert.ok(arrival.is === 'message');
    assert.ok(arrival.inReplyTo.length <= 100);
    if (ids.length > 0) assert.deepEqual(arrival.inReplyTo, ids);
    if (ids.length > 0) assert.equal(arrival.text, 'Thanks', 'the subject is not said again');
  }
});

test('charsets of China, Taiwan and Japan are read', async () => {
  const parts: readonly (readonly [charset: string, bytes: number[], text: string])[] = [
    ['GB18030', [0xc4, 0xfa, 0xba, 0xc3], '您好'],
    ['Big5', [0xb1, 0x7a, 0xa6, 0x6e], '您好'],
    ['ISO-2022-JP', [0x1b, 0x24, 0x42, 0x24, 0x3d, 0x1b, 0x28, 0x42], 'そ'],
  ];
  for (const [charset, bytes, text] of parts) {
    const head = mail({ Subject: '', 'Content-Type': `text/plain; charset=${charset}` }, '');
    assert.equal(await textIn(Buffer.concat([head, Buffer.from(bytes)])), text, charset);
  }
  const subject = await textIn(mail({ Subject: '=?GB18030?B?xPq6ww==?=' }, 'x'));
  assert.equal(subject, '您好\n\nx');
});

test('names of charsets as mail programs write them are known, and a character may be cut between two words', async () => {
  for (const charset of ['gb2312', 'gbk', 'GB18030', 'x-gbk', 'cp936', 'gb_2312-80']) {
    const head = mail({ Subject: '', 'Content-Type': `text/plain; charset="${charset}"` }, '');
    const read = await textIn(Buffer.concat([head, Buffer.from([0xc4, 0xfa, 0xba, 0xc3])]));
    assert.equal(read, '您好', charset);
  }
  const cut = await textIn(mail({ Subject: '=?gb2312?B?xPq6?=\r\n =?gb2312?B?ww==?=' }, 'x'));
  assert.equal(cut, '您好\n\nx');
});

test('what Outlook sends on is the mail, below a comment or alone', async () => {
  const body = '这个订单怎么回事？\n\n发件人: Shop\n发送时间: 周五\n收件人: Lin\n\n订单 20261101';
  for (const subject of ['FW: Order', 'Fwd: Order', '转发：Order'])
    assert.equal(await textIn(mail({ Subject: subject }, body)), `${subject}\n\n${body}`);
  assert.equal(await textIn(mail({ Subject: 'Re: Order' }, body)), 'Re: Order\n\n这个订单怎么回事？');
});

test('a bounce is a receipt of what we sent', async () => {
  const receipt = { carrierId: 'ours@example.org', state: 'failed', failure: '550 5.1.1 No such user', atMs };
  assert.deepEqual(await read(bounce('ours@example.org')), {
    is: 'receipt',
    sourceId: 'b@mx.example.com',
    receipt,
  });
  assert.deepEqual(await read(bounce('ours@example.org', 'delayed')), {
    is: 'ignored',
    why: 'delivery report',
  });
});

test('machines, lists and ourselves are not answered, so that no loop begins', async () => {
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ From: 'shop@example.org' }, 'from ourselves'],
    [{ 'Auto-Submitted': 'auto-replied' }, 'auto-submitted'],
    [{ 'Return-Path': '<>' }, 'no return path'],
    [{ Precedence: 'bulk' }, 'bulk'],
    [{ 'List-Id': '<news.example.com>' }, 'list'],
    [{ 'X-Autoreply': 'yes' }, 'auto-reply'],
    [{ From: 'No-Reply@example.com' }, 'from a machine'],
    [{ From: '' }, 'nobody to answer'],
  ];
  for (const [headers, why] of cases)
    assert.deepEqual(await read(mail(headers, 'I am away')), { is: 'ignored', why }, why);
  assert.equal((await read(mail({ 'Auto-Submitted': 'no' }, 'Hello'))).is, 'message');
});

test('whom it should be answered to does not make it theirs', async () => {
  const arrival = await read(mail({ From: 'eve@example.net', 'Reply-To': 'lin@example.com' }, 'hello'));
  assert.equal(arrival.is === 'message' && arrival.from.value, 'eve@example.net');
});

test('files come with their bytes, and a forwarded mail is one of them', async () => {
  const body = [
    ...['--B', 'Content-Type: text/plain', '', 'See this', '--B'],
    ...['Content-Type: image/png; name="=?UTF-8?B?54Gv?=.png"', 'Content-Transfer-Encoding: base64', ''],
    ...[
      'iVBORw==',
      '--B',
      'Content-Type: message/rfc822',
      '',
      'Subject: inner',
      '',
      'secret inner text',
      '--B--',
      '',
    ],
  ].join('\n');
  const arrival = await read(mail({ 'Content-Type': 'multipart/mixed; boundary=B' }, body));
  assert.ok(arrival.is === 'message');
  assert.deepEqual(
    arrival.files.map(({ fileName, mediaType }) => [fileName, mediaType]),
    [
      ['灯.png', 'image/png'],
      ['file-2', 'message/rfc822'],
    ],
  );
  assert.doesNotMatch(arrival.text, /secret/);
});

test('a mail without an id has one made from its bytes, the same each time', async () => {
  const one = await read(mail({ 'Message-ID': '' }, 'hello'));
  const other = await read(mail({ 'Message-ID': '' }, 'hello!'));
  assert.ok(one.is === 'message' && other.is === 'message');
  assert.deepEqual(await read(mail({ 'Message-ID': '' }, 'hello')), one);
  assert.notEqual(one.sourceId, other.sourceId);
});

test('parts nested a hundred deep cost the body, never the mail', async () => {
  let body = 'deep';
  for (let depth = 100; depth > 0; depth -= 1)
    body = `Content-Type: multipart/mixed; boundary=B${depth}\n\n--B${depth}\n${body}\n--B${depth}--`;
  const text = await textIn(mail({ 'Content-Type': 'multipart/mixed; boundary=B' }, `--B\n${body}\n--B--`));
  assert.match(text, /^Where is my lamp\?\n\n\[This mail could not be read/);
});

test('a mail of nothing but ends of lines costs its body, not the memory of the process', async () => {
  const text = await textIn(mail({}, '\n'.repeat(700_000)));
  assert.match(text, /^Where is my lamp\?\n\n\[This mail could not be read/);
});

test('a header that goes on into another is one header', async () => {
  const arrival = await read(mail({ Subject: '=?UTF-8?Q?a=0D=0ABcc:_eve@example.net?=' }, 'hello'));
  assert.equal(arrival.is === 'message' && arrival.text, 'a Bcc: eve@example.net\n\nhello');
});

test('100,000 mutated mails are read, ignored or refused with a code', async (context) => {
  const seeds = [
    mail({}, 'Hello\n> quoted\n-- \nLin'),
    mail(
      { 'Content-Type': 'text/html; charset=gb18030' },
      '<p>Hi<blockquote>old</blockquote><script>x()</script>',
    ),
    bounce('ours@example.org'),
    mail({ 'In-Reply-To': '<b@x>', References: '<a@x> <b@x>' }, 'On Friday, shop wrote:\n> hi'),
  ];
  const story = await fuzzAsync(seeds, read, context.diagnostic.bind(context));
  assert.ok(story.read > 1_000, JSON.stringify(story));
});
