/**
 * Whether the end of a session means that its client has left, or has been shut out; else it may be back with another one.
 *
 * @param reason as SessionGone says it
 */
export const hasLeft = (reason: string): boolean => reason === 'bye' || reason === 'refused';
