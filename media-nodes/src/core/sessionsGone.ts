import { type Bus, SessionGone, subjects } from '@weft/proto';
import type { Sessions } from './sessions.ts';

/** Ends the joins of sessions that are gone for good, until disposed. */
export const followSessions = (bus: Bus, sessions: Sessions): Disposable =>
  bus.subscribe(subjects.allSessionsGone, ({ data }) => sessions.gone(SessionGone.decode(data).sessionId));
