import { WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/** The token that a request bears (RFC 6750). Throws TOKEN_INVALID when it bears none. */
export function bearerToken(request: FastifyRequest): string {
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new WeftError('TOKEN_INVALID', 'a session token is needed');
  return token;
}
