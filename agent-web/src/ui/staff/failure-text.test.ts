import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureName } from './failure-text.ts';

test('a carrier that was away or too busy for all tries is told in words, whatever its channel calls that', () => {
  for (const code of ['not-bound', 'unavailable', 'UNAVAILABLE', 'TIMEOUT', 'ECONNREFUSED', 'ENOTFOUND'])
    assert.equal(failureName(code), 'not-bound', code);
  for (const code of ['busy', 'throttled', 'queue-full']) assert.equal(failureName(code), 'busy', code);
  assert.equal(failureName('empty'), 'empty');
});

test('what the specification of SMPP calls a refusal is told in words', () => {
  for (const [code, name] of [
    ['ESME_RINVDSTADR', 'no-address'],
    ['ESME_RINVSRCADR', 'sender-refused'],
    ['ESME_RINVMSGLEN', 'too-long'],
    ['ESME_RTHROTTLED', 'busy'],
    ['ESME_RSYSERR', 'carrier-fault'],
    ['ESME_RSUBMITFAIL', 'carrier-refused'],
    ['ESME_RINVPASWD', 'sign-in-refused'],
    ['ESME_RINVEXPIRY', 'time-refused'],
    ['ESME_RINVSERTYP', 'form-refused'],
    ['ESME_RX_T_APPN', 'carrier-fault'],
  ] as const)
    assert.equal(failureName(code), name, code);
});

test('what a receipt says of a text that did not arrive is told in words, with the carrier’s number or without', () => {
  for (const code of ['UNDELIV', 'UNDELIV 022']) assert.equal(failureName(code), 'undelivered', code);
  assert.equal(failureName('EXPIRED 003'), 'unreachable');
  assert.equal(failureName('REJECTD'), 'carrier-refused');
});

test('what only a carrier has a name for has no sentence', () => {
  for (const code of ['ESME_RCANCELFAIL', 'ESME_RWHATEVER', 'SMPP 0x00000400', '30999', '', 'constructor'])
    assert.equal(failureName(code), undefined, code);
});
