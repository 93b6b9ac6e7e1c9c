/**
 * What PostgreSQL can keep of a text: not the character 0, and no half of a
 * surrogate pair. One that somebody sends must not stop what is stored with it.
 */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '');
