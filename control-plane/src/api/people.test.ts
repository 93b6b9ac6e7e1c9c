import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AgentRecord, keys, SignOutRecord } from '@weft/proto';
import { startEtcd, type TestServer, until } from '@weft/proto/testing';
import { z } from 'zod';
import { AddedPerson, PeopleList, PersonEntry, RenewedPassword } from './people-schemas.ts';
import { StaffSession } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type Instance, startInstance } from './testing/instance.ts';

const Entries = z.object({
  entries: z.array(
    z.looseObject({ actorId: z.string(), action: z.string(), subjectId: z.string(), detail: z.unknown() }),
  ),
});

describe('people, as an administrator changes them', () => {
  let etcd: TestServer;
  let api: Instance;
  let mei: string;
  before(async () => {
    etcd = await startEtcd();
    api = await startInstance(etcd.url, {
      WEFT_CONTROL_STORE: 'memory',
      WEFT_CONTROL_SIGN_INS_PER_MINUTE: '100',
    });
    await api.store.opened();
    mei = (await signIn('mei', 'mei-password')).token;
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
  });

  const url = (path: string): string => `${api.url}${path}`;
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const session = async (login: string, password: string) => {
    const { body, headers } = await ask(url('/v1/sessions/sign-in'), StaffSession, {
      body: { login, password },
    });
    return { ...body, cookie: headers.get('set-cookie')?.split(';')[0] ?? '' };
  };
  const signIn = (login: string, password: string) => session(login, password);
  const known = async (login: string): Promise<void> => {
    await until(async () => {
      const { body } = await ask(url('/v1/people'), PeopleList, { headers: bearer(mei) });
      return body.people.some((one) => one.login === login) || 'not known yet';
    });
  };
  const add = async (login: string, role = 'agent') => {
    const body = { login, name: login.toUpperCase(), role };
    const added = await ask(url('/v1/people'), AddedPerson, { body, headers: bearer(mei) });
    assert.equal(added.status, 201);
    await known(login);
    return { ...added.body.person, password: added.body.password };
  };
  const change = async (agentId: string, body: object) =>
    (await ask(url(`/v1/people/${agentId}`), PersonEntry, { method: 'PATCH', body, headers: bearer(mei) }))
      .body;
  const floor = (token: string) => ({ url: url('/v1/floor'), headers: bearer(token) });
  const signOutOf = async (agentId: string): Promise<SignOutRecord | undefined> => {
    const entry = await api.directory.get(keys.signOut(agentId));
    return entry === undefined ? undefined : SignOutRecord.fromJson(entry.value);
  };
  const newest = async (count: number): Promise<readonly string[]> => {
    const { body } = await ask(url('/v1/audit'), Entries, { headers: bearer(mei) });
    return body.entries
      .filter(({ action }) => action !== 'audit.seen')
      .slice(0, count)
      .map(({ actorId, action, subjectId }) => `${actorId} ${action} ${subjectId}`);
  };

  it('are added with a password that is told once, and sign in with it', async () => {
    const lin = await add('lin@example.com', 'supervisor');
    assert.deepEqual([lin.grants, lin.active, lin.fromFile], [['supervisor'], true, false]);
    assert.match(lin.password, /^[A-Za-z2-9]{16}$/);
    const signed = await session('lin@example.com', lin.password);
    assert.deepEqual([signed.role, signed.grants, signed.ownPassword], ['agent', ['supervisor'], true]);
    await until(async () => {
      const told = await newest(2);
      return told.includes(`${lin.agentId} agent.signed-in ${lin.agentId}`) || told.join();
    });
    assert.ok((await newest(3)).includes(`mei agent.added ${lin.agentId}`));
    const kept = await api.directory.get(keys.agent(lin.agentId));
    assert.ok(!kept?.value.includes(lin.password));
  });

  it('who are shut out lose what they have at once, and sign in anew when they are let in', async () => {
    const { agentId, password } = await add('bo');
    const { token, cookie } = await session('bo', password);
    assert.equal((await fetch(floor(token).url, floor(token))).status, 200);
    const beforeMs = Date.parse('2020-01-01');
    assert.equal((await change(agentId, { active: false })).active, false);
    await until(async () => {
      const { status } = await fetch(floor(token).url, floor(token));
      return status === 401 || `still ${status}`;
    });
    assert.ok(((await signOutOf(agentId))?.beforeMs ?? 0) > beforeMs);
    assert.equal(
      await refusal(url('/v1/sessions/sign-in'), { body: { login: 'bo', password } }),
      '401 SIGN_IN_REFUSED',
    );
    const refresh = { method: 'POST', headers: { cookie } };
    const signIn = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'bo', password }),
    };
    assert.equal(await refusal(url('/v1/sessions/refresh'), refresh), '401 TOKEN_INVALID');
    await change(agentId, { active: true });
    assert.deepEqual(await newest(2), [`mei agent.let-in ${agentId}`, `mei agent.shut-out ${agentId}`]);
    const again = await until(async () => {
      const { status } = await fetch(url('/v1/sessions/sign-in'), signIn);
      return status === 200 || `still ${status}`;
    }).then(() => session('bo', password));
    await until(async () => {
      const { status } = await fetch(floor(again.token).url, floor(again.token));
      return status === 200 || `still ${status}`;
    });
    // What was made before stays over, also what would have brought a new session.
    assert.equal(await refusal(floor(token).url, floor(token)), '401 TOKEN_EXPIRED');
    assert.equal(await refusal(url('/v1/sessions/refresh'), refresh), '401 TOKEN_INVALID');
    const refreshed = await fetch(url('/v1/sessions/refresh'), {
      ...{ method: 'POST', headers: { cookie: again.cookie } },
    });
    assert.equal(refreshed.status, 200);
  });

  it('have another role at once, and begin anew where it is one of another page', async () => {
    const { agentId, password } = await add('wen');
    const { token } = await session('wen', password);
    assert.deepEqual((await change(agentId, { role: 'admin', name: 'Wen Li' })).grants, ['admin']);
    assert.equal(await signOutOf(agentId), undefined);
    await until(async () => {
      const { status } = await fetch(url('/v1/people'), { headers: bearer(token) });
      return status === 200 || `still ${status}`;
    });
    assert.equal((await change(agentId, { role: 'operator' })).role, 'operator');
    assert.ok(await signOutOf(agentId));
  });

  it('get a new password, and the old one and its sessions are over', async () => {
    const { agentId, password } = await add('qi');
    const { token } = await session('qi', password);
    const renewed = await ask(url(`/v1/people/${agentId}/password`), RenewedPassword, {
      method: 'POST',
      headers: bearer(mei),
    });
    await until(async () => {
      const { status } = await fetch(floor(token).url, floor(token));
      return status === 401 || `still ${status}`;
    });
    assert.equal(
      await refusal(url('/v1/sessions/sign-in'), { body: { login: 'qi', password } }),
      '401 SIGN_IN_REFUSED',
    );
    await session('qi', renewed.body.password);
  });

  it('choose a password of their own, and the page they do it in stays signed in', async () => {
    const { agentId, password } = await add('yu');
    const { token, cookie } = await session('yu', password);
    const put = (body: object, with_ = token) => ({ method: 'PUT', body, headers: bearer(with_) }) as const;
    const own = url('/v1/sessions/password');
    const newPassword = 'a-word-of-my-own';
    assert.equal(await refusal(own, put({ password: 'wrong', newPassword })), '401 SIGN_IN_REFUSED');
    assert.equal(await refusal(own, put({ password, newPassword: 'short' })), '400 BAD_REQUEST');
    const changed = await ask(own, StaffSession, put({ password, newPassword, sessionId: 'session-7' }));
    assert.equal((await signOutOf(agentId))?.keptSessionId, 'session-7');
    const fresh = floor(changed.body.token);
    await until(async () => {
      const { status } = await fetch(floor(token).url, floor(token));
      return status === 401 || `still ${status}`;
    });
    assert.equal((await fetch(fresh.url, fresh)).status, 200);
    const refresh = (with_: string) => ({ method: 'POST', headers: { cookie: with_ } });
    assert.equal(await refusal(url('/v1/sessions/refresh'), refresh(cookie)), '401 TOKEN_INVALID');
    const next = changed.headers.get('set-cookie')?.split(';')[0] ?? '';
    assert.equal((await fetch(url('/v1/sessions/refresh'), refresh(next))).status, 200);
    assert.deepEqual(await newest(1), [`${agentId} agent.password-changed ${agentId}`]);
    // Whom the file keeps has the password that stands there.
    const { token: suns } = await session('sun', 'sun-password');
    assert.equal(await refusal(own, put({ password: 'sun-password', newPassword }, suns)), '403 FORBIDDEN');
  });

  it('are told what cannot be', async () => {
    const post = (body: object, token = mei) => ({ body, headers: bearer(token) });
    const people = url('/v1/people');
    const patch = (agentId: string, body: object) =>
      [url(`/v1/people/${agentId}`), { method: 'PATCH', body, headers: bearer(mei) }] as const;
    assert.equal(await refusal(people, post({ login: 'MEI', name: 'Mei', role: 'agent' })), '409 CONFLICT');
    for (const wrong of [
      { login: 'a b', name: 'A', role: 'agent' },
      { login: 'a', name: ' ', role: 'agent' },
      { login: 'a', name: 'A\nB', role: 'agent' },
      { login: 'a', name: 'A', role: 'root' },
      { login: 'a'.repeat(201), name: 'A', role: 'agent' },
      { login: 'a', name: 'A', role: 'agent', passwordHash: 'mine' },
    ])
      assert.equal(await refusal(people, post(wrong)), '400 BAD_REQUEST', JSON.stringify(wrong));
    assert.equal(await refusal(...patch('anna', { active: false })), '403 FORBIDDEN');
    assert.equal(await refusal(...patch('nobody', { active: false })), '404 RECORD_NOT_FOUND');
    assert.equal(await refusal(...patch('..', { active: false })), '404 ROUTE_NOT_FOUND');
    const { agentId, password } = await add('zoe', 'admin');
    const zoe = (await session('zoe', password)).token;
    const self = { method: 'PATCH', headers: bearer(zoe) };
    const own = url(`/v1/people/${agentId}`);
    assert.equal(await refusal(own, { ...self, body: { role: 'agent' } }), '403 FORBIDDEN');
    assert.equal(await refusal(own, { ...self, body: { active: false } }), '403 FORBIDDEN');
    const { token: suns } = await session('sun', 'sun-password');
    assert.equal(
      await refusal(people, post({ login: 'x', name: 'X', role: 'admin' }, suns)),
      '403 FORBIDDEN',
    );
    const entry = await api.directory.get(keys.agent('anna'));
    assert.equal(AgentRecord.fromJson(entry?.value ?? '').fromFile, true);
  });

  it('are changed by one of two administrators who change the same at the same time', async () => {
    const { agentId } = await add('hua');
    const tries = await Promise.all(
      ['A', 'B', 'C', 'D'].map(async (name) => {
        const { status } = await fetch(url(`/v1/people/${agentId}`), {
          method: 'PATCH',
          body: JSON.stringify({ name }),
          headers: { ...bearer(mei), 'content-type': 'application/json' },
        });
        return status;
      }),
    );
    assert.ok(tries.includes(200), tries.join());
    assert.ok(
      tries.every((status) => status === 200 || status === 409),
      tries.join(),
    );
  });
});
