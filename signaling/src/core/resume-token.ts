import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a resume token says to an edge. */
export interface ResumeClaim {
  /** Its place among the session's tokens, from 1. */
  readonly generation: number;
  /** By the clock of the edge that made it, milliseconds since the Unix epoch. */
  readonly issuedAtMs: number;
}

/** The secret that all edges share. `previous` still checks what was made before the secret was replaced. */
export interface ResumeSecret {
  readonly current: Uint8Array;
  readonly previous: Uint8Array | undefined;
}

const NONCE_BYTES = 16;
const SHAPE = /^([1-9]\d{0,9})\.([0-9a-z]{1,11})\.([\w-]{22})\.([\w-]{43})$/;

/**
 * Makes a token: "generation.time.nonce.mac". The MAC (HMAC-SHA256, RFC 2104)
 * binds it to session and subject, so that any edge can check it and nobody
 * without the secret can make one.
 */
export function makeResumeToken(
  secret: ResumeSecret,
  sessionId: string,
  subjectId: string,
  claim: ResumeClaim,
): string {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const body = `${claim.generation}.${Math.trunc(claim.issuedAtMs).toString(36)}.${nonce}`;
  return `${body}.${macOf(secret.current, sessionId, subjectId, body).toString('base64url')}`;
}

/** What a token says; undefined when no edge made it for this session and subject. */
export function readResumeToken(
  secret: ResumeSecret,
  sessionId: string,
  subjectId: string,
  token: string,
): ResumeClaim | undefined {
  const [, generation, issuedAt, nonce, mac] = SHAPE.exec(token) ?? [];
  if (generation === undefined || issuedAt === undefined || mac === undefined) return undefined;
  const given = Buffer.from(mac, 'base64url');
  const body = `${generation}.${issuedAt}.${nonce}`;
  const good = [secret.current, secret.previous].some(
    (key) => key !== undefined && timingSafeEqual(given, macOf(key, sessionId, subjectId, body)),
  );
  return good ? { generation: Number(generation), issuedAtMs: Number.parseInt(issuedAt, 36) } : undefined;
}

const macOf = (key: Uint8Array, sessionId: string, subjectId: string, body: string): Buffer =>
  createHmac('sha256', key).update(`weft-resume\n${sessionId}\n${subjectId}\n${body}`).digest();

/** Compares in a time that tells nothing but the length, which is no secret. The empty text is nobody's. */
export function sameSecret(kept: string, given: string): boolean {
  const left = Buffer.from(kept);
  const right = Buffer.from(given);
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}
