import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Replies } from './replies.ts';

const bytes = (n: number) => Promise.resolve(new Uint8Array([n]));

describe('kept replies', () => {
  it('MED8 answer a request that is asked again, of the same session only', async () => {
    const replies = new Replies(4);
    replies.keep('s1', 7, bytes(1));
    assert.deepEqual(await replies.get('s1', 7), new Uint8Array([1]));
    assert.equal(replies.get('s2', 7), undefined);
    assert.equal(replies.get('s1', 8), undefined);
    assert.equal(replies.get('s1', 0), undefined);
  });

  it('MED8 forget what failed, and the oldest beyond the bound', async () => {
    const replies = new Replies(2);
    const failing = Promise.reject(new Error('no'));
    replies.keep('s1', 1, failing);
    await assert.rejects(failing);
    assert.equal(replies.get('s1', 1), undefined);
    for (const n of [2, 3, 4]) replies.keep('s1', n, bytes(n));
    assert.equal(replies.get('s1', 2), undefined);
    assert.ok(replies.get('s1', 4));
  });
});
