import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasMoreParts } from './part-count.ts';
import { readMail } from './read-mail.ts';

const mail = (type: string, body: string): Uint8Array =>
  Buffer.from(
    `From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${body}`,
  );

test('a mail of a hundred thousand parts is refused before it is read, however they are declared', async () => {
  for (const declared of [
    'boundary=b',
    'Boundary = "b"',
    'boundary*0=b',
    "boundary*=us-ascii''%62",
    'boundary="\\b"',
  ]) {
    const parts = mail(`multipart/mixed; ${declared}`, `${'--b\r\n\r\nx\r\n'.repeat(100_000)}--b--\r\n`);
    await assert.rejects(readMail(parts), { code: 'BAD_REQUEST', message: /too many parts/ }, declared);
  }
});

test('lines that only look like the beginning of a part are no parts', async () => {
  const script = '-- a comment\r\n--------\r\n'.repeat(10_000);
  const body = `--b\r\nContent-Type: text/plain\r\n\r\n${script}\r\n--b--\r\n`;
  assert.equal(
    (await readMail(mail('multipart/mixed; boundary=b', body))).email.text?.includes('a comment'),
    true,
  );
  assert.equal((await readMail(mail('text/plain', script))).email.text?.includes('a comment'), true);
});

test('parts are counted up to the bound', () => {
  const of = (count: number) => mail('multipart/mixed; boundary=b', `${'--b\n\nx\n'.repeat(count)}--b--\n`);
  assert.equal(hasMoreParts(of(10), 10), false);
  assert.equal(hasMoreParts(of(11), 10), true);
});
