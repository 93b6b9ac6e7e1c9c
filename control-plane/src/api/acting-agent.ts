import type { Principal } from '@weft/proto';
import type { StaffMember } from './staff-guard.ts';

/** An agent who asks something of conversations over HTTP, as they would at a desk. */
export const actingAgent = ({ agentId, name }: Pick<StaffMember, 'agentId' | 'name'>): Principal => ({
  ...{ sessionId: '', subjectId: agentId, role: 'agent', displayName: name, region: '', edgeId: '' },
});
