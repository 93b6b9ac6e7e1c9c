import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { glibcSymbols } from './elf.mjs';
import { SetupFailure } from './failure.mjs';
import { addonPath, fitAddon, fitBytes, pins } from './uwebsockets.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const folder = dirname(addonPath(root));

for (const [name, pin] of Object.entries(pins)) {
  test(`${name} is the pinned file, and rebinding gives the pinned file`, () => {
    const bytes = readFileSync(join(folder, name));
    assert.ok([pin.pristine, pin.lowered].includes(sha256(bytes)));
    const fitted = fitBytes(bytes, pin);
    assert.equal(sha256(fitted), pin.lowered);
    assert.equal(fitBytes(fitted, pin), fitted, 'what is done already is left alone');
    const newest = Math.max(...glibcSymbols(fitted).map(({ version }) => Number(version.split('.')[1])));
    assert.equal(newest, 36);
  });

  test(`${name} with one byte changed is refused`, () => {
    const bytes = readFileSync(join(folder, name));
    bytes[bytes.length >> 1] ^= 1;
    assert.throws(() => fitBytes(bytes, pin), SetupFailure);
  });
}

test('an addon that is gone is said, with what brings it back', async () => {
  await assert.rejects(fitAddon('/no/such/checkout'), {
    message: `uWebSockets.js's addon is not there ("${addonPath('/no/such/checkout')}"): run "npm ci", then run this again.`,
  });
});
