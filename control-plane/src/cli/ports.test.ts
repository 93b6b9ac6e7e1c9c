import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PORTS } from './ports.ts';

test('no fixed port is one that a system gives to outgoing connections', () => {
  const first = 32_768;
  for (const [name, port] of Object.entries(PORTS)) assert.ok(port < first - 1_000, name);
});
