/** One place in which two versions of rules differ; undefined = it is not there. */
export interface RuleChange {
  /** Such as "queues.sales.steps.0.when". */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Where two versions differ, by path. What is added or removed as a whole is one change. */
export function rulesDiff(before: unknown, after: unknown, path = ''): readonly RuleChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, before, after }];
  }
  const [left, right] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    rulesDiff(left.get(key), right.get(key), path === '' ? key : `${path}.${key}`),
  );
}

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;
