import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('a control plane that is set wrongly says so in one sentence and ends with 1', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH ?? '', WEFT_CONTROL_LEASE_TTL: '5000' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  assert.deepEqual(await once(child, 'close'), [1, null]);
  assert.equal(
    err,
    'control plane: WEFT_CONTROL_LEASE_TTL is not a setting; is WEFT_CONTROL_LEASE_TTL_MS meant?\n',
  );
});
