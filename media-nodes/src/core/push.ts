import { type Bus, MediaPush, type MediaPushInit, SessionPush, subjects } from '@weft/proto';
import type { Sessions } from './sessions.ts';

export type PushBody = NonNullable<MediaPushInit['body']>;

/** Tells one session something of one call. */
export type Push = (sessionId: string, body: PushBody) => void;

/**
 * Only the newest of these matters to a client, so one that still waits at the
 * edge is replaced. Everything else is never joined and never dropped.
 */
const coalesced = (callId: string, body: PushBody): string =>
  body.case === 'scores' || body.case === 'speaker' ? `${body.case}-${callId}` : '';

/**
 * Pushes go by the session's edge; `frame` gives the call's present epoch. Each
 * says which node's it is and counts up, so that a client with legs at two nodes
 * knows which one is meant, and one that comes to another edge can say what it has.
 */
export const pushOver =
  (
    bus: Bus,
    sessions: Sessions,
    sourceId: string,
    frame: { readonly callId: string; readonly epoch: number },
  ): Push =>
  (sessionId, body) => {
    const media = MediaPush.encode({ callId: frame.callId, epoch: frame.epoch, body });
    bus.publish(
      subjects.session(sessionId),
      SessionPush.encode({
        source: { case: 'media', value: media },
        coalesceKey: coalesced(frame.callId, body),
        sourceId,
        sourceSeq: sessions.nextPush(sessionId),
      }),
    );
  };
