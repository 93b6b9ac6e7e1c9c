import { ClientFrame, isId, MalformedMessage } from '@weft/proto';
import type { FrameKind } from '../ports.ts';
import { MAX_CURSORS } from './missed.ts';
import { faultOf, type KnownFault } from './refusal.ts';

/** A client's message, read. */
export type FrameReading =
  | { readonly ok: true; readonly frame: ClientFrame; readonly kind: FrameKind }
  | { readonly ok: false; readonly fault: KnownFault };

const MAX_VERSIONS = 32;
const MAX_TOKEN_CHARS = 4_096;
const MAX_SOURCE_CHARS = 128;
/** Far beyond any session's frames, and far from where a number no longer fits its field. */
const MAX_LAST_SEQ = 2 ** 31;

const bad = (message: string): FrameReading => ({ ok: false, fault: faultOf('BAD_FRAME', message) });

/**
 * Reads one WebSocket message. A frame whose body this version does not know
 * reads as a bare acknowledgement, as the schema says of unknown fields.
 */
export function readFrame(bytes: Uint8Array, binary: boolean, maxFrameBytes: number): FrameReading {
  if (!binary) return bad('Frames are binary messages');
  if (bytes.length > maxFrameBytes) {
    const message = `The frame has ${bytes.length} bytes, the limit is ${maxFrameBytes}`;
    return { ok: false, fault: faultOf('FRAME_TOO_LARGE', message) };
  }
  try {
    const frame = ClientFrame.decode(bytes);
    const wrong = frame.body?.case === 'hello' ? wrongHello(frame.body.value) : undefined;
    return wrong === undefined ? { ok: true, frame, kind: frame.body?.case ?? 'ack' } : bad(wrong);
  } catch (error) {
    if (error instanceof MalformedMessage) return bad('The frame does not follow the schema');
    throw error;
  }
}

type Hello = Extract<ClientFrame['body'], { case: 'hello' }>['value'];

function wrongHello({ versions, token, resume }: Hello): string | undefined {
  if (versions.length > MAX_VERSIONS) return `A hello names at most ${MAX_VERSIONS} versions`;
  if (token.length > MAX_TOKEN_CHARS) return `A token has at most ${MAX_TOKEN_CHARS} characters`;
  return resume === undefined ? undefined : wrongResume(resume);
}

function wrongResume({ sessionId, lastSeq, cursors }: NonNullable<Hello['resume']>): string | undefined {
  if (!isId(sessionId)) return 'The session to resume is not an id';
  if (lastSeq > MAX_LAST_SEQ) return `Frame ${lastSeq} was never sent`;
  if (cursors.length > MAX_CURSORS) return `A resume gives at most ${MAX_CURSORS} cursors`;
  if (cursors.some(({ sourceId }) => sourceId.length > MAX_SOURCE_CHARS)) return 'A cursor names no source';
  return undefined;
}

/** What a client calls itself, fit for a log: printable ASCII, at most 64 characters; else "unnamed". */
export const clientName = (client: string): string =>
  /^[\x21-\x7e]{1,64}$/.test(client) ? client : 'unnamed';
