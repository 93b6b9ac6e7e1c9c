import { createHash } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * The one conversation of a customer's subject. It follows from the subject, so
 * that a message needs no store to find its place and two devices of one
 * account cannot open two.
 */
export const conversationOf = (subjectId: string): string => `conversation-${digest(subjectId)}`;

/** The contact that a subject opens its conversation as. */
export const contactOf = (subjectId: string): string => `contact-${digest(`contact ${subjectId}`)}`;
