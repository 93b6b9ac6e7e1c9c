import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { FloorState, StaffSession } from '../api/schemas.ts';
import { ask } from '../api/testing/ask.ts';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import type { Api } from '../ports.ts';

const PATIENTLY = { timeoutMs: 30_000 };
const SUN = { login: 'sun', name: 'Sun', role: 'supervisor', password: 'sun-password' };

let mesh: FakeMesh;
before(async () => {
  mesh = await FakeMesh.start();
});
after(() => mesh[Symbol.asyncDispose]());

/** The day of the queue that has one, as a supervisor's wall shows it. */
async function dayAt({ port }: Api) {
  const url = `http://127.0.0.1:${port}`;
  const body = { login: SUN.login, password: SUN.password };
  const { token } = (await ask(`${url}/v1/sessions/sign-in`, StaffSession, { body })).body;
  const headers = { authorization: `Bearer ${token}` };
  const { service } = (await ask(`${url}/v1/floor`, FloorState, { headers })).body;
  return service[0];
}

/** Resolves when the streams have the ends of so many calls. */
const untilEnded = (calls: number) =>
  until(async () => {
    const ended = (await mesh.factsSoFar()).filter(({ body }) => body?.case === 'callEnded');
    return ended.length === calls || `${ended.length} of ${calls} ends are kept`;
  }, PATIENTLY);

async function answered(customer: FakeClient, agent: FakeClient): Promise<void> {
  const { callId } = await customer.requestCall();
  await agent.acceptNext();
  await agent.hangUp(callId);
  await until(() => agent.last('desk')?.presence === 'available' || 'the agent is not free');
}

test("the day's service level outlives the control plane, and no call counts twice", async () => {
  const agentsFile = join(mesh.folder, 'people.json');
  await writeFile(agentsFile, JSON.stringify({ people: [SUN] }));
  const env = { AGENTS_FILE: agentsFile, LEASE_TTL_MS: '3000' };
  const first = await mesh.spawnControl('control-a', env);
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  await answered(mesh.client('customer-1', 'customer'), agent);
  await answered(mesh.client('customer-2', 'customer'), agent);
  const waiting = mesh.client('customer-3', 'customer');
  const { callId } = await waiting.requestCall();
  await agent.nextOffer();
  await waiting.hangUp(callId);
  await untilEnded(3);
  await first.kill('SIGKILL');

  const second = await mesh.startControl('control-b', env);
  await until(async () => {
    const day = await dayAt(second);
    return day?.answered === 2 || `${day?.answered} answered calls are counted`;
  }, PATIENTLY);
  const day = await dayAt(second);
  assert.deepEqual([day?.answered, day?.abandoned, day?.percent], [2, 1, 100]);

  await until(() => agent.last('desk')?.presence === 'available' || 'the agent is not free', PATIENTLY);
  await answered(mesh.client('customer-4', 'customer'), agent);
  await until(async () => {
    const now = await dayAt(second);
    return now?.answered === 3 || `${now?.answered} answered calls are counted`;
  }, PATIENTLY);
  assert.equal((await dayAt(second))?.abandoned, 1);
});
