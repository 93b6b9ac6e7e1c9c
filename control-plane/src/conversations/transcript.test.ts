import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Item, type ItemInit, Transcript } from '@weft/proto';
import { transcriptSubject, transcriptText } from './transcript.ts';

const asked = (language: string): Transcript =>
  Transcript.create({ address: 'li@example.com', language, timeZone: 'Asia/Shanghai' });
const item = (seq: number, init: ItemInit): Item =>
  Item.create({ seq, atMs: Date.UTC(2026, 10, 20, 2, seq), ...init });
const text = (value: string) => ({ case: 'text', value }) as const;
const CUSTOMER = { kind: 'customer', displayName: 'Li' } as const;
const ANNA = { kind: 'agent', displayName: 'Anna' } as const;

test('it tells the last matter as both sides saw it, in the language and time of the customer', () => {
  const items = [
    item(1, { author: CUSTOMER, body: text('before') }),
    item(2, { author: { kind: 'system' }, body: { case: 'event', value: { kind: 'reopened' } } }),
    item(3, { author: CUSTOMER, body: text('台灯坏了') }),
    item(4, { author: { kind: 'bot' }, body: { case: 'choices', value: { text: '请稍候' } } }),
    item(5, { author: ANNA, deleted: true }),
    item(6, { author: ANNA, body: { case: 'attachment', value: { fileName: 'label.pdf' } } }),
    item(7, { author: ANNA, body: { case: 'call', value: { answeredAtMs: 1_000, endedAtMs: 66_000 } } }),
    item(8, { author: { kind: 'system' }, body: { case: 'event', value: { kind: 'closed' } } }),
  ];
  const [title, empty, ...lines] = transcriptText(asked('zh'), items).split('\n');
  assert.deepEqual([title, empty], ['您的会话记录', '']);
  assert.deepEqual(
    lines.map((line) => line.replace(/^\[[^\]]*\] /, '')),
    [
      '您: 台灯坏了',
      '智能助手: 请稍候',
      'Anna: （已删除）',
      'Anna: [文件] label.pdf',
      'Anna: [语音通话] 1:05',
    ],
  );
  assert.match(lines[0] ?? '', /10:03/);
  assert.match(transcriptText(asked('en'), items), /You: 台灯坏了/);
  assert.equal(transcriptSubject(asked('en')), 'Your conversation with us');
});

test('what is too long loses its beginning, and says so', () => {
  const items = Array.from({ length: 50 }, (_, at) =>
    item(at + 1, { author: ANNA, body: text(`${at} ${'长'.repeat(1_000)}`) }),
  );
  const made = transcriptText(asked('en'), items);
  assert.ok(made.length <= 18_200);
  assert.match(made, /left out/);
  assert.match(made, /Anna: 49 /);
});
