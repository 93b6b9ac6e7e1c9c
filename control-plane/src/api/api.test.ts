import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { AgentRecord, keys } from '@weft/proto';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { z } from 'zod';
import {
  EdgeList,
  FloorState,
  GuestSession,
  MeshState,
  NodeList,
  PolicyState,
  StaffSession,
} from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type Instance, PEOPLE, startInstance } from './testing/instance.ts';

const [anna, olga] = PEOPLE;
const credentials = ({ login, password }: { login: string; password: string }) => ({ login, password });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';', 1)[0] ?? '';

describe('the HTTP API', () => {
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

  const guest = async (body: object = {}, at = one) =>
    (await ask(`${at.url}/v1/sessions/guest`, GuestSession, { body })).body;
  const signIn = (who: { login: string; password: string }, at = one) =>
    ask(`${at.url}/v1/sessions/sign-in`, StaffSession, { body: credentials(who) });
  const published = async (): Promise<JSONWebKeySet> =>
    JSON.parse((await one.directory.get(keys.jwks))?.value ?? '{"keys":[]}');

  it('gives a guest a token that an edge can check with the published keys alone', async () => {
    const session = await guest({ name: ' Li\nWei ' });
    const { payload, protectedHeader } = await jwtVerify(
      session.token,
      createLocalJWKSet(await published()),
      {
        issuer: 'weft',
        audience: 'weft-edge',
        algorithms: ['EdDSA'],
      },
    );
    assert.equal(payload.sub, session.subjectId);
    assert.equal(payload.role, 'customer');
    assert.equal(payload.name, 'Li Wei');
    assert.equal((payload.exp ?? 0) * 1_000, session.expiresAtMs);
    // It ends on a whole second, and says to the millisecond when it was made.
    const lifeS = (payload.exp ?? 0) - (payload.iat ?? 0);
    assert.ok(lifeS > 599 && lifeS <= 600, `${lifeS} s`);
    assert.notEqual(protectedHeader.kid, undefined);
  });

  it('tells guests the edges that take sessions, and leaves a draining one out', async () => {
    const expected = [{ edgeId: 'eu-edge-1', region: 'eu', url: 'ws://127.0.0.1:7101/v1/signal' }];
    assert.deepEqual((await guest()).edges, expected);
    assert.deepEqual((await ask(`${one.url}/v1/edges`, EdgeList)).body.edges, expected);
  });

  it('knows a returning guest by the previous token, also one of another instance', async () => {
    const first = await guest({ name: 'Li' });
    const again = await guest({ previous: first.token }, two);
    assert.equal(again.subjectId, first.subjectId);
    assert.equal((await guest({ previous: 'not a token' })).subjectId === first.subjectId, false);
  });

  it('takes no staff token for a guest', async () => {
    const { body } = await signIn(anna);
    assert.notEqual((await guest({ previous: body.token })).subjectId, body.agentId);
  });

  it('publishes the keys of both instances, which differ', async () => {
    const kids = (await published()).keys.map(({ kid }) => kid);
    const used = await Promise.all([guest({}, one), guest({}, two)]);
    assert.deepEqual(new Set(used.map(({ token }) => decodeProtectedHeader(token).kid)), new Set(kids));
    assert.equal(kids.length, 2);
    assert.equal(JSON.stringify(await published()).includes('"d"'), false, 'no private half');
  });

  it('publishes its key again when somebody removed it', async () => {
    await one.directory.transact([{ do: 'put', key: keys.jwks, value: '{"keys":[]}' }]);
    await until(async () => (await published()).keys.length === 2 || 'the keys are not back');
  });

  it('keeps the private key to itself', async () => {
    assert.equal((await stat(one.keyFile)).mode & 0o777, 0o600);
    assert.match(await readFile(one.keyFile, 'utf8'), /"d":/);
  });

  it('keeps of a password only its hash', async () => {
    const entry = await one.directory.get(keys.agent('anna'));
    assert.match(AgentRecord.fromJson(entry?.value ?? '').passwordHash, /^\$argon2id\$/);
    assert.equal(entry?.value.includes(anna.password), false);
  });

  it('signs an agent in and keeps the session going by a cookie that scripts cannot see', async () => {
    const { body, headers } = await signIn(anna);
    assert.equal(`${body.role} ${body.name} ${body.agentId}`, 'agent Anna anna');
    assert.match(
      headers.getSetCookie()[0] ?? '',
      /; Path=\/v1\/sessions; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    const cookie = cookieOf(headers);
    const refreshed = await ask(`${two.url}/v1/sessions/refresh`, StaffSession, {
      method: 'POST',
      headers: { cookie },
    });
    assert.equal(refreshed.body.agentId, 'anna');
    const out = await ask(`${one.url}/v1/sessions`, z.undefined(), { method: 'DELETE', headers: { cookie } });
    assert.equal(out.status, 204);
    assert.match(out.headers.get('set-cookie') ?? '', /^weft-refresh=; .*Max-Age=0;/);
  });

  it('refuses a wrong password and an unknown login with the same words', async () => {
    const url = `${one.url}/v1/sessions/sign-in`;
    const answers = await Promise.all(
      [
        { login: 'anna', password: 'wrong' },
        { login: 'nobody', password: 'wrong' },
      ].map(async (body) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return `${response.status} ${await response.text()} ${response.headers.get('set-cookie')}`;
      }),
    );
    assert.equal(
      answers[0],
      '401 {"code":"SIGN_IN_REFUSED","message":"Name or password is wrong","retryAfterMs":0} null',
    );
    assert.equal(answers[1], answers[0]);
  });

  it('ends every refresh cookie when the password changes', async () => {
    const { headers } = await signIn(olga);
    const key = keys.agent('agent-0');
    const agents = await one.directory.list(keys.agents);
    const entry = agents.find(({ value }) => AgentRecord.fromJson(value).login === olga.login);
    assert.notEqual(entry, undefined);
    const record = AgentRecord.fromJson(entry?.value ?? '');
    const changed = AgentRecord.toJson({ ...record, passwordHash: record.passwordHash.replace(/.$/, '$') });
    await one.directory.transact([{ do: 'put', key: entry?.key ?? key, value: changed }]);
    const refresh = { method: 'POST', headers: { cookie: cookieOf(headers) } };
    await until(async () => {
      const { status } = await fetch(`${one.url}/v1/sessions/refresh`, refresh);
      return status === 401 || `refresh answered ${status}`;
    });
    await one.directory.transact([{ do: 'put', key: entry?.key ?? key, value: entry?.value ?? '' }]);
    await until(async () => {
      const { status } = await fetch(`${one.url}/v1/sessions/refresh`, refresh);
      return status === 200 || `refresh answered ${status}`;
    });
  });

  it('takes no session token for a refresh cookie, nor the reverse', async () => {
    const { body, headers } = await signIn(olga);
    const refresh = `${one.url}/v1/sessions/refresh`;
    const wrong = { method: 'POST', headers: { cookie: `weft-refresh=${body.token}` } };
    assert.equal(await refusal(refresh, wrong), '401 TOKEN_INVALID');
    const [, token = ''] = cookieOf(headers).split('=');
    assert.equal(await refusal(`${one.url}/v1/mesh`, { headers: bearer(token) }), '401 TOKEN_INVALID');
  });

  it('has nothing for a page at which nobody signed in, and finds no fault with it', async () => {
    const answer = await fetch(`${one.url}/v1/sessions/refresh`, { method: 'POST' });
    assert.deepEqual([answer.status, await answer.text()], [204, '']);
  });

  it('refuses to sign in from a page of another site or port', async () => {
    const url = `${one.url}/v1/sessions/sign-in`;
    const body = credentials(anna);
    for (const headers of [{ origin: 'http://127.0.0.1:1' }, { 'sec-fetch-site': 'same-site' }]) {
      assert.equal(await refusal(url, { body, headers }), '403 ORIGIN_REFUSED');
    }
    assert.equal((await ask(url, StaffSession, { body, headers: { origin: one.url } })).status, 200);
  });

  it('shows operators the mesh, and nobody else', async () => {
    const { body } = await signIn(olga);
    const mesh = await ask(`${one.url}/v1/mesh`, MeshState, { headers: bearer(body.token) });
    assert.equal(mesh.body.calls[0]?.callId, 'call-1');
    const nodes = await ask(`${two.url}/v1/nodes`, NodeList, { headers: bearer(body.token) });
    assert.equal(nodes.body.nodes[0]?.load?.cpu, 0.25);
    for (const path of ['/v1/mesh', '/v1/nodes', '/v1/calls']) {
      assert.equal(await refusal(`${one.url}${path}`), '401 TOKEN_INVALID');
      const { token } = (await signIn(anna)).body;
      assert.equal(await refusal(`${one.url}${path}`, { headers: bearer(token) }), '403 FORBIDDEN');
      assert.equal(
        await refusal(`${one.url}${path}`, { headers: bearer((await guest()).token) }),
        '403 FORBIDDEN',
      );
    }
  });

  it('shows staff who is there and who waits, and customers nothing', async () => {
    for (const person of [anna, olga]) {
      const { token } = (await signIn(person)).body;
      const { body } = await ask(`${one.url}/v1/floor`, FloorState, { headers: bearer(token) });
      assert.equal(body.calls, 1);
    }
    assert.equal(await refusal(`${one.url}/v1/floor`), '401 TOKEN_INVALID');
    const headers = bearer((await guest()).token);
    assert.equal(await refusal(`${one.url}/v1/floor`, { headers }), '403 FORBIDDEN');
  });

  it('drains a node and takes it back', async () => {
    const { token } = (await signIn(olga)).body;
    const State = z.object({ nodeId: z.string(), draining: z.boolean() });
    const url = `${one.url}/v1/nodes/eu-1/drain`;
    const on = await ask(url, State, { method: 'POST', headers: bearer(token) });
    assert.deepEqual(on.body, { nodeId: 'eu-1', draining: true });
    await ask(url, State, { method: 'DELETE', headers: bearer(token) });
    assert.deepEqual(one.mesh.drained, ['eu-1 on', 'eu-1 off']);
    const post = { method: 'POST', headers: bearer(token) };
    assert.equal(await refusal(`${one.url}/v1/nodes/eu-9/drain`, post), '404 NODE_NOT_FOUND');
    assert.equal(await refusal(`${one.url}/v1/nodes/eu.9/drain`, post), '400 BAD_REQUEST');
    assert.equal(await refusal(url, { method: 'POST' }), '401 TOKEN_INVALID');
  });

  it("keeps a queue's policy for operators, and for nobody else", async () => {
    const { token } = (await signIn(olga)).body;
    const url = `${one.url}/v1/queues/default/policy`;
    const put = (hotAudio: unknown, bearing = token) => ({
      method: 'PUT',
      headers: bearer(bearing),
      body: { hotAudio },
    });
    const off = { queueId: 'default', hotAudio: false };
    assert.deepEqual((await ask(url, PolicyState, { headers: bearer(token) })).body, off);
    const on = { ...off, hotAudio: true };
    assert.deepEqual((await ask(url, PolicyState, put(true))).body, on);
    assert.deepEqual(
      (await ask(`${two.url}/v1/queues/default/policy`, PolicyState, { headers: bearer(token) })).body,
      on,
    );
    assert.deepEqual((await ask(url, PolicyState, put(false))).body, off);
    assert.equal(await refusal(url, put('yes')), '400 BAD_REQUEST');
    assert.equal(await refusal(`${one.url}/v1/queues/a.b/policy`, put(true)), '400 BAD_REQUEST');
    assert.equal(await refusal(url, { ...put(true), headers: {} }), '401 TOKEN_INVALID');
    assert.equal(await refusal(url, put(true, (await signIn(anna)).body.token)), '403 FORBIDDEN');
    assert.equal(await refusal(url, put(true, (await guest()).token)), '403 FORBIDDEN');
  });

  it('says honestly why it cannot serve, and goes on with sessions that live', async () => {
    const { body, headers } = await signIn(olga);
    one.unready = 'etcd is away';
    try {
      assert.equal(await refusal(`${one.url}/v1/mesh`, { headers: bearer(body.token) }), '503 UNAVAILABLE');
      const refused = await fetch(`${one.url}/v1/sessions/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(credentials(anna)),
      });
      assert.equal(
        `${refused.status} ${await refused.text()}`,
        '503 {"code":"UNAVAILABLE","message":"etcd is away","retryAfterMs":0}',
      );
      const ready = await fetch(`${one.url}/readyz`);
      assert.equal(`${ready.status} ${await ready.text()}`, '503 etcd is away\n');
      assert.notEqual((await guest()).token, '');
      const refresh = { method: 'POST', headers: { cookie: cookieOf(headers) } };
      assert.equal((await ask(`${one.url}/v1/sessions/refresh`, StaffSession, refresh)).status, 200);
    } finally {
      one.unready = undefined;
    }
    assert.equal((await fetch(`${one.url}/readyz`)).status, 200);
  });

  it('counts requests by route', async () => {
    await fetch(`${one.url}/v1/edges`);
    const metrics = await (await fetch(`${one.url}/metrics`)).text();
    assert.match(metrics, /weft_api_requests_total\{method="GET",route="\/v1\/edges",status="200"\} \d+/);
    assert.match(metrics, /weft_api_sign_ins_total\{outcome="refused"\} [1-9]\d*/);
    assert.equal(await (await fetch(`${one.url}/healthz`)).text(), 'ok\n');
  });
});
