import { createHash } from 'node:crypto';
import { type AgentRecord, type Change, isId, keys, SignOutRecord } from '@weft/proto';

/** What somebody who can sign in is: an agent and what is granted besides, or an operator of the mesh. */
export const STAFF_ROLES = ['agent', 'supervisor', 'admin', 'operator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** How a record says it. */
export const asRecorded = (role: StaffRole): Pick<AgentRecord, 'role' | 'grants'> => ({
  role: role === 'operator' ? 'operator' : 'agent',
  grants: role === 'supervisor' || role === 'admin' ? [role] : [],
});

/** A person's id: the login where that can be one, else a text that follows from it. */
export const agentIdOf = (login: string): string =>
  isId(login) ? login : `agent-${createHash('sha256').update(login).digest('hex').slice(0, 24)}`;

/** What a change of a person's record does to those who are signed in with it. */
export function signedOut(
  before: AgentRecord,
  after: AgentRecord,
  nowMs: number,
  keptSessionId = '',
): { readonly record: AgentRecord; readonly changes: readonly Change[] } {
  const ends =
    after.passwordHash !== before.passwordHash ||
    after.role !== before.role ||
    (after.barred && !before.barred);
  if (!ends) return { record: after, changes: [] };
  const { agentId } = after;
  const value = SignOutRecord.toJson({ agentId, beforeMs: nowMs, keptSessionId });
  return {
    record: { ...after, signedOutMs: nowMs },
    changes: [{ do: 'put', key: keys.signOut(agentId), value }],
  };
}
