import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromText, readEnvironment, sharedEnvironment } from './environment.ts';

const shape = {
  ...sharedEnvironment,
  rtcPort: fromText.whole(0, 65_535).default(0),
  regions: fromText.list().default([]),
};
const read = (environment: Record<string, string>) => readEnvironment('WEFT_T_', shape, environment);

describe('the environment', () => {
  it('gives defaults, shared names and names with the prefix', () => {
    assert.deepEqual(read({ WEFT_T_RTC_PORT: '40000', WEFT_T_REGIONS: 'eu, ap', WEFT_LOG_LEVEL: '' }), {
      natsUrl: 'nats://127.0.0.1:4222',
      etcdUrl: 'http://127.0.0.1:2379',
      logLevel: 'info',
      rtcPort: 40_000,
      regions: ['eu', 'ap'],
    });
  });

  it('refuses a value that does not fit, by the name of its variable', () => {
    assert.throws(() => read({ WEFT_T_RTC_PORT: '70000' }), /^ConfigError: WEFT_T_RTC_PORT: /);
    assert.throws(() => read({ WEFT_LOG_LEVEL: 'loud' }), /^ConfigError: WEFT_LOG_LEVEL: /);
  });

  it('refuses a variable that nobody reads, so that a typo does not pass for unset', () => {
    assert.throws(
      () => read({ WEFT_T_RTC_PROT: '1' }),
      /^ConfigError: WEFT_T_RTC_PROT is not a setting; is WEFT_T_RTC_PORT meant\?$/,
    );
    assert.throws(
      () => read({ WEFT_T_COLOUR_OF_LOGS: '1' }),
      /^ConfigError: WEFT_T_COLOUR_OF_LOGS is not a setting$/,
    );
  });

  it('cannot be changed afterwards', () => {
    assert.ok(Object.isFrozen(read({})));
  });
});
