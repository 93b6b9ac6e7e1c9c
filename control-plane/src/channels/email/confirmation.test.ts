import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmationOf } from './confirmation.ts';
import { emailSettings } from './settings.ts';

const given = {
  ...{ address: 'shop@example.org', imapHost: 'imap.example.org', imapUser: 'shop', imapPassword: 'a' },
  smtpHost: 'smtp.example.org',
};
const settings = (more: object = {}) => emailSettings.parse({ ...given, confirms: true, ...more });

test('a mail is confirmed in the language that it is written in', () => {
  for (const text of ['台灯坏了\n\n请问怎么换？ invoice 20261101', '你好'])
    assert.match(confirmationOf(settings(), text) ?? '', /已经收到/, text);
  for (const text of ['My lamp is broken', 'Where is the lamp of 王芳?', 'Где мой заказ?', '?!'])
    assert.match(confirmationOf(settings(), text) ?? '', /has reached us/, text);
});

test('an administrator says what is said, in which languages, and whether at all', () => {
  assert.equal(confirmationOf(emailSettings.parse(given), 'hello'), undefined);
  const own = settings({ confirmationEn: ' Ours.\n', confirmationZh: ' ' });
  assert.equal(confirmationOf(own, 'hello'), 'Ours.');
  assert.equal(confirmationOf(own, '你好'), undefined);
});
