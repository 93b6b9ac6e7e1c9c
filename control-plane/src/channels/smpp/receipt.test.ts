import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TLVS } from './pdu.ts';
import { keptId, receiptOf, submittedId } from './receipt.ts';

const TEXT =
  'id:0123456789 sub:001 dlvrd:001 submit date:2611220640 done date:2611220641 stat:DELIVRD err:000 text:id:9 stat:x';

test('a receipt is read from its text, whatever the customer wrote in it', () => {
  assert.deepEqual(receiptOf(TEXT, new Map(), 5), {
    ...{ carrierId: '0123456789', state: 'delivered', failure: '', atMs: 5 },
  });
  assert.equal(receiptOf('ID: abc STAT: undeliv ERR: 011', new Map(), 0)?.failure, 'UNDELIV 011');
  assert.equal(receiptOf('err:069 stat:EXPIRED id:7', new Map(), 0)?.state, 'failed');
});

test('optional parameters hold where they differ from the text', () => {
  const tlvs = new Map([
    [TLVS.receiptedMessageId, Buffer.from('m-77\0')],
    [TLVS.messageState, Uint8Array.of(5)],
  ]);
  const receipt = receiptOf(TEXT, tlvs, 0);
  assert.deepEqual([receipt?.carrierId, receipt?.state], ['m-77', 'failed']);
  assert.equal(receiptOf('', tlvs, 0)?.failure, 'UNDELIV');
});

test('what says nothing is no receipt', () => {
  for (const text of ['', 'hello', 'id:1', 'stat:DELIVRD', 'id:1 stat:MAYBE'])
    assert.equal(receiptOf(text, new Map(), 0), undefined, text);
});

test('ids are the same whether a carrier counts in hexadecimal or in decimal', () => {
  assert.equal(submittedId('3735928559', 'hex-then-decimal'), keptId('00DEADBEEF', 'hex-then-decimal'));
  assert.equal(submittedId('m-1', 'hex-then-decimal'), 'm-1');
  assert.equal(submittedId('DEADBEEF', 'decimal-then-hex'), keptId('3735928559', 'decimal-then-hex'));
  assert.equal(submittedId('00Ab', 'same'), keptId('00Ab', 'same'));
});
