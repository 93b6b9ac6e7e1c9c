import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Contacts = z.object({
  contacts: z.array(
    z.object({
      ...{ displayName: z.string(), level: z.string() },
      identities: z.array(z.object({ value: z.string(), verified: z.boolean() })),
    }),
  ),
});

describe('customers from a file and as one', () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
  });
  after(() => api[Symbol.asyncDispose]());

  const bearer = (login: string) => ({ authorization: `Bearer ${api.tokens.get(login)}` });
  const send = (text: string, login = 'mei') =>
    fetch(`${api.url}/v1/contacts/import`, {
      ...{ method: 'POST', body: text },
      headers: { ...bearer(login), 'content-type': 'text/csv' },
    });
  const taken = async (text: string): Promise<unknown> => {
    const answer = await send(text);
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };
  const found = async (search: string) => {
    const url = `${api.url}/v1/contacts?search=${encodeURIComponent(search)}`;
    const { body } = await ask(url, Contacts, { headers: bearer('anna') });
    return body.contacts.map(({ displayName, level, identities }) => [
      ...[displayName, level, identities.map(({ value }) => value).sort()],
    ]);
  };

  it('are taken in once, however often the same file comes', async () => {
    const file = 'name,phone,level\nLi Wei,13800138000,gold\nAnn Lee,+442079460018,\n';
    const none = { added: 0, changed: 0, unchanged: 0, refused: [], ignored: [] };
    assert.deepEqual(await taken(file), { ...none, added: 2 });
    assert.deepEqual(await taken(file), { ...none, unchanged: 2 });
    assert.deepEqual(await found('13800138000'), [['Li Wei', 'gold', ['+8613800138000']]]);
    const more = 'phone,email,level\n13800138000,li@a.example,\n+442079460018,,silver\n';
    assert.deepEqual(await taken(more), { ...none, changed: 2 });
    assert.deepEqual(await found('li@a.example'), [['Li Wei', 'gold', ['+8613800138000', 'li@a.example']]]);
    assert.deepEqual(await found('Ann Lee'), [['Ann Lee', 'silver', ['+442079460018']]]);
  });

  it('are refused by line where one says of two customers that they are one', async () => {
    assert.deepEqual(await taken('phone,email\n13800138000,\n13800138000,sun@a.example\n'), {
      ...{ added: 0, changed: 1, unchanged: 1, refused: [], ignored: [] },
    });
    await taken('name,email\nBo,bo@a.example\n');
    assert.deepEqual(await taken('phone,email\n13800138000,bo@a.example\n'), {
      ...{ added: 0, changed: 0, unchanged: 0, ignored: [] },
      refused: [{ line: 2, fault: 'two-customers' }],
    });
  });

  it('are not who only said so: a stranger with a customer’s address gets neither name nor level', async () => {
    const Session = z.object({ token: z.string() });
    const { token } = (await ask(`${api.url}/v1/sessions/guest`, Session, { method: 'POST', body: {} })).body;
    const left = await fetch(`${api.url}/v1/opening/address`, {
      ...{ method: 'POST', body: JSON.stringify({ address: 'vip@a.example' }) },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    assert.equal(left.status, 204);
    assert.deepEqual(await found('vip@a.example'), [['Guest', '', ['vip@a.example']]]);
    const file = 'name,email,level\nVera Vip,vip@a.example,gold\n';
    assert.deepEqual(await taken(file), {
      ...{ added: 1, changed: 0, unchanged: 0, refused: [], ignored: [] },
    });
    assert.deepEqual((await found('vip@a.example')).sort(), [
      ['Guest', '', ['vip@a.example']],
      ['Vera Vip', 'gold', ['vip@a.example']],
    ]);
  });

  it('are administrators’ business, and kept in the audit log', async () => {
    for (const login of ['anna', 'sun', 'ops@example.com']) {
      assert.equal((await send('email\na@a.example\n', login)).status, 403, login);
      assert.equal(
        await refusal(`${api.url}/v1/contacts/export`, { headers: bearer(login) }),
        '403 FORBIDDEN',
      );
    }
    assert.equal((await send('name\nA\n')).status, 400);
    assert.equal((await send(`email\n${'x'.repeat(1_000_001)}`)).status, 413);
    const Entries = z.object({ entries: z.array(z.object({ action: z.string(), detail: z.unknown() })) });
    const { entries } = (await ask(`${api.url}/v1/audit`, Entries, { headers: bearer('mei') })).body;
    const imported = entries.filter(({ action }) => action === 'contacts.imported');
    assert.equal(imported.length, 5);
    assert.ok(!JSON.stringify(imported).includes('li@a.example'), 'ids, and not what somebody wrote');
  });

  it('are all in the file, which can be taken in again', async () => {
    const many = Array.from({ length: 450 }, (_, i) => `Customer ${i},,c${i}@many.example`);
    await taken(`name,phone,email\n${many.join('\n')}\n`);
    const answer = await fetch(`${api.url}/v1/contacts/export`, { headers: bearer('mei') });
    assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8');
    const text = await answer.text();
    const lines = text.trimEnd().split('\r\n');
    assert.equal(new Set(lines).size, lines.length);
    assert.ok(
      many.every((line) => lines.some((one) => one.startsWith(line))),
      'one is missing',
    );
    const again = z.object({ added: z.number(), changed: z.number() }).parse(await taken(text));
    assert.deepEqual(again, { added: 0, changed: 0 });
    const Entries = z.object({ entries: z.array(z.object({ action: z.string() })) });
    const { entries } = (await ask(`${api.url}/v1/audit`, Entries, { headers: bearer('mei') })).body;
    assert.ok(entries.some(({ action }) => action === 'contacts.exported'));
  });
});
