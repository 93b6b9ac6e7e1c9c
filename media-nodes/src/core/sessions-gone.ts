import { type Bus, hasLeft, SessionGone, subjects } from '@weft/proto';
import type { Sessions } from './sessions.ts';

/** Tells the joins of sessions that are gone for good, until disposed. */
export const followSessions = (bus: Bus, sessions: Sessions): Disposable =>
  bus.subscribe(subjects.allSessionsGone, ({ data }) => {
    const { sessionId, reason } = SessionGone.decode(data);
    sessions.gone(sessionId, hasLeft(reason));
  });
