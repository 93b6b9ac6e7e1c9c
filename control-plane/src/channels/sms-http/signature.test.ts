import assert from 'node:assert/strict';
import { test } from 'node:test';
import twilio from 'twilio';
import { isSigned, signatureOf } from './signature.ts';
import { AUTH_TOKEN, PAYLOADS, payload, signed, smsHttpAccount, WEBHOOK } from './testing/account.ts';
import { verify } from './verify.ts';

/** A form as the provider's library takes it: a name that is there twice is a list. */
function fieldsOf(form: URLSearchParams): Record<string, string | string[]> {
  const names = new Set(form.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const [first = '', ...more] = form.getAll(name);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

const FORMS = [
  ...PAYLOADS.map((name) => new URLSearchParams(Buffer.from(payload(name)).toString())),
  new URLSearchParams('B=2&A=1&a=3&B=1&B=2&%E4%BD%A0=%F0%9F%98%80&Empty='),
  new URLSearchParams(),
];

test("the provider's own library signs every form as we do, and takes our signature", () => {
  for (const form of FORMS) {
    const ours = signatureOf(AUTH_TOKEN, WEBHOOK, form);
    assert.equal(twilio.getExpectedTwilioSignature(AUTH_TOKEN, WEBHOOK, fieldsOf(form)), ours);
    assert.ok(twilio.validateRequest(AUTH_TOKEN, ours, WEBHOOK, fieldsOf(form)));
  }
});

test('an address is the same with the port that its scheme stands for and without, and with its query', () => {
  const form = FORMS[0] ?? new URLSearchParams();
  const path = '/v1/channels/sms-1/webhook?item=1&more=%20';
  for (const [given, signedAs] of [
    ['https://weft.example', 'https://weft.example:443'],
    ['https://weft.example:443', 'https://weft.example'],
    ['http://weft.example', 'http://weft.example:80'],
    ['http://[2001:db8::1]', 'http://[2001:db8::1]:80'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ] as const) {
    const signature = twilio.getExpectedTwilioSignature(AUTH_TOKEN, `${signedAs}${path}`, fieldsOf(form));
    assert.ok(isSigned(signature, AUTH_TOKEN, `${given}${path}`, form), `${given} ${signedAs}`);
  }
  const other = signatureOf(AUTH_TOKEN, `https://weft.example${path}`, form);
  for (const url of ['https://other.example', 'http://weft.example', 'https://weft.example:8443/x'])
    assert.ok(!isSigned(other, AUTH_TOKEN, `${url}${path}`, form), url);
});

test('what was signed for another address, with another token, or says something else now is refused', () => {
  const account = smsHttpAccount();
  const request = signed(payload('text'));
  assert.equal(verify(request, account).is, 'payload');
  const refused = { code: 'SIGNATURE_REFUSED' };
  const elsewhere = { ...request, url: `${WEBHOOK}?again` };
  assert.throws(() => verify(elsewhere, account), refused);
  assert.throws(() => verify(request, smsHttpAccount({ authToken: 'another' })), refused);
  const changed = { ...request, body: Buffer.concat([request.body, Buffer.from('&Body=other')]) };
  assert.throws(() => verify(changed, account), refused);
  assert.throws(() => verify({ ...request, method: 'GET' }, account), { code: 'BAD_REQUEST' });
  assert.throws(() => verify({ ...request, body: new Uint8Array(70_000) }, account), { code: 'BAD_REQUEST' });
});
