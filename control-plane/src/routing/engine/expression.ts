import type { Scalar } from './model.ts';

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'IN' | 'HAS';

/** Whose attributes a path is of: the work's, the agent's, or the step's that is about to be entered. */
export type Root = 'work' | 'agent' | 'step';

export interface Path {
  readonly kind: 'path';
  readonly root: Root;
  readonly names: readonly [string, ...string[]];
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: Scalar; readonly column: number }
  | { readonly kind: 'list'; readonly values: readonly Scalar[]; readonly column: number }
  | Path;

/** A condition of a rule. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: boolean }
  | {
      readonly kind: 'compare';
      readonly by: Comparison;
      readonly left: Operand;
      readonly right: Operand;
      readonly column: number;
    }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] };

/** A text that is no expression, and where it stops being one. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  readonly column: number;

  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

/** The roots that an expression asks of. */
export function rootsOf(expression: Expression): ReadonlySet<Root> {
  const roots = new Set<Root>();
  for (const { root } of pathsOf(expression)) roots.add(root);
  return roots;
}

/** Every path in an expression, in order. */
export function pathsOf(expression: Expression): readonly Path[] {
  switch (expression.kind) {
    case 'constant':
      return [];
    case 'compare':
      return [expression.left, expression.right].flatMap((one) => (one.kind === 'path' ? [one] : []));
    case 'not':
      return pathsOf(expression.of);
    case 'and':
    case 'or':
      return expression.of.flatMap(pathsOf);
  }
}
