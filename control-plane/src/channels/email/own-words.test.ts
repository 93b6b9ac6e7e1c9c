import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../testing/fuzz.ts';
import { htmlToText } from './html-text.ts';
import { ownWords } from './own-words.ts';

test('quotes and signatures of the usual programs are left out', () => {
  const cases: readonly string[] = [
    'Thanks!\n\nOn Fri, Nov 28, 2025 at 2:40 PM Shop <shop@example.org> wrote:\n> It is on its way.',
    'Thanks!\n\nOn Fri, Nov 28, 2025 at 2:40 PM Shop\n<shop@example.org> wrote:\n\n> It is on its way.',
    'Thanks!\n\n-----Original Message-----\nFrom: Shop\nSent: Friday\nTo: Lin\nSubject: lamp\n\nIt is on its way.',
    'Thanks!\n\nFrom: Shop <shop@example.org>\nSent: Friday, November 28, 2025\nTo: Lin\nSubject: lamp\n\nHello',
    'Thanks!\n\n发件人: Shop\n发送时间: 2025年11月28日\n收件人: Lin\n主题: 台灯\n\n已发货',
    'Thanks!\n\n------------------ 原始邮件 ------------------\n发件人: "Shop"',
    'Thanks!\n\n在 2025-11-28 14:40:00，"Shop" <shop@example.org> 写道：\n> 已发货',
    'Thanks!\n\nAm 28.11.2025 um 14:40 schrieb Shop <shop@example.org>:\n> Hallo',
    'Thanks!\n-- \nLin Xiaoyan\nTel. 555',
    'Thanks!\n\nSent from my iPhone',
    'Thanks!\n\n发自我的 iPhone\n\n在 2025年11月28日，14:40，Shop <shop@example.org> 写道：\n\n已发货',
    'Thanks!\n\n从我的 iPhone 发送',
    'Thanks!\n\n---- 回复的原邮件 ----\n| 发件人 | Shop |\n已发货',
    'Thanks!\n\nOn Friday the shop wrote:\n\n> It is on its way.',
    'Thanks!\n\n________________________________\nFrom: Shop\nSent: Friday\nTo: Lin\n\nHello',
    '> It is on its way.\n\nThanks!',
  ];
  for (const text of cases) assert.equal(ownWords(text), 'Thanks!', text);
});

test('what is not a quote stays', () => {
  for (const text of [
    'On Friday I wrote to you: nothing came',
    'From: me\nwith love',
    'a > b\n> quoted\nand my answer to that',
  ])
    assert.equal(ownWords(text), text);
});

test('what only begins as a signature or an introduction does stays, with all that follows', () => {
  for (const text of [
    '你好，\n从我的卡上扣了两次钱。\n请退款，订单 20261101。',
    'Hello,\nSent from my other address last week, and no answer.\nPlease look again.',
    'Hello,\nOn Tuesday your colleague Sam wrote:\nwe pay you back.\nNothing came.',
    '你好，\n你们的客服在邮件里写道：\n三天内退款。\n还没有收到。',
    'Hello,\n______________________\nName: Lin\nOrder: 20261101',
    'My answer.\nSent from my iPhone\nOne more thing: it is broken, too.',
  ])
    assert.equal(ownWords(text), text);
});

test('what somebody sends on stays below their own words', () => {
  for (const text of [
    '这个订单怎么回事？\n\n---------- 转发邮件 ----------\n发件人: Shop\n发送时间: 周五\n收件人: Lin\n\n订单 20261101',
    'What is this?\n\n---------- Forwarded message ---------\nFrom: Shop\nDate: Fri\nTo: Lin\n\nOrder 20261101',
    'See below.\n\nBegin forwarded message:\n\nFrom: Shop\nDate: Fri\nTo: Lin\n\nOrder 20261101',
  ])
    assert.equal(ownWords(text), text);
});

test('a mail that only quotes, or only forwards, is shown whole', () => {
  assert.equal(ownWords('> only this'), '> only this');
  const forwarded = '---------- 转发邮件 ----------\n发件人: x';
  assert.equal(ownWords(forwarded), forwarded);
});

test('HTML becomes words: nothing runs, loads or hides', () => {
  const html =
    '<head><title>no</title></head><p>Dear&nbsp;shop,<br>it&#39;s <b>late</b> &lt;again&gt;.</p><script>alert(1)</script>' +
    '<style>p{}</style><img src="http://track.example/x.gif" alt="x"><blockquote>It is on its way.</blockquote>' +
    '<ul><li>one<li>two</ul><!-- hidden --><a href="javascript:alert(1)">here</a>';
  assert.equal(
    htmlToText(html),
    "Dear shop,\nit's late <again>.\n\n> It is on its way.\n\n- one\n- two\nhere".replace(/\n\n> /, '\n\n> '),
  );
});

test('broken and hostile HTML takes no time', () => {
  for (const piece of ['<a', '<a "', "<a '", '<!--', '<![', '&#', '<blockquote>', '<script>', '<p><p/>'])
    assert.ok(htmlToText(piece.repeat(200_000)).length <= 4_000_000, piece);
});

test('100,000 mutated texts and pages are read', (context) => {
  const seeds = [
    '<p>Hi <b>you</b><blockquote>old</blockquote><script>x()</script>&amp;&#128512;',
    'Thanks!\n\nOn Fri, Nov 28, 2025 Shop wrote:\n> It\n\n-- \nLin\n发件人: Shop\n发送时间: x\n收件人: y',
  ].map((text) => Buffer.from(text));
  fuzz(
    seeds,
    (input) => {
      const text = Buffer.from(input).toString();
      ownWords(htmlToText(text));
      ownWords(text);
    },
    context.diagnostic.bind(context),
  );
});
