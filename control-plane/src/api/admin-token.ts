import { AgentRecord, type Directory, keys, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import { bearerToken } from './bearer.ts';
import type { Bearer, Tokens } from './tokens.ts';

/**
 * Who asks: an operator, or an agent to whom administration is granted now,
 * whenever the token was made. Throws TOKEN_INVALID, TOKEN_EXPIRED, FORBIDDEN.
 */
export async function requireAdmin(
  request: FastifyRequest,
  tokens: Tokens,
  directory: Directory,
): Promise<Bearer> {
  const bearer = await tokens.readSession(bearerToken(request));
  if (bearer.role === 'operator') return bearer;
  const entry = bearer.role === 'agent' ? await directory.get(keys.agent(bearer.subjectId)) : undefined;
  const granted = entry === undefined ? [] : AgentRecord.fromJson(entry.value).grants;
  if (!granted.includes('admin')) throw new WeftError('FORBIDDEN', 'only administrators may do that');
  return bearer;
}
