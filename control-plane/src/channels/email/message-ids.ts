/** Ids of one mail that are looked at; a thread's References grow without bound. */
const MAX_IDS = 100;
const MAX_ID_LENGTH = 250;
/** RFC 5322's msg-id, as loosely as it is written: anything with an "@" or not between angle brackets. */
const ID = /<([^<>\s]+)>/g;

/** The ids in a header's value, without brackets, in its order. */
function idsIn(value: string | undefined): readonly string[] {
  const ids: string[] = [];
  for (const [, id] of (value ?? '').slice(0, MAX_IDS * MAX_ID_LENGTH).matchAll(ID)) {
    if (id !== undefined && id.length <= MAX_ID_LENGTH && !ids.includes(id)) ids.push(id);
    if (ids.length >= MAX_IDS) break;
  }
  return ids;
}

/**
 * What a mail answers, newest first: In-Reply-To, then References from its end.
 * Outlook may give only one of them, and some give the other's in the wrong one.
 */
export function answered(inReplyTo: string | undefined, references: string | undefined): readonly string[] {
  const all = [...idsIn(inReplyTo), ...idsIn(references).toReversed()];
  return [...new Set(all)].slice(0, MAX_IDS);
}
