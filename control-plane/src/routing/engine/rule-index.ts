import type { CompiledRule } from './compiled.ts';
import { type Found, operandValue } from './evaluate.ts';
import type { Expression, Operand, Path } from './expression.ts';
import type { Scalar, Work } from './model.ts';

/** A rule with its condition as it is written. */
export interface WrittenRule {
  readonly rule: CompiledRule;
  readonly when: Expression;
}

/** What must be so of work for a rule to take part: an attribute has one of these values. */
interface Demand {
  readonly path: Path;
  readonly values: readonly Scalar[];
}

/**
 * The rules that may take part for work, found by the one attribute that most
 * of them demand a value of ("work.topic == ..."): the others need not be asked.
 */
export class RuleIndex {
  readonly #valueOf: (subject: { readonly work: Work }) => Found;
  readonly #byValue = new Map<Found, readonly CompiledRule[]>();
  /** For work of any other value. */
  readonly #others: readonly CompiledRule[];

  constructor(written: readonly WrittenRule[]) {
    const demands = written.map(({ when }) => demandsOf(when));
    const path = mostDemanded(demands.flat());
    const demandOf = (index: number): Demand | undefined =>
      demands[index]?.find((demand) => path !== undefined && textOf(demand.path) === textOf(path));
    const taking = (value: Found): readonly CompiledRule[] =>
      written.flatMap(({ rule }, index) => {
        const demand = demandOf(index);
        return demand === undefined || demand.values.some((one) => one === value) ? [rule] : [];
      });
    this.#valueOf = path === undefined ? () => undefined : operandValue(path);
    this.#others = taking(undefined);
    for (const value of written.flatMap((_, index) => demandOf(index)?.values ?? []))
      if (!this.#byValue.has(value)) this.#byValue.set(value, taking(value));
  }

  /** In order, with some that do not take part. */
  for(subject: { readonly work: Work }): readonly CompiledRule[] {
    return this.#byValue.get(this.#valueOf(subject)) ?? this.#others;
  }
}

function demandsOf(when: Expression): readonly Demand[] {
  const parts = when.kind === 'and' ? when.of : [when];
  return parts.flatMap((part) => {
    if (part.kind !== 'compare') return [];
    const { by, left, right } = part;
    if (by === 'IN') return demand(left, right.kind === 'list' ? right.values : []);
    if (by !== '==') return [];
    return [...demand(left, literal(right)), ...demand(right, literal(left))];
  });
}

const literal = (operand: Operand): readonly Scalar[] => (operand.kind === 'literal' ? [operand.value] : []);

const demand = (operand: Operand, values: readonly Scalar[]): readonly Demand[] =>
  operand.kind === 'path' && values.length > 0 ? [{ path: operand, values }] : [];

function mostDemanded(demands: readonly Demand[]): Path | undefined {
  const counts = new Map<string, number>();
  let most: Path | undefined;
  for (const { path } of demands) {
    const text = textOf(path);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    if (most === undefined || (counts.get(text) ?? 0) > (counts.get(textOf(most)) ?? 0)) most = path;
  }
  return most;
}

/** A name may have a point in it. */
const textOf = ({ root, names }: Path): string => JSON.stringify([root, ...names]);
