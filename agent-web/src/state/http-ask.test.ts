import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { WeftError } from '@weft/proto';
import { askHttp, type HttpQuestion } from './http-ask.ts';

/** A server that answers so; resolves with its address. */
async function served(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const question: HttpQuestion = { method: 'POST', path: '/v1/edges', token: 'a-token', withinMs: 30_000 };

test('an answer is its JSON, and undefined where there is none', async (t) => {
  const url = await served(t, ({ method, headers }, response) => {
    if (method === 'DELETE') response.writeHead(204).end();
    else response.end(JSON.stringify({ shown: headers.authorization }));
  });
  assert.deepEqual(await askHttp(url, question), { shown: 'Bearer a-token' });
  assert.equal(await askHttp(url, { ...question, method: 'DELETE' }), undefined);
});

test('a refusal is the WeftError that the answer names, and UNAVAILABLE where it names none', async (t) => {
  const url = await served(t, ({ url: path }, response) => {
    response.writeHead(429).end(path === '/named' ? '{"code":"RATE_LIMITED","retryAfterMs":5}' : 'busy');
  });
  await assert.rejects(
    askHttp(url, { ...question, path: '/named' }),
    (error: unknown) =>
      error instanceof WeftError && error.code === 'RATE_LIMITED' && error.retryAfterMs === 5,
  );
  await assert.rejects(askHttp(url, question), { code: 'UNAVAILABLE' });
});

test('a connection that never answers, or stops in the middle, is given up in time', async (t) => {
  const url = await served(t, ({ url: path }, response) => {
    if (path === '/half') response.writeHead(200).write('{"edges":');
  });
  for (const path of ['/silent', '/half'])
    await assert.rejects(askHttp(url, { ...question, path, withinMs: 50 }), { code: 'TIMEOUT' });
});

test('a file goes as it is, and comes as one where one is asked for', async (t) => {
  const url = await served(t, (request, response) => {
    response.writeHead(200, { 'content-type': String(request.headers['content-type']) });
    request.pipe(response);
  });
  const list = new Blob(['姓名\n'], { type: 'text/csv' });
  const answer = await askHttp(url, { ...question, body: list, file: true });
  assert.ok(answer instanceof Blob);
  assert.deepEqual([answer.type, await answer.text()], ['text/csv', '姓名\n']);
});
