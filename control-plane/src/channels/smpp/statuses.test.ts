import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meaningOf } from './statuses.ts';

test('a refusal has the name that the specification gives it, and one that it does not name keeps its number', () => {
  assert.deepEqual(meaningOf(0x0b), { is: 'refused', code: 'ESME_RINVDSTADR' });
  assert.deepEqual(meaningOf(0x15), { is: 'refused', code: 'ESME_RINVSERTYP' });
  assert.deepEqual(meaningOf(0xff), { is: 'refused', code: 'ESME_RUNKNOWNERR' });
  assert.deepEqual(meaningOf(0x400), { is: 'refused', code: 'SMPP 0x00000400' });
});

test('a carrier that has too much to do, or a fault that passes, is asked again', () => {
  for (const [status, code] of [
    [0x58, 'ESME_RTHROTTLED'],
    [0x14, 'ESME_RMSGQFUL'],
    [0x08, 'ESME_RSYSERR'],
    [0x64, 'ESME_RX_T_APPN'],
  ] as const) {
    const meaning = meaningOf(status);
    assert.deepEqual([meaning.is, meaning.code], ['later', code]);
  }
});
