import { fromFault, WeftError } from '@weft/proto';
import { isObject, number, text } from './fields.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request of a route of the control plane. */
export interface HttpQuestion {
  readonly method: HttpMethod;
  /** From the root, with the query. */
  readonly path: string;
  /** Sent as JSON, a file as it is. */
  readonly body?: object | undefined;
  /** The answer is a file, and not JSON. */
  readonly file?: boolean;
  /** Empty = none is shown; cookies go along where the page is of the same origin. */
  readonly token: string;
  /** A connection that went silent with the network never answers, and the browser keeps it for the next request. */
  readonly withinMs: number;
}

/** What goes along, and what it is said to be. */
function sent(body: object | undefined): { readonly type: string; readonly body: BodyInit } | undefined {
  if (body === undefined) return undefined;
  if (body instanceof Blob) return { type: body.type || 'application/octet-stream', body };
  return { type: 'application/json', body: JSON.stringify(body) };
}

/**
 * Asks, and resolves with the answer's JSON, undefined where it has none, or with the file that it is (a Blob). Rejects
 * with the WeftError of the answer, TIMEOUT without one in time, a TypeError of the network.
 */
export async function askHttp(apiUrl: string, question: HttpQuestion): Promise<unknown> {
  const { method, path, token, withinMs, file = false } = question;
  const body = sent(question.body);
  const limit = AbortSignal.timeout(withinMs);
  const late = (error: unknown): never => {
    throw limit.aborted ? new WeftError('TIMEOUT') : error;
  };
  const response = await fetch(new URL(path, apiUrl), {
    method,
    cache: 'no-store',
    headers: {
      ...(body === undefined ? {} : { 'content-type': body.type }),
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: body.body }),
    signal: limit,
  }).catch(late);
  const unreadable = (): undefined => (limit.aborted ? late(undefined) : undefined);
  if (response.ok && file) return response.blob().catch(late);
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(unreadable);
  if (response.ok) return answer;
  if (!isObject(answer) || text(answer.code) === '')
    throw new WeftError('UNAVAILABLE', `HTTP status ${response.status}`);
  const { code, message, retryAfterMs } = answer;
  throw fromFault({ code: text(code), message: text(message), retryAfterMs: number(retryAfterMs) });
}
