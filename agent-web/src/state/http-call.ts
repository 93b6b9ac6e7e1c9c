import { fromFault, WeftError } from '@weft/proto';
import { isObject, number, text } from './fields.ts';

/** Asks one route of the control plane. Rejects with the WeftError of the answer, a TypeError of the network. */
export type HttpCall = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<unknown>;

/** By fetch, with the session's token. */
export function httpCall(apiUrl: string, token: () => Promise<string>): HttpCall {
  return async (method, path, body) => {
    const authorization = `Bearer ${await token()}`;
    const response = await fetch(new URL(path, apiUrl), {
      method,
      cache: 'no-store',
      ...(body === undefined
        ? { headers: { authorization } }
        : { headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer: unknown =
      response.status === 204 ? undefined : await response.json().catch(() => undefined);
    if (response.ok) return answer;
    if (!isObject(answer) || text(answer.code) === '')
      throw new WeftError('UNAVAILABLE', `HTTP status ${response.status}`);
    const { code, message, retryAfterMs } = answer;
    throw fromFault({ code: text(code), message: text(message), retryAfterMs: number(retryAfterMs) });
  };
}
