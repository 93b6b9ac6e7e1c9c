import type { AuditTrail } from '../api/audit-trail.ts';
import { covers, grantOf } from '../api/staff-guard.ts';
import type { People } from '../ports.ts';
import type { Supervised, Supervision } from './supervision.ts';

/** In the past tense, as the audit log has them. */
const ACTIONS: Readonly<Record<Supervised['mode'], string>> = {
  listen: 'call.listened',
  whisper: 'call.whispered',
  barge: 'call.barged',
  'take-over': 'call.taken-over',
};

/** Supervision by what is granted to people now, written down in the store's audit log. */
export const watchedSupervision = (
  people: Pick<People, 'byId'>,
  trail: Pick<AuditTrail, 'note'>,
): Supervision => ({
  mayJoin: (agentId) => {
    const person = people.byId(agentId);
    return person?.role === 'agent' && covers(grantOf(person), 'supervisor');
  },
  note: ({ actorId, callId, mode, agentId }) =>
    trail.note({
      ...{ actorId, action: ACTIONS[mode], subjectKind: 'call', subjectId: callId },
      detail: { agentId },
    }),
});
