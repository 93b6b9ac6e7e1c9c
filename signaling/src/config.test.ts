import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitsOf, publicUrl, readEdgeConfig } from './config.ts';

const read = (settings: Readonly<Record<string, string>> = {}) => readEdgeConfig(settings);

describe('the edge’s settings', () => {
  it('have the documented defaults', () => {
    const config = read();
    assert.deepEqual(limitsOf(config).times, {
      helloTimeoutMs: 5_000,
      idleTimeoutMs: 25_000,
      resumeWindowMs: 15_000,
    });
    assert.equal(config.maxFrameBytes, 65_536);
    assert.equal(config.maxInFlight, 64);
    assert.equal(config.addressHeader, '');
    assert.deepEqual(config.origins, ['*']);
    assert.ok(Object.isFrozen(config));
  });

  it('make the public URL whole', () => {
    assert.equal(publicUrl(read({ WEFT_EDGE_HOST: '127.0.0.1' }), 7_000), 'ws://127.0.0.1:7000/v1/signal');
    assert.equal(publicUrl(read({ WEFT_EDGE_URL: 'wss://eu.example' }), 1), 'wss://eu.example/v1/signal');
    assert.equal(publicUrl(read({ WEFT_EDGE_URL: 'wss://eu.example/' }), 1), 'wss://eu.example/v1/signal');
    assert.equal(publicUrl(read({ WEFT_EDGE_URL: 'wss://eu.example/edge' }), 1), 'wss://eu.example/edge');
  });

  it('read origins as browsers write them', () => {
    const { origins } = read({ WEFT_EDGE_ORIGINS: 'https://Shop.example, https://desk.example' });
    assert.deepEqual(origins, ['https://shop.example', 'https://desk.example']);
  });

  it('are refused with a sentence that names the variable', () => {
    const wrong: [string, string][] = [
      ['WEFT_EDGE_ID', 'eu.edge'],
      ['WEFT_EDGE_PORT', '70000'],
      ['WEFT_EDGE_URL', 'https://eu.example'],
      ['WEFT_EDGE_MAX_FRAME_BYTES', 'many'],
      ['WEFT_EDGE_PING_INTERVAL', '10'],
    ];
    for (const [name, value] of wrong)
      assert.throws(() => read({ [name]: value }), { message: new RegExp(`^${name}\\b`) });
  });
});
