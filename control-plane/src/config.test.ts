import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '@weft/proto/node';
import { readConfig } from './config.ts';

const refusal = (environment: Record<string, string>): string => {
  try {
    readConfig({ WEFT_CONTROL_ID: 'control-1', ...environment });
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return 'taken';
};

test('defaults are those of SPEC.md', () => {
  const config = readConfig({ WEFT_CONTROL_ID: 'control-1' });
  assert.deepEqual(
    [config.maxOwnedCalls, config.maxQueuedCalls, config.maxDesks, config.offerTimeoutMs],
    [20_000, 1_000, 5_000, 20_000],
  );
  assert.deepEqual(config.regions, ['eu', 'ap']);
  assert.ok(Object.isFrozen(config));
});

test('an id is needed, and must be one', () => {
  assert.throws(() => readConfig({}), ConfigError);
  assert.match(refusal({ WEFT_CONTROL_ID: 'a b' }), /^WEFT_CONTROL_ID: /);
});

test('a database is named by its address, and the sentence that refuses one does not repeat it', () => {
  assert.equal(refusal({ DATABASE_URL: 'postgres://weft:secret@db.example/weft' }), 'taken');
  for (const url of ['mysql://weft:secret@db/weft', 'weft:secret@db'])
    assert.match(refusal({ DATABASE_URL: url }), /^DATABASE_URL: (?!.*secret)/);
});

test('a region that is no id, and no region at all, are refused', () => {
  assert.match(refusal({ WEFT_CONTROL_REGIONS: 'eu,a/b' }), /^WEFT_CONTROL_REGIONS: /);
  assert.match(refusal({ WEFT_CONTROL_REGIONS: ',' }), /^WEFT_CONTROL_REGIONS: /);
});

test('a number out of its range and a name that is no setting are refused with one sentence', () => {
  assert.match(refusal({ WEFT_CONTROL_LEASE_TTL_MS: '10' }), /^WEFT_CONTROL_LEASE_TTL_MS: /);
  assert.match(refusal({ WEFT_CONTROL_LEASE_TTL: '5000' }), /^WEFT_CONTROL_LEASE_TTL is not a setting/);
});

test('the public address is one of the web, and ends where paths begin', () => {
  const publicUrlOf = (url: string): string =>
    readConfig({ WEFT_CONTROL_ID: 'control-1', WEFT_CONTROL_PUBLIC_URL: url }).publicUrl;
  assert.equal(publicUrlOf('https://weft.example/'), 'https://weft.example');
  assert.equal(publicUrlOf('https://example.org/weft'), 'https://example.org/weft');
  assert.equal(publicUrlOf(''), '');
  assert.match(refusal({ WEFT_CONTROL_PUBLIC_URL: 'shop.example' }), /http or https address/);
});
