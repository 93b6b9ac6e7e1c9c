import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { z } from 'zod';
import { ContactList } from './contact-schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Asks = z.array(z.strictObject({ fact: z.string(), required: z.boolean() }));
const Opening = z.strictObject({
  ...{ open: z.boolean(), opensAtMs: z.number(), reachable: z.boolean(), asks: Asks },
});
const Saved = z.looseObject({ ok: z.boolean(), version: z.number() });

describe('whether anybody is there for a customer', () => {
  let api: SignedIn;
  let guest = '';
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
    await api.store.opened();
    const session = await ask(`${api.url}/v1/sessions/guest`, z.looseObject({ token: z.string() }), {
      body: {},
    });
    guest = session.body.token;
  });
  after(() => api[Symbol.asyncDispose]());

  /** Saves rules with these queues; `a` is where everybody goes. */
  const saveQueues = async (queues: object): Promise<void> => {
    const headers = bearer(api.tokens.get('mei') ?? '');
    const Version = z.looseObject({ version: z.number() });
    const { version } = (await ask(`${api.url}/v1/routing/rules`, Version, headers)).body;
    const body = { rules: { queues, defaultQueue: 'a' }, note: 'asks', basedOn: version };
    const saved = await ask(`${api.url}/v1/routing/rules`, Saved, { ...headers, body });
    assert.equal(saved.body.ok, true, JSON.stringify(saved.body));
  };
  const visit = async (more: object = {}): Promise<string> => {
    const url = `${api.url}/v1/sessions/guest`;
    return (await ask(url, z.looseObject({ token: z.string() }), { body: more })).body.token;
  };
  const asks = async (token: string, query = ''): Promise<readonly string[]> =>
    (await ask(`${api.url}/v1/opening${query}`, Opening, bearer(token))).body.asks.map(
      ({ fact, required }) => `${fact} ${required ? 'required' : 'optional'}`,
    );
  const answer = async (token: string, body: object) =>
    (
      await ask(`${api.url}/v1/opening/answers`, z.strictObject({ wrong: z.array(z.string()) }), {
        ...bearer(token),
        body,
      })
    ).body.wrong;

  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const opening = async () => (await ask(`${api.url}/v1/opening`, Opening, bearer(guest))).body;
  /** The status, and the code where it is refused. */
  const leave = async (address: string): Promise<string> => {
    const answer = await fetch(`${api.url}/v1/opening/address`, {
      method: 'POST',
      headers: { ...bearer(guest).headers, 'content-type': 'application/json' },
      body: JSON.stringify({ address }),
    });
    const text = await answer.text();
    return text === ''
      ? `${answer.status}`
      : `${answer.status} ${z.looseObject({ code: z.string() }).parse(JSON.parse(text)).code}`;
  };

  it('is asked by customers alone, and so it is where no hours are named', async () => {
    assert.equal(await refusal(`${api.url}/v1/opening`), '401 TOKEN_INVALID');
    assert.equal(
      await refusal(`${api.url}/v1/opening`, bearer(api.tokens.get('anna') ?? '')),
      '403 FORBIDDEN',
    );
    assert.deepEqual(await opening(), { open: true, opensAtMs: 0, reachable: false, asks: [] });
  });

  it('is told by the rules that hold, with when somebody is, as soon as they are saved', async () => {
    const save = async (basedOn: number, calendar: object) => {
      const queues = { q: { steps: [{ when: 'TRUE' }], calendar: 'office' } };
      const rules = { calendars: { office: { timeZone: 'UTC', ...calendar } }, queues, defaultQueue: 'q' };
      const body = { rules, note: 'hours', basedOn };
      const saved = await ask(`${api.url}/v1/routing/rules`, Saved, {
        ...bearer(api.tokens.get('mei') ?? ''),
        body,
      });
      assert.equal(saved.body.ok, true, JSON.stringify(saved.body));
    };
    await save(0, { hours: [] });
    await until(async () => !(await opening()).open || 'the rules do not hold yet');
    assert.deepEqual(
      await opening(),
      { open: false, opensAtMs: 0, reachable: false, asks: [] },
      'it never opens',
    );
    // A minute of another day of the week: closed now, whenever this runs.
    const day = ((new Date(systemClock.now()).getUTCDay() + 2) % 7) + 1;
    await save(1, { hours: [{ days: [day], from: '09:00', to: '09:01' }] });
    await until(async () => (await opening()).opensAtMs > 0 || 'the rules do not hold yet');
    for (const asked of ['call=voice', 'call=video&queueId=q&locale=zh-CN', 'call=voice&queueId=none']) {
      const call = await ask(`${api.url}/v1/opening?${asked}`, Opening, bearer(guest));
      assert.deepEqual(call.body, await opening(), asked);
    }
    assert.equal(await refusal(`${api.url}/v1/opening?call=fax`, bearer(guest)), '400 BAD_REQUEST');
    const opens = new Date((await opening()).opensAtMs);
    assert.deepEqual([opens.getUTCHours(), opens.getUTCMinutes()], [9, 0]);
  });

  it('takes an address or a number as it is claimed, three times at most, and asks no more', async () => {
    assert.equal(await leave('nonsense'), '400 BAD_REQUEST');
    assert.equal(await leave('ada@'), '400 BAD_REQUEST');
    assert.equal(await leave(' Ada@Example.com '), '204');
    assert.equal((await opening()).reachable, true);
    const found = await ask(
      `${api.url}/v1/contacts?search=ada%40example.com`,
      ContactList,
      bearer(api.tokens.get('anna') ?? ''),
    );
    const [ada] = found.body.contacts;
    assert.deepEqual(
      ada?.identities.filter(({ kind }) => kind === 'email').map(({ value, verified }) => [value, verified]),
      [['ada@example.com', false]],
    );
    assert.equal(await leave('+49 151 000 00 42'), '204');
    assert.equal(await leave('+49 151 000 00 43'), '204');
    assert.equal(await leave('+49 151 000 00 44'), '429 RATE_LIMITED');
  });

  it('asks for what the rules say and nobody knows, keeps it as claimed, and asks nobody twice', async () => {
    const steps = [{ when: 'TRUE' }];
    const askFirst = { name: 'required', email: 'required', phone: 'optional' };
    await saveQueues({ a: { steps, askFirst }, b: { steps } });
    const all = ['name required', 'email required', 'phone optional'];
    const visitor = await visit();
    await until(async () => (await asks(visitor)).length > 0 || 'the rules do not hold yet');
    assert.deepEqual(await asks(visitor), all);
    assert.deepEqual(await asks(visitor, '?queueId=b'), [], 'that queue asks nothing');
    assert.deepEqual(await asks(visitor, '?call=voice'), [], 'a call is not held up');
    assert.deepEqual(await asks(await visit({ name: 'Ada' })), all.slice(1), 'the page has said the name');
    assert.deepEqual(await asks(guest), ['name required'], 'who has left an address is not asked for one');

    assert.deepEqual(await answer(visitor, { name: ' ', email: 'ada@', phone: '12' }), [
      ...['name', 'email', 'phone'],
    ]);
    assert.deepEqual(await answer(visitor, { name: 'Guest' }), ['name']);
    assert.deepEqual(await asks(visitor), all, 'nothing was kept');
    assert.deepEqual(await answer(visitor, { name: ' Ada  Berg ', email: 'Ada.Berg@Example.com' }), []);
    assert.deepEqual(await asks(visitor), ['phone optional']);
    assert.deepEqual(await answer(visitor, { name: 'Somebody Else', phone: '+49 151 000 00 50' }), []);
    assert.deepEqual(await asks(visitor), []);

    const found = await ask(
      `${api.url}/v1/contacts?search=ada.berg%40example.com`,
      ContactList,
      bearer(api.tokens.get('anna') ?? ''),
    );
    const [ada] = found.body.contacts;
    assert.deepEqual([ada?.displayName, ada?.nameClaimed], ['Ada Berg', true]);
    assert.deepEqual(ada?.identities.map(({ value, verified, source }) => [value, verified, source]).sort(), [
      ['+491510000050', false, 'customer'],
      ['ada.berg@example.com', false, 'customer'],
    ]);
    const file = await fetch(`${api.url}/v1/contacts/export`, bearer(api.tokens.get('mei') ?? ''));
    assert.doesNotMatch(await file.text(), /Ada|ada\.berg/, 'what was only said is not exported');
  });

  it('takes what is said from customers alone, in its size, three times at most, and keeps who said what', async () => {
    const url = `${api.url}/v1/opening/answers`;
    const body = { name: 'Bo' };
    assert.equal(await refusal(url, { body }), '401 TOKEN_INVALID');
    assert.equal(await refusal(url, { ...bearer(api.tokens.get('anna') ?? ''), body }), '403 FORBIDDEN');
    const visitor = bearer(await visit());
    for (const wrong of [
      {},
      { name: 'x'.repeat(201) },
      { email: `${'x'.repeat(254)}@a.example` },
      { name: 5 },
    ])
      assert.equal(await refusal(url, { ...visitor, body: wrong }), '400 BAD_REQUEST');
    const token = visitor.headers.authorization.slice(7);
    for (const phone of ['+4915100060', '+4915100061', '+4915100062'])
      assert.deepEqual(await answer(token, { phone }), []);
    assert.equal(await refusal(url, { ...visitor, body: { phone: '+4915100063' } }), '429 RATE_LIMITED');
    const Entries = z.object({
      entries: z.array(z.looseObject({ action: z.string(), actorId: z.string() })),
    });
    const { entries } = (await ask(`${api.url}/v1/audit`, Entries, bearer(api.tokens.get('mei') ?? ''))).body;
    const said = entries.filter(({ actorId }) => actorId.startsWith('customer'));
    const renamed = said.filter(({ action }) => action === 'contact.changed');
    assert.equal(renamed.length, 1, 'one who had a name is not called otherwise');
    assert.equal(said.filter(({ action }) => action === 'identity.added').length >= 5, true);
    assert.ok(!JSON.stringify(said).includes('+4915100060'), 'what was said is not in the log');
  });
});
