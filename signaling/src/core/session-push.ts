import { MalformedMessage, SessionPush } from '@weft/proto';

/** What a service or an edge published on a session's subject. Undefined = it does not follow the schema, which is counted where it is heard live. */
export function decodedPush(data: Uint8Array): SessionPush | undefined {
  try {
    return SessionPush.decode(data);
  } catch (error) {
    if (error instanceof MalformedMessage) return undefined;
    throw error;
  }
}
