import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { keys, type Log, silentLog, systemClock } from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { SharedSecret } from './shared-secret.ts';

let etcd: TestServer;
let directory: EtcdDirectory;

before(async () => {
  etcd = await startEtcd();
  directory = await EtcdDirectory.create({
    endpoints: etcd.url,
    leaseTtlMs: 5_000,
    log: silentLog,
    clock: systemClock,
  });
});

after(async () => {
  await directory[Symbol.asyncDispose]();
  await etcd[Symbol.asyncDispose]();
});

const key = keys.resumeSecret;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const kept = async (): Promise<string> => (await directory.get(key))?.value ?? '';

beforeEach(() => directory.transact([{ do: 'delete', key }]));

describe('the secret of the edges', () => {
  it('SIG18 is one, however many edges start at once, and 256 bits', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => SharedSecret.create({ directory, log: silentLog })),
    );
    const texts = new Set(made.map(({ current }) => text(current)));
    assert.deepEqual([...texts], [await kept()]);
    assert.equal(made[0]?.current.length, 32);
    for (const secret of made) await secret[Symbol.asyncDispose]();
  });

  it('SIG18 comes back when etcd loses it', async () => {
    await using secret = await SharedSecret.create({ directory, log: silentLog });
    await directory.transact([{ do: 'delete', key }]);
    await until(async () => (await kept()) === text(secret.current) || 'not back');
  });

  it('SIG18 can be replaced: what was made with the one before is good still', async () => {
    await using secret = await SharedSecret.create({ directory, log: silentLog });
    const first = text(secret.current);
    const value = text(new Uint8Array(32).fill(9));
    await directory.transact([{ do: 'put', key, value }]);
    await until(() => text(secret.current) === value || 'not taken');
    assert.equal(secret.previous === undefined ? '' : text(secret.previous), first);
  });

  it('SIG18 is made anew by an edge that finds something else there, and ignored by one that runs', async () => {
    await directory.transact([{ do: 'put', key, value: 'short' }]);
    await using secret = await SharedSecret.create({ directory, log: silentLog });
    const made = text(secret.current);
    assert.equal(await kept(), made);
    const warnings: string[] = [];
    const log: Log = { ...silentLog, warn: (_, message) => warnings.push(message) };
    await using other = await SharedSecret.create({ directory, log });
    await directory.transact([{ do: 'put', key, value: 'short again' }]);
    await until(() => warnings.length === 1 || 'not seen');
    assert.equal(text(other.current), made);
  });
});
