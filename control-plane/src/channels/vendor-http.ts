import type { Clock, Log } from '@weft/proto';
import { readExactJson, readUtf8 } from './exact-json.ts';

/** How a vendor's API is reached; fetch's form, so that tests can stand in. */
export type Fetch = typeof fetch;

/** What a channel that is reached over HTTP needs from outside. */
export interface HttpChannelPorts {
  readonly fetcher: Fetch;
  readonly clock: Clock;
  readonly log: Log;
}

/** How a request went. */
export type Reply =
  /** Whatever status; the body is JSON with numbers as text. */
  | { readonly is: 'json'; readonly status: number; readonly body: unknown }
  | { readonly is: 'bytes'; readonly status: number; readonly bytes: Uint8Array; readonly mediaType: string }
  /** It never left: the same again is safe. */
  | { readonly is: 'unreachable'; readonly reason: string }
  /** It may have been done, or not. */
  | { readonly is: 'unanswered'; readonly reason: string };

/** How long a vendor may take. */
const TIMEOUT_MS = 10_000;
/** Bytes of an answer that is not a file. */
const MAX_ANSWER_BYTES = 65_536;

/** Failures before a connection stood, by Node's codes. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const BEFORE_SENDING = new Set([...NEVER_LEFT, 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED']);

/** Asks a vendor's API, for a file of at most `maxBytes`; never throws. Redirects are not followed: they would carry secrets elsewhere. */
export async function ask(
  fetcher: Fetch,
  url: URL,
  init: RequestInit & { readonly maxBytes?: number },
): Promise<Reply> {
  const { maxBytes = MAX_ANSWER_BYTES, ...request } = init;
  try {
    const response = await fetcher(url, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const mediaType = response.headers.get('content-type') ?? '';
    const isText = /json|text/i.test(mediaType);
    const bytes = await readBounded(response, isText ? MAX_ANSWER_BYTES : maxBytes);
    if (bytes === undefined) return { is: 'unanswered', reason: 'the answer is too large' };
    const { status } = response;
    if (!isText) return { is: 'bytes', status, bytes, mediaType };
    return { is: 'json', status, body: readExactJson(readUtf8(bytes)) };
  } catch (error) {
    const reason = codeOf(error);
    return { is: BEFORE_SENDING.has(reason) ? 'unreachable' : 'unanswered', reason };
  }
}

/** Undefined when it is longer. */
async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What went wrong, without the address: that carries a token. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return error instanceof Error ? error.name : 'unknown';
}
