import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  type Clock,
  type Directory,
  keys,
  ManualClock,
  silentLog,
  systemClock,
  WeftError,
} from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { startEtcd, type TestServer } from '@weft/proto/testing';
import { SignJWT, UnsecuredJWT } from 'jose';
import { loadSigningKey, type SigningKey } from './key-file.ts';
import { KeyRing } from './key-ring.ts';
import { readKeySet } from './key-set.ts';
import { GUEST_MEMORY_MS, Tokens } from './tokens.ts';

const code = (expected: string) => (error: unknown) => error instanceof WeftError && error.code === expected;
const customer = { subjectId: 'customer-1', role: 'customer', name: 'Li', account: '' } as const;

const everybodyIn = { haveEnded: () => false };

describe('session tokens', () => {
  let etcd: TestServer;
  let directory: Directory;
  let folder: string;
  let key: SigningKey;
  let otherKey: SigningKey;

  before(async () => {
    etcd = await startEtcd();
    directory = await EtcdDirectory.create({
      endpoints: etcd.url,
      leaseTtlMs: 5_000,
      log: silentLog,
      clock: systemClock,
    });
    folder = await mkdtemp(join(tmpdir(), 'weft-tokens-'));
    key = await loadSigningKey(join(folder, 'one.json'));
    otherKey = await loadSigningKey(join(folder, 'two.json'));
  });
  after(async () => {
    await directory[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const ringOf = (own: SigningKey, clock: Clock) => KeyRing.create({ directory, own, clock, log: silentLog });

  it('are good for ten minutes, and say who their bearer was for a day after', async () => {
    const clock = new ManualClock();
    await using ring = await ringOf(key, clock);
    const tokens = new Tokens(ring, clock, everybodyIn);
    const { token, expiresAtMs } = await tokens.issueSession(customer);
    assert.equal(expiresAtMs - clock.now(), 600_000);
    clock.advance(599_000);
    assert.deepEqual(await tokens.readSession(token), customer);
    clock.advance(2_000);
    await assert.rejects(tokens.readSession(token), code('TOKEN_EXPIRED'));
    assert.deepEqual(await tokens.readSession(token, GUEST_MEMORY_MS), customer);
    clock.advance(GUEST_MEMORY_MS);
    await assert.rejects(tokens.readSession(token, GUEST_MEMORY_MS), code('TOKEN_EXPIRED'));
  });

  it('of a replaced key stay good, of an unknown key never are', async () => {
    const clock = new ManualClock();
    const before = await ringOf(key, clock);
    const { token } = await new Tokens(before, clock, everybodyIn).issueSession(customer);
    await before[Symbol.asyncDispose]();

    await using ring = await ringOf(otherKey, clock);
    const tokens = new Tokens(ring, clock, everybodyIn);
    assert.deepEqual(await tokens.readSession(token), customer);
    await directory.transact([{ do: 'delete', key: keys.jwks }]);
    await using alone = await ringOf(otherKey, clock);
    await assert.rejects(new Tokens(alone, clock, everybodyIn).readSession(token), code('TOKEN_INVALID'));
  });

  it('keep their key published for as long as any of them can be good', async () => {
    const clock = new ManualClock();
    await using ring = await ringOf(key, clock);
    assert.equal(ring.unready, undefined);
    const published = readKeySet((await directory.get(keys.jwks))?.value ?? '').find(
      ({ kid }) => kid === key.kid,
    );
    assert.ok((published?.untilMs ?? 0) >= clock.now() + GUEST_MEMORY_MS + 600_000);
  });

  it('that were tampered with, unsigned or made for something else are refused', async () => {
    const clock = new ManualClock();
    await using ring = await ringOf(key, clock);
    const tokens = new Tokens(ring, clock, everybodyIn);
    const { token } = await tokens.issueSession(customer);
    const [head, body, signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: 'x', role: 'operator', name: '' })).toString(
      'base64url',
    );
    const seconds = Math.floor(clock.now() / 1_000);
    const sign = (change: (jwt: SignJWT) => SignJWT) =>
      change(
        new SignJWT({ role: 'operator', name: '' })
          .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
          .setIssuer('weft')
          .setAudience('weft-edge')
          .setSubject('x')
          .setExpirationTime(seconds + 60),
      ).sign(key.privateKey);
    const bad = [
      `${head}.${forged}.${signature}`,
      `${head}.${body}.`,
      new UnsecuredJWT({ role: 'operator', name: '' })
        .setIssuer('weft')
        .setAudience('weft-edge')
        .setSubject('x')
        .encode(),
      await sign((jwt) => jwt.setAudience('weft-refresh')),
      await sign((jwt) => jwt.setIssuer('other')),
      (await tokens.issueRefresh({ login: 'anna', generation: 'g' })).token,
      'x'.repeat(5_000),
      '',
      '..',
    ];
    for (const text of bad) await assert.rejects(tokens.readSession(text), code('TOKEN_INVALID'));
    assert.equal(
      (await tokens.readSession(await sign((jwt) => jwt))).role,
      'operator',
      'the good one is taken',
    );
  });
});
