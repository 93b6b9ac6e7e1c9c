import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Clock, keys, ManualClock, silentLog, systemClock, WeftError } from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { SignJWT, UnsecuredJWT } from 'jose';
import { type TokenClaims, TokenMint } from '../testing/index.ts';
import { JwtAdmission } from './jwt-admission.ts';

let etcd: TestServer;
let directory: EtcdDirectory;
let mint: TokenMint;

before(async () => {
  etcd = await startEtcd();
  const options = { endpoints: etcd.url, leaseTtlMs: 5_000, log: silentLog, clock: systemClock };
  directory = await EtcdDirectory.create(options);
  mint = await TokenMint.create();
});

after(async () => {
  await directory[Symbol.asyncDispose]();
  await etcd[Symbol.asyncDispose]();
});

const nobodyOut = { covers: () => false };
const admission = (clock: Clock = systemClock) =>
  JwtAdmission.create({ directory, signOuts: nobodyOut, clock, log: silentLog });
const codeOf = async (gate: JwtAdmission, token: string): Promise<string> => {
  try {
    return (await gate.admit(token)).subjectId;
  } catch (error) {
    return error instanceof WeftError ? error.code : String(error);
  }
};

describe('admission', () => {
  it('SIG4 says UNAVAILABLE until there is a key, and admits as soon as there is one', async () => {
    await directory.transact([{ do: 'delete', key: keys.jwks }]);
    await using gate = await admission();
    assert.equal(gate.unready, 'no key to check tokens with yet');
    assert.equal(await codeOf(gate, await mint.token()), 'UNAVAILABLE');
    await mint.publish(directory);
    await until(() => gate.unready === undefined || gate.unready);
    assert.deepEqual(await gate.admit(await mint.token({ subjectId: 'anna', role: 'agent', name: '安娜' })), {
      subjectId: 'anna',
      role: 'agent',
      displayName: '安娜',
      issuedAtMs: 0,
    });
  });

  it('SIG4 refuses a token that is not ours in any one respect', async () => {
    await mint.publish(directory);
    await using gate = await admission();
    const stranger = await TokenMint.create();
    const wrong: TokenClaims[] = [
      { issuer: 'somebody' },
      { audience: 'weft-api' },
      { role: 'root' },
      { subjectId: '' },
      { subjectId: 'a.b' },
      { subjectId: '>' },
    ];
    for (const claims of wrong) {
      assert.equal(await codeOf(gate, await mint.token(claims)), 'TOKEN_INVALID', JSON.stringify(claims));
    }
    assert.equal(await codeOf(gate, await stranger.token()), 'TOKEN_INVALID');
    assert.equal(await codeOf(gate, ''), 'TOKEN_INVALID');
    assert.equal(await codeOf(gate, 'a.b.c'), 'TOKEN_INVALID');
  });

  it('SIG4 takes no other algorithm, least of all none', async () => {
    await mint.publish(directory);
    await using gate = await admission();
    const claims = { sub: 'subject-1', role: 'customer', iss: 'weft', aud: 'weft-edge', exp: 4_000_000_000 };
    assert.equal(await codeOf(gate, new UnsecuredJWT(claims).encode()), 'TOKEN_INVALID');
    // The classic confusion: the public key as an HMAC secret.
    const symmetric = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'test-key' });
    assert.equal(
      await codeOf(gate, await symmetric.sign(new TextEncoder().encode(mint.keySet))),
      'TOKEN_INVALID',
    );
  });

  it('SIG4 tells an expired token from a wrong one, by the edge’s own clock', async () => {
    await mint.publish(directory);
    const clock = new ManualClock(systemClock.now());
    await using gate = await admission(clock);
    const token = await mint.token({ expiresInS: 60 });
    assert.equal(await codeOf(gate, token), 'subject-1');
    clock.advance(120_000);
    assert.equal(await codeOf(gate, token), 'TOKEN_EXPIRED');
  });

  it('SIG4 follows the key set, and keeps the last good one when it is broken or gone', async () => {
    await mint.publish(directory);
    await using gate = await admission();
    const successor = await TokenMint.create('next-key');
    await successor.publish(directory);
    await until(
      async () => (await codeOf(gate, await successor.token())) === 'subject-1' || 'the old key still',
    );
    assert.equal(await codeOf(gate, await mint.token()), 'TOKEN_INVALID');
    for (const value of ['not json', '{"keys":[]}', '{"keys":[{"kty":"RSA"}]}']) {
      await directory.transact([{ do: 'put', key: keys.jwks, value }]);
    }
    await directory.transact([{ do: 'delete', key: keys.jwks }]);
    assert.equal(await codeOf(gate, await successor.token()), 'subject-1');
    assert.equal(gate.unready, undefined);
  });
});
