import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMail } from './parse-mail.ts';
import { readMail } from './read-mail.ts';

const mail = (lines: number): Buffer =>
  Buffer.from(
    [
      ...['From: Lin <lin@example.com>', 'Subject: =?utf-8?q?=E5=8F=B0=E7=81=AF?=', 'Message-ID: <a@b>'],
      ...['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'x'],
      ...Array.from({ length: lines }, () => ''),
      ...['end', '--b', 'Content-Type: image/png; name=a.png', 'Content-Disposition: attachment'],
      ...['Content-Transfer-Encoding: base64', '', 'AAECAw==', '--b--', ''],
    ].join('\r\n'),
  );

test('a long mail is read while others go on, and says what a short one does', async () => {
  const bytes = mail(100_000);
  let turns = 0;
  let isRead = false;
  const turn = (): void => {
    turns += 1;
    if (!isRead) setImmediate(turn);
  };
  setImmediate(turn);
  const { email, files } = await readMail(bytes);
  isRead = true;
  assert.ok(turns > 10, `${turns} turns`);
  assert.deepEqual(files[0]?.bytes, Uint8Array.of(0, 1, 2, 3));
  const { attachments, ...inline } = await parseMail(bytes);
  const { attachments: given, ...aside } = email;
  assert.deepEqual(aside, inline);
  assert.equal(given.length, attachments.length);
});

test('a long mail that cannot be read is refused like a short one', async () => {
  const deep = Array.from(
    { length: 40 },
    (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
  );
  for (const lines of [1, 10_000]) {
    const head = 'From: a@b.c\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n';
    const bytes = Buffer.from(`${head}${'\r\n'.repeat(lines)}${deep.join('')}`);
    await assert.rejects(readMail(bytes), { code: 'BAD_REQUEST', message: 'the mail cannot be read' });
  }
});
