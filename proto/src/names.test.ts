import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ERRORS, fromFault, isErrorCode, toFault, WeftError } from './errors.ts';
import { factName } from './facts.ts';
import { isId, uuidIds } from './ids.ts';
import { keys } from './keys.ts';
import { subjects } from './subjects.ts';
import { agreeOnVersion } from './version.ts';

describe('names on the wire', () => {
  it('never let an id widen a subject or leave a key', () => {
    for (const hostile of ['', '*', '>', 'a.b', 'a b', '../x', 'a/b', 'x'.repeat(65), 'é']) {
      assert.equal(isId(hostile), false);
      assert.throws(() => subjects.session(hostile), TypeError);
      assert.throws(() => keys.call(hostile), TypeError);
    }
  });

  it('make ids that may stand in subjects and keys and that rise with time', () => {
    const made = Array.from({ length: 50 }, () => uuidIds.next('call'));
    assert.equal(new Set(made).size, 50);
    assert.ok(made.every(isId));
    assert.deepEqual([...made].sort(), made);
  });

  it('name facts after what happened', () => {
    assert.equal(factName('callEnded'), 'call.ended');
    assert.equal(factName('nodeStateChanged'), 'node.state-changed');
  });

  it('agree on the first version the client likes that we speak', () => {
    assert.equal(agreeOnVersion([9, 1]), 1);
    assert.equal(agreeOnVersion([9]), undefined);
    assert.equal(agreeOnVersion([]), undefined);
  });
});

describe('the error table', () => {
  it('is the table in docs/errors.md, row for row', () => {
    const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (yes|no) \| (\d+) \| (\d+|-) \|$/gm)];
    const documented = rows.map(([, code, meaning, retryable, http, close]) => ({
      code,
      meaning,
      retryable: retryable === 'yes',
      http: Number(http),
      close: close === '-' ? 0 : Number(close),
    }));
    assert.deepEqual(
      documented,
      Object.entries(ERRORS).map(([code, row]) => ({ code, ...row })),
    );
  });

  it('gives every closing error a close code of its own', () => {
    const codes = Object.values(ERRORS)
      .map(({ close }) => close)
      .filter((close) => close !== 0);
    assert.equal(new Set(codes).size, codes.length);
    assert.ok(codes.every((close) => close >= 4_000 && close < 5_000));
  });

  it('carries errors over the wire and says no more of what is not in it', () => {
    const back = fromFault(toFault(new WeftError('RATE_LIMITED', 'slow down', { retryAfterMs: 250 })));
    assert.deepEqual(
      [back.code, back.message, back.retryAfterMs, back.retryable],
      ['RATE_LIMITED', 'slow down', 250, true],
    );
    assert.deepEqual(toFault(new Error('password=hunter2')).message, ERRORS.INTERNAL.meaning);
    assert.equal(fromFault({ code: 'FROM_THE_FUTURE', message: '', retryAfterMs: 0 }).code, 'INTERNAL');
    assert.equal(isErrorCode('toString'), false);
  });
});
