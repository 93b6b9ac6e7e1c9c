import { type Clock, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { WebhookRequest } from '../channels/channel.ts';
import type { Channels } from '../channels/channels.ts';
import { AccountParams } from './channel-schemas.ts';
import { addressName, RateLimit } from './rate-limit.ts';
import { FaultBody, FileBytes } from './schemas.ts';
import type { HttpServer } from './server.ts';

/** What vendors push is text with ids of files. */
const MAX_BODY_BYTES = 1_000_000;
/** Of one account, in the long run and at once. */
const REQUESTS_PER_MINUTE = 180_000;
const REQUEST_BURST = 6_000;
/** Requests of one address that were refused. */
const REFUSED_PER_MINUTE = 60;
const REFUSED_BURST = 60;
const MAX_NAMES = 20_000;

export interface WebhookRouteOptions {
  readonly channels: Pick<Channels, 'webhook'>;
  readonly clock: Clock;
  /** What vendors call and sign; empty = what the request says. */
  readonly publicUrl: string;
}

/**
 * Where vendors push what customers write. Nothing happens here but checking,
 * reading and storing: the vendor is answered when the stream has it.
 */
export async function channelWebhookRoutes(server: HttpServer, options: WebhookRouteOptions): Promise<void> {
  const { channels, clock, publicUrl } = options;
  const rates = new RateLimit({
    ...{ clock, perMinute: REQUESTS_PER_MINUTE, burst: REQUEST_BURST, maxNames: MAX_NAMES },
  });
  const refusals = new RateLimit({
    ...{ clock, perMinute: REFUSED_PER_MINUTE, burst: REFUSED_BURST, maxNames: MAX_NAMES },
  });
  const limited = (retryAfterMs: number): void => {
    if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', undefined, { retryAfterMs });
  };

  await server.register((scope: HttpServer, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    for (const method of ['GET', 'POST'] as const) {
      scope.route({
        method,
        url: '/v1/channels/:accountId/webhook',
        bodyLimit: MAX_BODY_BYTES,
        schema: {
          operationId: method === 'GET' ? 'checkChannelWebhook' : 'pushToChannel',
          summary: method === 'GET' ? 'A vendor checks the address' : 'A vendor pushes what came in',
          tags: ['channels'],
          params: AccountParams,
          response: { 200: FileBytes, default: FaultBody },
        },
        handler: async (request, reply) => {
          const { accountId } = request.params;
          const address = addressName(request.ip);
          // Those under way take nothing: a vendor pushes from few addresses, hundreds at a time.
          limited(refusals.wait(address));
          // Only then: who is not heard any more uses up nothing of what the vendor may push.
          limited(rates.take(accountId));
          try {
            const answer = await channels.webhook(accountId, asked(request, method, publicUrl));
            return await reply
              .code(answer.status)
              .header('content-type', answer.contentType)
              .send(answer.body);
          } catch (error) {
            if (error instanceof WeftError && !error.retryable) refusals.take(address);
            throw error;
          }
        },
      });
    }
    done();
  });
}

function asked(request: FastifyRequest, method: 'GET' | 'POST', publicUrl: string): WebhookRequest {
  const base = publicUrl === '' ? `${request.protocol}://${request.host}` : publicUrl;
  const url = `${base}${request.url}`;
  if (!URL.canParse(url)) throw new WeftError('BAD_REQUEST', 'the address is none');
  const headers = new Map(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
    ),
  );
  const body = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
  return { method, url, query: new URL(url).searchParams, headers, body };
}
