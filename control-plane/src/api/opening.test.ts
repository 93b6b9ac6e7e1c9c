import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { z } from 'zod';
import { ContactList } from './contact-schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Opening = z.strictObject({ open: z.boolean(), opensAtMs: z.number(), reachable: z.boolean() });
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
    assert.deepEqual(await opening(), { open: true, opensAtMs: 0, reachable: false });
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
    assert.deepEqual(await opening(), { open: false, opensAtMs: 0, reachable: false }, 'it never opens');
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
});
