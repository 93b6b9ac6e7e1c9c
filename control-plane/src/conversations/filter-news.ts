import type { ControlPushInit, DeskRecord } from '@weft/proto';
import type { Sessions } from '../calls/sessions.ts';
import type { Records } from '../registry/records.ts';

type Desks = Pick<Records<DeskRecord>, 'all'>;
type Pushes = Pick<Sessions, 'pushAll'>;

/** Tells one agent's desk, or every desk (empty). */
function tell(desks: Desks, sessions: Pushes, agentId: string, body: ControlPushInit['body'], key: string) {
  const sessionIds = [...desks.all.values()]
    .filter(({ value }) => value.sessionId !== '' && (agentId === '' || value.agentId === agentId))
    .map(({ value }) => value.sessionId);
  sessions.pushAll(sessionIds, { body }, key);
}

/** Tells the desks that see them that saved filters are others now: an agent's own, or everybody's (empty). */
export const filterNews =
  (desks: Desks, sessions: Pushes) =>
  (ownerId: string): void =>
    tell(desks, sessions, ownerId, { case: 'filtersChanged', value: {} }, 'filters');

/** Tells every desk that the company's own fields are others now. */
export const fieldNews = (desks: Desks, sessions: Pushes) => (): void =>
  tell(desks, sessions, '', { case: 'fieldsChanged', value: {} }, 'fields');
