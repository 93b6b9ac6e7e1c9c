import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAuthenticated } from './authentication.ts';

const SERVER = 'mx.shop.example';
const passes = (fields: string | readonly string[], address = 'li@mail.example'): boolean =>
  isAuthenticated(typeof fields === 'string' ? [fields] : fields, SERVER, address);

test('a mail is its author’s when our server found the domain to stand behind it', () => {
  assert.ok(passes(`${SERVER}; dmarc=pass (p=reject) header.from=mail.example`));
  assert.ok(passes(`${SERVER} 1; spf=fail smtp.mailfrom=x.example; dkim=pass header.d=mail.example`));
  assert.ok(passes(`MX.Shop.example; DKIM=Pass header.d="mail.example"`));
  assert.ok(passes(`${SERVER}; spf=pass smtp.mailfrom=bounces@mail.example`));
  assert.ok(passes(`${SERVER}; dkim=pass header.d=example.org`, 'li@news.example.org'), 'the domain above');
});

test('a mail is nobody’s in particular otherwise', () => {
  const refused: readonly (string | readonly string[])[] = [
    [],
    `${SERVER}; none`,
    `${SERVER}; dmarc=fail header.from=mail.example`,
    `${SERVER}; dkim=pass header.d=evil.example`,
    `${SERVER}; dkim=pass header.d=ail.example`,
    `${SERVER}; dkim=pass header.d=example`,
    `${SERVER}; dkim=pass`,
    `evil.example; dmarc=pass header.from=mail.example`,
    `${SERVER}.evil.example; dmarc=pass header.from=mail.example`,
    `${SERVER}; x=y (; dmarc=pass header.from=mail.example)`,
    `${SERVER}; auth=pass header.from=mail.example`,
    // What the sender wrote under our server's name is older than what our server wrote.
    [`${SERVER}; dmarc=fail header.from=mail.example`, `${SERVER}; dmarc=pass header.from=mail.example`],
  ];
  for (const fields of refused) assert.equal(passes(fields), false, JSON.stringify(fields));
  assert.equal(passes(`${SERVER}; dmarc=pass header.from=`, 'nobody'), false);
});
