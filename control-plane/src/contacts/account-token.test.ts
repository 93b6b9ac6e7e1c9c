import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, WeftError } from '@weft/proto';
import { type JWTPayload, SignJWT } from 'jose';
import { readAccountToken } from './account-token.ts';

const secret = new Uint8Array(32).fill(7);
const clock = new ManualClock();
const nowS = clock.now() / 1_000;

const sign = (claims: JWTPayload, alg = 'HS256', key: Uint8Array = secret): Promise<string> =>
  new SignJWT({ exp: nowS + 300, ...claims }).setProtectedHeader({ alg }).sign(key);
const refused = (code: string) => (error: unknown) => error instanceof WeftError && error.code === code;
const read = (token: string) => readAccountToken(token, secret, clock);

test('a shop says who is signed in, and what it knows for certain', async () => {
  const token = await sign({
    ...{ sub: 'A-17', name: '王小明', level: 'gold', value: 12, locale: 'zh-CN' },
    ...{ email: 'Wang@Shop.example', email_verified: true, phone_number: '138 0013 8000' },
  });
  const { known, ...account } = await read(token);
  assert.deepEqual(account, {
    accountId: 'A-17',
    name: '王小明',
    level: 'gold',
    value: 12,
    language: 'zh-CN',
  });
  assert.deepEqual(
    known.map(({ kind, value, verified }) => [kind, value, verified]),
    [
      ['account', 'A-17', true],
      ['email', 'wang@shop.example', true],
      ['phone', '+8613800138000', false],
    ],
  );
});

test('what cannot be a mailbox or a number is left out', async () => {
  const { known } = await read(await sign({ sub: 'A', email: 'none', phone_number: '1' }));
  assert.deepEqual(
    known.map(({ kind }) => kind),
    ['account'],
  );
});

test("a token that is not the shop's is refused", async () => {
  const [header = '', payload = ''] = (await sign({ sub: 'A' })).split('.');
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  const tokens = [
    ...['', 'x', `${header}.${payload}.`, none, 'a'.repeat(5_000)],
    await sign({ sub: 'A' }, 'HS256', new Uint8Array(32).fill(8)),
    await sign({ sub: 'A' }, 'HS512', new Uint8Array(64).fill(7)),
    await sign({}),
    await sign({ sub: ' ' }),
    await sign({ sub: 'A', value: -1 }),
    await sign({ sub: 'A', name: 'x'.repeat(81) }),
    await sign({ sub: 'A', exp: nowS + 3 * 86_400 }),
  ];
  for (const token of tokens) await assert.rejects(read(token), refused('TOKEN_INVALID'));
});

test('a token that has ended is told apart from one that is wrong', async () => {
  await assert.rejects(read(await sign({ sub: 'A', exp: nowS - 61 })), refused('TOKEN_EXPIRED'));
  await read(await sign({ sub: 'A', exp: nowS - 30 }));
});
