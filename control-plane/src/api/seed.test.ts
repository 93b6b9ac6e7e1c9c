import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { AgentRecord, type Directory, isId, keys, SignOutRecord, silentLog, systemClock } from '@weft/proto';
import { ConfigError, EtcdDirectory } from '@weft/proto/node';
import { startEtcd, type TestServer } from '@weft/proto/testing';
import { Passwords } from './passwords.ts';
import { agentIdOf } from './person-record.ts';
import { seedPeople } from './seed.ts';

let etcd: TestServer;
let directory: Directory;
let folder: string;
const passwords = new Passwords();

before(async () => {
  etcd = await startEtcd();
  directory = await EtcdDirectory.create({
    endpoints: etcd.url,
    leaseTtlMs: 5_000,
    log: silentLog,
    clock: systemClock,
  });
  folder = await mkdtemp(join(tmpdir(), 'weft-seed-'));
});
after(async () => {
  await directory[Symbol.asyncDispose]();
  await etcd[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const seed = async (value: unknown): Promise<void> => {
  const file = join(folder, 'people.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  await seedPeople(file, { directory, passwords, clock: systemClock, log: silentLog });
};
const revision = async (login: string) => (await directory.get(keys.agent(agentIdOf(login))))?.revision;
const wei = { login: 'wei', name: 'Wei', role: 'agent', password: 'wei-password' };

test('a second start with the same file changes nothing', async () => {
  await seed({ people: [wei] });
  const first = await revision('wei');
  await seed({ people: [wei] });
  assert.equal(await revision('wei'), first);
});

test('a new password or name replaces the record; people the file leaves out stay', async () => {
  await seed({ people: [{ ...wei, password: 'another-password' }] });
  const entry = await directory.get(keys.agent('wei'));
  assert.equal(
    await passwords.verify('another-password', AgentRecord.fromJson(entry?.value ?? '').passwordHash),
    true,
  );
  await seed({ people: [{ ...wei, login: 'mei', name: 'Mei' }] });
  assert.notEqual(await revision('wei'), undefined);
});

test('a hash is taken as it is', async () => {
  const passwordHash = await passwords.hash('from elsewhere');
  await seed({ people: [{ login: 'zoe@example.com', name: 'Zoe', role: 'operator', passwordHash }] });
  const entry = await directory.get(keys.agent(agentIdOf('zoe@example.com')));
  assert.equal(AgentRecord.fromJson(entry?.value ?? '').passwordHash, passwordHash);
});

test('a login that cannot be an id gets one of its own', () => {
  assert.equal(agentIdOf('anna'), 'anna');
  assert.ok(isId(agentIdOf('李伟@example.com')));
  assert.notEqual(agentIdOf('a@b'), agentIdOf('a@c'));
});

test('a file that cannot be used is refused with the place, not with a password', async () => {
  const files: [unknown, RegExp][] = [
    ['{', /not JSON/],
    [{ people: [{ ...wei, password: 'short' }] }, /people\.0\.password/],
    [{ people: [{ ...wei, role: 'boss' }] }, /people\.0\.role/],
    [{ people: [{ ...wei, passwordHash: 'plain' }] }, /argon2id/],
    [{ people: [{ login: 'a', name: 'A', role: 'agent' }] }, /needs a password/],
    [{ people: [{ ...wei, admin: true }] }, /people\.0/],
  ];
  for (const [value, pattern] of files) {
    await assert.rejects(seed(value), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, pattern);
      return !error.message.includes('wei-password');
    });
  }
  const missing = seedPeople(join(folder, 'none.json'), {
    directory,
    passwords,
    clock: systemClock,
    log: silentLog,
  });
  await assert.rejects(missing, ConfigError);
});

test('whom the file keeps is marked, and is no longer when the file leaves them out', async () => {
  const kept = async (login: string) => {
    const entry = await directory.get(keys.agent(agentIdOf(login)));
    return entry === undefined ? undefined : AgentRecord.fromJson(entry.value);
  };
  await seed({ people: [wei] });
  assert.equal((await kept('wei'))?.fromFile, true);
  await seed({ people: [{ ...wei, login: 'mei', name: 'Mei' }] });
  assert.deepEqual([(await kept('wei'))?.fromFile, (await kept('mei'))?.fromFile], [false, true]);
});

test('a password that is new in the file ends what the old one began; the same file ends nothing', async () => {
  const over = async () => (await directory.get(keys.signOut('hong')))?.value;
  const hong = { ...wei, login: 'hong', name: 'Hong' };
  await seed({ people: [hong] });
  await seed({ people: [hong] });
  assert.equal(await over(), undefined);
  await seed({ people: [{ ...hong, password: 'another-password' }] });
  assert.ok(SignOutRecord.fromJson((await over()) ?? '').beforeMs > 0);
});
