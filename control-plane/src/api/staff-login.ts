import { createHash } from 'node:crypto';
import type { AgentRecord } from '@weft/proto';
import { setRefreshCookie } from './cookie.ts';
import { REFRESH_LIFE_MS, type Tokens } from './tokens.ts';

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
