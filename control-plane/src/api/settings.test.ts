import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '@weft/proto/node';
import { readConfig } from '../config.ts';
import { allowsOrigin } from './settings.ts';

const read = (name: string, value: string) =>
  readConfig({ WEFT_CONTROL_ID: 'c', [`WEFT_CONTROL_${name}`]: value });

test('sites are origins, or any', () => {
  const { origins } = read('ORIGINS', 'https://shop.example, http://localhost:3000');
  assert.deepEqual(origins, ['https://shop.example', 'http://localhost:3000']);
  assert.ok(allowsOrigin(origins, 'http://localhost:3000'));
  assert.equal(allowsOrigin(origins, 'http://localhost:3001'), false);
  assert.ok(allowsOrigin(read('ORIGINS', '*').origins, 'https://anywhere.example'));
});

test('proxies are addresses and networks', () => {
  const { trustedProxies } = read('TRUSTED_PROXIES', '127.0.0.1, 10.0.0.0/8,2001:db8::/32');
  assert.deepEqual(trustedProxies, ['127.0.0.1', '10.0.0.0/8', '2001:db8::/32']);
});

test('what makes no sense, or would change the meaning of a header, is refused', () => {
  const bad: [string, string][] = [
    ['ORIGINS', "https://a.example; script-src 'unsafe-inline'"],
    ['ORIGINS', 'shop.example'],
    ['ORIGINS', 'https://shop.example/path'],
    ['EDGE_SOURCES', 'wss://a; script-src *'],
    ['EDGE_SOURCES', "'unsafe-inline'"],
    ['SIGN_INS_PER_MINUTE', '0'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
  ];
  for (const [name, value] of bad) assert.throws(() => read(name, value), ConfigError, `${name} ${value}`);
  assert.deepEqual(read('EDGE_SOURCES', 'wss://*.edge.example, https:').edgeSources, [
    'wss://*.edge.example',
    'https:',
  ]);
});
