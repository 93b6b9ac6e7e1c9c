import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { fetchApi } from './api.ts';

/** A service that answers each question with this; tells what it was asked. */
async function service(t: TestContext, answer: object) {
  const asked: string[] = [];
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    response.end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { api: fetchApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), asked };
}

test('a service that is older than the page asks nothing, a newer one only what the page can ask', async (t) => {
  const old = await service(t, { open: true, opensAtMs: 0, reachable: false });
  assert.deepEqual((await old.api.opening('token', { queueId: 'q', locale: 'zh-CN' })).asks, []);
  assert.deepEqual(old.asked, ['GET /v1/opening?queueId=q&locale=zh-CN']);
  const asks = [{ fact: 'email', required: true }, { fact: 'birthday', required: true }, { fact: 'phone' }];
  const newer = await service(t, { open: true, opensAtMs: 0, reachable: false, asks });
  assert.deepEqual((await newer.api.opening('token', {})).asks, [
    { fact: 'email', required: true },
    { fact: 'phone', required: false },
  ]);
});

test('what of the answers cannot be so is told by its name', async (t) => {
  const { api, asked } = await service(t, { wrong: ['phone', 'name', 'birthday'] });
  assert.deepEqual(await api.answerAsked('token', { name: '1', phone: '2' }), ['name', 'phone']);
  assert.deepEqual(asked, ['POST /v1/opening/answers']);
});
