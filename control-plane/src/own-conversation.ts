import { createHash } from 'node:crypto';

/**
 * The one conversation of a customer's subject. It follows from the subject, so
 * that a message needs no store to find its place and two devices of one
 * account cannot open two.
 */
export const conversationOf = (subjectId: string): string =>
  `conversation-${createHash('sha256').update(subjectId).digest('hex').slice(0, 32)}`;
