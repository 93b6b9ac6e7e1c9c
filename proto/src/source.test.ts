import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partOfSource, pushSource } from './source.ts';

describe('the source of a push', () => {
  it('names the part, and tells its lives apart', () => {
    const first = pushSource('eu-1', 1_750_000_000_000);
    assert.notEqual(first, pushSource('eu-1', 1_750_000_000_001));
    assert.equal(partOfSource(first), 'eu-1');
    assert.equal(partOfSource('eu-1'), 'eu-1');
    assert.equal(partOfSource(''), '');
  });
});
