import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SetupFailure } from './failure.mjs';
import { installPackages, missingPackages } from './packages.mjs';
import { readSystem, requireSupported } from './system.mjs';

const packages = [
  { name: 'nats-server', program: 'no-such-program' },
  { name: 'sh', program: 'sh' },
  { name: 'fonts', file: '/no/such/file' },
];
const debian = { hasApt: true, isRoot: false, name: 'Debian GNU/Linux 12 (bookworm)' };

test('a package is missing when its program or file is', () => {
  assert.deepEqual(
    missingPackages(packages).map(({ name }) => name),
    ['nats-server', 'fonts'],
  );
});

test('what would take the place of something that is there is not missing', () => {
  const server = { name: 'mail-server', file: '/no/such/file' };
  assert.deepEqual(missingPackages([{ ...server, unless: '/bin/sh' }]), []);
  assert.equal(missingPackages([{ ...server, unless: '/no/such/file/either' }]).length, 1);
});

test('without root the whole line to run is said', async () => {
  await assert.rejects(
    installPackages(missingPackages(packages), debian, () => {}),
    {
      message:
        'Missing: nats-server, fonts. Run "sudo apt-get install -y --no-install-recommends nats-server fonts", then run this again.',
    },
  );
});

test('without apt the missing programs are named', async () => {
  const other = { ...debian, hasApt: false, name: 'Other Linux 3' };
  await assert.rejects(
    installPackages([packages[0]], other, () => {}),
    {
      message:
        'nats-server is missing and Other Linux 3 has no apt-get: install it by hand, then run this again.',
    },
  );
});

test('a system is read from os-release', () => {
  const text = 'PRETTY_NAME="Ubuntu 24.04"\nID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n';
  const { name, codename, hasApt } = readSystem(text);
  assert.deepEqual({ name, codename, hasApt }, { name: 'Ubuntu 24.04', codename: 'noble', hasApt: true });
  assert.equal(readSystem('ID=alpine\n').hasApt, false);
});

test('an unsupported system is named', () => {
  requireSupported({ platform: 'linux', arch: 'x64', name: 'Debian' });
  assert.throws(() => requireSupported({ platform: 'win32', arch: 'x64', name: 'win32' }), SetupFailure);
  assert.throws(() => requireSupported({ platform: 'linux', arch: 'riscv64', name: 'Debian' }), /on riscv64/);
});
