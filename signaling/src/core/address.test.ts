import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Addresses, addressKey } from './address.ts';
import { take } from './rate.ts';

const rates = { connects: { perSecond: 1, burst: 2 }, frames: { perSecond: 10, burst: 10 } };

describe('the key of an address', () => {
  it('SIG41 is an IPv4 address itself, also when it comes as IPv6', () => {
    assert.equal(addressKey('192.0.2.7'), '192.0.2.7');
    assert.equal(addressKey('::ffff:192.0.2.7'), '192.0.2.7');
    assert.equal(addressKey('0000:0000:0000:0000:0000:ffff:c000:0207'), '192.0.2.7');
  });

  it('SIG41 is the /64 of an IPv6 address, however it is written', () => {
    assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
    assert.equal(addressKey('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff'), '2001:db8:1:2::/64');
    assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0::/64');
    assert.equal(addressKey('::1'), '0:0:0:0::/64');
  });

  it('SIG45 is short even for text that is no address', () => {
    assert.ok(addressKey('x'.repeat(5_000)).length <= 64);
    assert.ok(addressKey(':'.repeat(5_000)).length <= 64);
  });
});

describe('addresses', () => {
  it('SIG42 share one budget among connections of one address', () => {
    const addresses = new Addresses(rates, 10);
    const { connects } = addresses.of('192.0.2.1', 0);
    assert.equal(take(connects, rates.connects, 0), 0);
    assert.equal(take(addresses.of('192.0.2.1', 0).connects, rates.connects, 0), 0);
    assert.notEqual(take(addresses.of('192.0.2.1', 0).connects, rates.connects, 0), 0);
    assert.equal(take(addresses.of('192.0.2.2', 0).connects, rates.connects, 0), 0);
  });

  it('SIG45 never hold more than their bound: the longest known goes', () => {
    const addresses = new Addresses(rates, 2);
    const first = addresses.of('a', 0);
    const second = addresses.of('b', 0);
    addresses.of('c', 0);
    assert.equal(addresses.size, 2);
    assert.equal(addresses.of('b', 0), second);
    assert.notEqual(addresses.of('a', 0), first);
  });

  it('SIG45 are forgotten once a fresh budget would be the same', () => {
    const addresses = new Addresses(rates, 10);
    take(addresses.of('a', 0).connects, rates.connects, 0);
    addresses.sweep(999);
    assert.equal(addresses.size, 1);
    addresses.sweep(1_000);
    assert.equal(addresses.size, 0);
  });
});
