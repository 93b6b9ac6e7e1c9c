/** What usually comes of a conversation; an agent's own words stand beside these. */
export const DISPOSITIONS = ['solved', 'follow-up', 'no-answer', 'spam'] as const;

/** The page's words for one of the usual outcomes; undefined = an agent's own, which stand as they are. */
export function dispositionWords(
  disposition: string,
): `disposition-${(typeof DISPOSITIONS)[number]}` | undefined {
  const usual = DISPOSITIONS.find((one) => one === disposition);
  return usual === undefined ? undefined : `disposition-${usual}`;
}
