const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * The new value with every part that equals the old one's taken from the old: what did not change keeps
 * its identity, so that a page draws again only what did. Plain objects and arrays are compared by
 * content, everything else (streams, tracks) by identity.
 */
export function keep<Value>(before: Value, now: Value): Value {
  return kept(before, now) as Value;
}

function kept(before: unknown, now: unknown): unknown {
  if (Object.is(before, now)) return before;
  if (Array.isArray(before) && Array.isArray(now)) {
    const parts = now.map((part, index) => (index < before.length ? kept(before[index], part) : part));
    const same = before.length === now.length && parts.every((part, index) => Object.is(part, before[index]));
    return same ? before : parts;
  }
  if (!isPlain(before) || !isPlain(now)) return now;
  const names = Object.keys(now);
  const parts = names.map(
    (name) => [name, Object.hasOwn(before, name) ? kept(before[name], now[name]) : now[name]] as const,
  );
  const same =
    names.length === Object.keys(before).length &&
    parts.every(([name, part]) => Object.hasOwn(before, name) && Object.is(part, before[name]));
  return same ? before : Object.fromEntries(parts);
}
