import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { Look } from './look.ts';
import { GuestSession, StaffSession } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type Instance, PEOPLE, startInstance } from './testing/instance.ts';

describe('the look of widgets', () => {
  let etcd: TestServer;
  let one: Instance;
  let two: Instance;
  before(async () => {
    etcd = await startEtcd();
    one = await startInstance(etcd.url);
    two = await startInstance(etcd.url);
  });
  after(async () => {
    await two[Symbol.asyncDispose]();
    await one[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  const operator = async () => {
    const { login, password } = PEOPLE[1];
    const { body } = await ask(`${one.url}/v1/sessions/sign-in`, StaffSession, { body: { login, password } });
    return { authorization: `Bearer ${body.token}` };
  };
  const read = async (at: Instance) => (await ask(`${at.url}/v1/look`, Look)).body;
  const put = async (body: unknown) =>
    (await ask(`${one.url}/v1/look`, Look, { method: 'PUT', headers: await operator(), body })).body;

  it('is Weft’s own at first, for pages of any company', async () => {
    const { body, headers } = await ask(`${one.url}/v1/look`, Look);
    const none = { en: '', zh: '' };
    assert.deepEqual(body, {
      ...{ company: none, greeting: none, launcher: none, away: none },
      ...{ colour: '', side: 'right', calls: true, files: true, version: '0' },
    });
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.equal(headers.get('cache-control'), 'public, max-age=5');
  });

  it('holds at every instance once an administrator has changed it', async () => {
    const kept = await put({ company: { en: ' Lumen ', zh: '流明' }, colour: '#7A1F5C', calls: false });
    assert.deepEqual(
      [kept.company, kept.colour, kept.calls],
      [{ en: 'Lumen', zh: '流明' }, '#7a1f5c', false],
    );
    await until(
      async () => (await read(two)).version === kept.version || 'the other instance has the old one',
    );
    assert.deepEqual(await read(two), kept);
  });

  it('is not overwritten by who has not seen the last change', async () => {
    const first = await put({ side: 'left' });
    await put({ side: 'right', version: first.version });
    const late = { method: 'PUT', headers: await operator(), body: { side: 'left', version: first.version } };
    assert.equal(await refusal(`${one.url}/v1/look`, late), '409 CONFLICT');
    const never = { ...late, body: { version: '0' } };
    assert.equal(await refusal(`${one.url}/v1/look`, never), '409 CONFLICT');
  });

  it('takes no colour on which white text cannot be read, and says so by a code', async () => {
    const headers = await operator();
    for (const colour of ['#ffd400', '#777777', '#ffffff'])
      assert.equal(
        await refusal(`${one.url}/v1/look`, { method: 'PUT', headers, body: { colour } }),
        '422 COLOUR_UNREADABLE',
      );
    assert.equal((await put({ colour: '#767676' })).colour, '#767676');
  });

  it('takes words and colours, and nothing that is more', async () => {
    const headers = await operator();
    for (const body of [
      { colour: 'red' },
      { colour: '#0b5d56;background:url(//evil)' },
      { company: { en: 'x'.repeat(41), zh: '' } },
      { greeting: { en: 'one\ntwo', zh: '' } },
      { away: { en: 7, zh: '' } },
      { launcher: 'Chat' },
      { side: 'middle' },
      { calls: 'no' },
      { style: 'a{}' },
    ])
      assert.equal(
        await refusal(`${one.url}/v1/look`, { method: 'PUT', headers, body }),
        '400 BAD_REQUEST',
        JSON.stringify(body),
      );
    // What looks like markup is words.
    const { company } = await put({ company: { en: '<b>Lumen</b>', zh: '' } });
    assert.equal(company.en, '<b>Lumen</b>');
  });

  it('is changed by administrators only', async () => {
    const url = `${one.url}/v1/look`;
    const body = { side: 'left' };
    assert.equal(await refusal(url, { method: 'PUT', body }), '401 TOKEN_INVALID');
    const guest = (await ask(`${one.url}/v1/sessions/guest`, GuestSession, { body: {} })).body.token;
    const headers = { authorization: `Bearer ${guest}` };
    assert.equal(await refusal(url, { method: 'PUT', headers, body }), '403 FORBIDDEN');
  });
});
