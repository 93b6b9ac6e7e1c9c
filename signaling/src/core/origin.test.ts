import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOriginAllowed } from './origin.ts';

describe('origins', () => {
  it('SIG5 are compared whole and without regard to case', () => {
    const allowed = ['https://shop.example'];
    assert.equal(isOriginAllowed('https://shop.example', allowed), true);
    assert.equal(isOriginAllowed('https://Shop.Example', allowed), true);
    assert.equal(isOriginAllowed('http://shop.example', allowed), false);
    assert.equal(isOriginAllowed('https://shop.example.evil.example', allowed), false);
    assert.equal(isOriginAllowed('null', allowed), false);
  });

  it('SIG5 are all allowed by a star, and none is asked of what is no browser', () => {
    assert.equal(isOriginAllowed('https://anywhere.example', ['*']), true);
    assert.equal(isOriginAllowed('', ['https://shop.example']), true);
    assert.equal(isOriginAllowed('https://shop.example', []), false);
  });
});
