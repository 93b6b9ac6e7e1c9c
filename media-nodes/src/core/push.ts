import { type Bus, MediaPush, type MediaPushInit, SessionPush, subjects } from '@weft/proto';

export type PushBody = NonNullable<MediaPushInit['body']>;

/** Tells one session something of one call. */
export type Push = (sessionId: string, body: PushBody) => void;

/**
 * Only the newest of these matters to a client, so one that still waits at the
 * edge is replaced. Everything else is never joined and never dropped.
 */
const coalesced = (callId: string, body: PushBody): string =>
  body.case === 'scores' || body.case === 'speaker' ? `${body.case}-${callId}` : '';

/** Pushes go by the session's edge; `frame` gives the call's present epoch. */
export const pushOver =
  (bus: Bus, frame: { readonly callId: string; readonly epoch: number }): Push =>
  (sessionId, body) => {
    const media = MediaPush.encode({ callId: frame.callId, epoch: frame.epoch, body });
    bus.publish(
      subjects.session(sessionId),
      SessionPush.encode({
        source: { case: 'media', value: media },
        coalesceKey: coalesced(frame.callId, body),
      }),
    );
  };
