import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeftError } from '@weft/proto';
import { endpointUrl, isPublicAddress } from './public-address.ts';

test('addresses of one’s own network are told from those of the internet', () => {
  const own = [
    ...['127.0.0.1', '127.255.1.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.2.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::1', '2001::1', '2001:db8::1', 'localhost', '', '8.8.8'],
  ];
  for (const address of own) assert.equal(isPublicAddress(address), false, address);
  const others = ['8.8.8.8', '172.32.0.1', '172.15.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'];
  for (const address of others) assert.equal(isPublicAddress(address), true, address);
});

test('an endpoint’s address is one of https that leads to the internet', () => {
  const refused = (text: string, own = false): void =>
    assert.throws(
      () => endpointUrl(text, own),
      (error) => error instanceof WeftError && error.code === 'BAD_REQUEST',
      text,
    );
  assert.equal(endpointUrl('https://hooks.example/a?key=b#c', false), 'https://hooks.example/a?key=b');
  for (const text of ['hooks.example', 'http://hooks.example/', 'ftp://hooks.example/', 'javascript:1', ''])
    refused(text);
  for (const text of ['https://user@hooks.example/', 'https://user:password@hooks.example/']) refused(text);
  // However it is written.
  for (const host of [
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '[::1]',
    '[::ffff:a00:1]',
    '10.0.0.1',
  ])
    refused(`https://${host}/`);
});

test('where it is allowed, an address may be one’s own and without TLS', () => {
  assert.equal(endpointUrl('http://127.0.0.1:9000/hook', true), 'http://127.0.0.1:9000/hook');
  assert.throws(() => endpointUrl('file:///etc/passwd', true), WeftError);
});
