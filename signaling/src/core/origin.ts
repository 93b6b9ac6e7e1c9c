/**
 * Whether pages of this origin may connect. `*` in the list allows every
 * origin. No Origin header means no browser, and then there is nobody to
 * protect: the token alone decides.
 */
export const isOriginAllowed = (origin: string, allowed: readonly string[]): boolean =>
  origin === '' || allowed.includes('*') || allowed.includes(origin.toLowerCase());
