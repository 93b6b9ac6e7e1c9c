import { WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import type { Bearer, Tokens } from './tokens.ts';

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;

/** The token that a request bears (RFC 6750). Throws TOKEN_INVALID when it bears none. */
export function bearerToken(request: FastifyRequest): string {
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new WeftError('TOKEN_INVALID', 'a session token is needed');
  return token;
}

/** Who asks. Throws TOKEN_INVALID, TOKEN_EXPIRED, or FORBIDDEN for whoever has another role. */
export async function requireRole(
  request: FastifyRequest,
  tokens: Tokens,
  role: Bearer['role'],
): Promise<Bearer> {
  const bearer = await tokens.readSession(bearerToken(request));
  if (bearer.role !== role) throw new WeftError('FORBIDDEN', `only for the role ${role}`);
  return bearer;
}
