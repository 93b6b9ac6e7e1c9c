import { createHash } from 'node:crypto';
import type { AgentRecord } from '@weft/proto';
import type { MeshQueries } from '../ports.ts';
import { setRefreshCookie } from './cookie.ts';
import { reachableEdges } from './edges.ts';
import { type Bearer, REFRESH_LIFE_MS, type Tokens } from './tokens.ts';

/** Somebody who may sign in to a page. */
export type Staff = AgentRecord & { readonly role: 'agent' | 'operator' };

/** Whether the person, if there is one, may sign in to a page. */
export const isStaff = (person: AgentRecord | undefined): person is Staff =>
  person?.role === 'agent' || person?.role === 'operator';

/** Changes with the password's hash and tells nothing of it. */
export const generationOf = (person: AgentRecord): string =>
  createHash('sha256').update(person.passwordHash).digest('base64url').slice(0, 16);

/** The Set-Cookie value with which the person stays signed in. */
export async function refreshCookieFor(
  tokens: Tokens,
  login: string,
  person: Staff,
  secure: boolean,
): Promise<string> {
  const refresh = await tokens.issueRefresh({ login, generation: generationOf(person) });
  return setRefreshCookie(refresh.token, REFRESH_LIFE_MS, secure);
}

/** What a page of theirs works with: a token for an edge, who they are, and where edges are. */
export async function staffSession(tokens: Tokens, mesh: MeshQueries, person: Staff) {
  const { agentId, role, displayName: name, grants, fromFile } = person;
  const bearer: Bearer = { subjectId: agentId, role, name, account: '' };
  const issued = await tokens.issueSession(bearer);
  const edges = reachableEdges(mesh);
  return { ...issued, role, name, agentId, grants: [...grants], edges, ownPassword: !fromFile };
}
