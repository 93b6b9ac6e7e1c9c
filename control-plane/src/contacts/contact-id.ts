import { createHash } from 'node:crypto';

/** The contact that a subject is: it follows from the subject, so that nobody has to be asked. */
export const contactOf = (subjectId: string): string =>
  `contact-${createHash('sha256').update(`contact ${subjectId}`).digest('hex').slice(0, 32)}`;
