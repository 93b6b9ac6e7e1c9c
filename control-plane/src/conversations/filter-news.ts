import type { DeskRecord } from '@weft/proto';
import type { Sessions } from '../calls/sessions.ts';
import type { Records } from '../registry/records.ts';

/** Tells the desks that see them that saved filters are others now: an agent's own, or everybody's (empty). */
export const filterNews =
  (desks: Pick<Records<DeskRecord>, 'all'>, sessions: Pick<Sessions, 'pushAll'>) =>
  (ownerId: string): void => {
    const sessionIds = [...desks.all.values()]
      .filter(({ value }) => value.sessionId !== '' && (ownerId === '' || value.agentId === ownerId))
      .map(({ value }) => value.sessionId);
    sessions.pushAll(sessionIds, { body: { case: 'filtersChanged', value: {} } }, 'filters');
  };
