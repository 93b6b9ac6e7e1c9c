import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import fastify from 'fastify';
import { z } from 'zod';
import type { WebhookAnswer, WebhookRequest } from '../channels/channel.ts';
import { channelWebhookRoutes } from './channel-webhooks.ts';
import { answerWithFaults } from './errors.ts';
import { checkWith, type HttpServer, writeWith } from './server.ts';

/** More at a time than an address may have refused. */
const AT_ONCE = 100;
const TAKEN: WebhookAnswer = { status: 200, contentType: 'text/plain', body: 'success' };

/** More than an account is pushed at once. */
const FLOOD = 7_000;

describe('the address that vendors push to', () => {
  const server: HttpServer = fastify();
  let webhook: (request: WebhookRequest) => Promise<WebhookAnswer>;
  let url: string;
  const push = async (): Promise<number> => (await fetch(url, { method: 'POST', body: 'a push' })).status;

  before(async () => {
    server.setValidatorCompiler<unknown>(({ schema, httpPart }) =>
      checkWith(schema instanceof z.ZodType ? schema : z.unknown(), httpPart ?? 'request'),
    );
    server.setSerializerCompiler<unknown>(({ schema }) =>
      writeWith(schema instanceof z.ZodType ? schema : z.unknown()),
    );
    answerWithFaults(server, silentLog);
    const channels = { webhook: (_accountId: string, request: WebhookRequest) => webhook(request) };
    await channelWebhookRoutes(server, { channels, clock: new ManualClock(), publicUrl: '' });
    url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/v1/channels/shop/webhook`;
  });
  after(() => server.close());

  it('takes as many pushes of one vendor at a time as come', async () => {
    const all = Promise.withResolvers<void>();
    let underWay = 0;
    webhook = async () => {
      underWay += 1;
      if (underWay === AT_ONCE) all.resolve();
      await all.promise;
      return TAKEN;
    };
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const status = await push();
        if (status !== 200) all.resolve();
        return status;
      }),
    );
    assert.deepEqual(new Set(answers), new Set([200]));
  });

  it('answers a host that is none with a code', async () => {
    webhook = () => Promise.resolve(TAKEN);
    const at = { method: 'POST', url: '/v1/channels/shop/webhook', remoteAddress: '192.0.2.7' } as const;
    const { statusCode, body } = await server.inject({ ...at, headers: { host: '[' } });
    assert.equal(statusCode, 400, body);
    assert.match(body, /"BAD_REQUEST"/);
  });

  it('hears a vendor however many a stranger sends to the same account', async () => {
    webhook = () => Promise.reject(new WeftError('SIGNATURE_REFUSED'));
    const at = { method: 'POST', url: '/v1/channels/flooded/webhook' } as const;
    for (let sent = 0; sent < FLOOD; sent += 1) await server.inject({ ...at, remoteAddress: '192.0.2.8' });
    webhook = () => Promise.resolve(TAKEN);
    assert.equal((await server.inject({ ...at, remoteAddress: '192.0.2.9' })).statusCode, 200);
  });

  it('hears an address no more that has had too many refused, whatever it says', async () => {
    webhook = () => Promise.reject(new WeftError('SIGNATURE_REFUSED'));
    const answers: number[] = [];
    while (answers.at(-1) !== 429 && answers.length < AT_ONCE) answers.push(await push());
    assert.deepEqual(new Set(answers.slice(0, -1)), new Set([401]));
    webhook = () => Promise.resolve(TAKEN);
    assert.equal(await push(), 429);
  });
});
