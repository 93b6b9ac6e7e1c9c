import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SetupFailure } from './failure.mjs';
import { installDependencies } from './npm.mjs';

/** A checkout, and an npm that writes down what it is asked and then does as `script` says. */
function checkout(t, script) {
  const root = mkdtempSync(join(tmpdir(), 'weft-npm-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, 'package.json'), '{"dependencies":{"node":"24.21.0"}}');
  writeFileSync(join(root, 'package-lock.json'), '{}');
  mkdirSync(join(root, 'node_modules'));
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin', 'npm'), `#!/bin/sh\necho "$@" >> ${root}/asked\n${script}\n`);
  chmodSync(join(root, 'bin', 'npm'), 0o755);
  return {
    root,
    environment: { PATH: join(root, 'bin') },
    asked: () => readFileSync(join(root, 'asked'), 'utf8').trim().split('\n'),
  };
}

const NO_NETWORK = 'echo "npm error code EAI_AGAIN" >&2; exit 1';

test('where the registry does not answer it is not asked for hundreds of packages', async (t) => {
  const { root, environment, asked } = checkout(t, NO_NETWORK);
  await assert.rejects(installDependencies(root, environment), (error) => {
    assert.ok(error instanceof SetupFailure);
    assert.match(error.message, /^The npm registry cannot be reached: check the network .* run "npm ci"\.$/);
    return true;
  });
  assert.match(asked()[0], /^view node@24\.21\.0 version /);
  assert.deepEqual(asked().slice(1), ['ci --no-audit --no-fund --offline']);
});

test("without a network what npm's cache has is enough", async (t) => {
  const { root, environment, asked } = checkout(t, `case "$1" in view) ${NO_NETWORK};; esac`);
  await installDependencies(root, environment);
  assert.equal(asked().length, 2);
});

test('a registry that refuses the question is asked for the packages all the same', async (t) => {
  const { root, environment, asked } = checkout(
    t,
    'case "$1" in view) echo "npm error code E403" >&2; exit 1;; esac',
  );
  await installDependencies(root, environment);
  assert.deepEqual(asked().slice(1), ['ci --no-audit --no-fund']);
});
