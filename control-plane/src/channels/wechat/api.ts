import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { ask, type Fetch, type Reply } from '../vendor-http.ts';
import type { AccessToken } from './access-token.ts';
import { meaningOf } from './outcome.ts';

/** What WeChat's API said. */
export type ApiAnswer =
  | { readonly is: 'ok'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly is: 'file'; readonly bytes: Uint8Array }
  /** A code of WeChat's, as text. */
  | { readonly is: 'error'; readonly errcode: string }
  /** No token, no connection: nothing was done. */
  | { readonly is: 'unreachable'; readonly reason: string }
  /** It may have been done, or not. */
  | { readonly is: 'unanswered'; readonly reason: string };

export interface ApiRequest {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** As JSON, or a form with a file; absent = it is a GET. */
  readonly body?: Readonly<Record<string, unknown>> | FormData;
  readonly maxBytes?: number;
}

const bodySchema = z.record(z.string(), z.unknown());

/** WeChat's API with an account's token, which is renewed once when it is not taken. */
export class WechatApi {
  readonly #base: string;
  readonly #token: AccessToken;
  readonly #fetcher: Fetch;

  constructor(base: string, token: AccessToken, fetcher: Fetch) {
    this.#base = base;
    this.#token = token;
    this.#fetcher = fetcher;
  }

  /** Throws nothing. */
  async call(request: ApiRequest): Promise<ApiAnswer> {
    try {
      const token = await this.#token.get();
      const answer = await this.#ask(request, token);
      if (answer.is !== 'error' || meaningOf(answer.errcode).is !== 'token') return answer;
      return await this.#ask(request, await this.#token.instead(token));
    } catch (error) {
      return { is: 'unreachable', reason: error instanceof WeftError ? error.code : 'INTERNAL' };
    }
  }

  async #ask({ path, query = {}, body, maxBytes }: ApiRequest, token: string): Promise<ApiAnswer> {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries({ access_token: token, ...query }))
      url.searchParams.set(name, value);
    const bounds = maxBytes === undefined ? {} : { maxBytes };
    if (body === undefined) return answerOf(await ask(this.#fetcher, url, bounds));
    const isForm = body instanceof FormData;
    return answerOf(
      await ask(this.#fetcher, url, {
        ...bounds,
        method: 'POST',
        // A form brings its own, with the boundary.
        headers: isForm ? {} : { 'content-type': 'application/json; charset=utf-8' },
        body: isForm ? body : JSON.stringify(body),
      }),
    );
  }
}

function answerOf(reply: Reply): ApiAnswer {
  if (reply.is === 'unreachable' || reply.is === 'unanswered') return reply;
  if (reply.status !== 200) return { is: 'unanswered', reason: `status ${reply.status}` };
  if (reply.is === 'bytes') return { is: 'file', bytes: reply.bytes };
  const read = bodySchema.safeParse(reply.body);
  if (!read.success) return { is: 'unanswered', reason: 'no answer of WeChat' };
  const { errcode = '0' } = read.data;
  return String(errcode) === '0' ? { is: 'ok', body: read.data } : { is: 'error', errcode: String(errcode) };
}
