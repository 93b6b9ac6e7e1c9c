import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CommandFailure } from './failure.ts';
import { serviceSettings } from './service-settings.ts';

test('a setting in the environment goes to every service of its kind, and nothing else goes anywhere', () => {
  const environment = {
    PATH: '/bin',
    WEFT_LOG_LEVEL: 'debug',
    WEFT_CONTROL_OFFER_TIMEOUT_MS: '10000',
    WEFT_CONTROL_MAX_DESKS: '',
    DATABASE_URL: 'postgres://db/weft',
    WEFT_EDGE_PING_INTERVAL_MS: '5000',
  };
  assert.deepEqual(serviceSettings(environment), {
    control: { WEFT_CONTROL_OFFER_TIMEOUT_MS: '10000', DATABASE_URL: 'postgres://db/weft' },
    edge: { WEFT_EDGE_PING_INTERVAL_MS: '5000' },
  });
});

test('what the launcher chooses itself is refused by name', () => {
  for (const name of ['WEFT_EDGE_PORT', 'WEFT_CONTROL_ID', 'WEFT_NODE_WORKERS'])
    assert.throws(
      () => serviceSettings({ [name]: '1' }),
      (error) => error instanceof CommandFailure && error.message.startsWith(name),
    );
});
