import { holds } from './evaluate.ts';
import {
  type Comparison,
  type Expression,
  ExpressionError,
  type Operand,
  type Path,
  type Root,
} from './expression.ts';
import type { Scalar } from './model.ts';
import { parse } from './parse.ts';

type Type = 'string' | 'number' | 'boolean' | 'list' | 'levels' | 'any';

const KNOWN: Readonly<Record<Root, Readonly<Record<string, Type>>>> = {
  work: {
    id: 'string',
    channel: 'string',
    priority: 'number',
    value: 'number',
    topic: 'string',
    language: 'string',
    urgent: 'boolean',
    preferred: 'string',
    skills: 'levels',
  },
  agent: { id: 'string', languages: 'list', skills: 'levels' },
  step: { agents: 'number', free: 'number', waiting: 'number' },
};

/** Reads an expression that may ask of these roots only, and could hold. Throws ExpressionError. */
export function readExpression(text: string, roots: readonly Root[]): Expression {
  const expression = parse(text);
  check(expression, roots);
  const column = contradiction(expression);
  if (column !== undefined) throw new ExpressionError('this can never hold', column);
  return expression;
}

function check(expression: Expression, roots: readonly Root[]): void {
  switch (expression.kind) {
    case 'constant':
      return;
    case 'not':
      check(expression.of, roots);
      return;
    case 'and':
    case 'or':
      for (const part of expression.of) check(part, roots);
      return;
    case 'compare':
      checkComparison(expression.by, [expression.left, expression.right], roots);
  }
}

function checkComparison(by: Comparison, sides: readonly [Operand, Operand], roots: readonly Root[]): void {
  const [left, right] = sides;
  const [leftType, rightType] = [typeOf(left, roots), typeOf(right, roots)];
  const refuse = (message: string, at: Operand): never => {
    throw new ExpressionError(message, at.column);
  };
  switch (by) {
    case 'HAS':
      if (!isWhole(leftType)) refuse(`HAS asks a list, this is a ${leftType}`, left);
      if (isCollection(rightType)) refuse('HAS asks for one value', right);
      if (leftType === 'levels' && rightType !== 'string' && rightType !== 'any')
        refuse('skills are asked for by name', right);
      return;
    case 'IN':
      if (!isWhole(rightType)) refuse(`IN asks a list, this is a ${rightType}`, right);
      if (isCollection(leftType)) refuse('IN asks for one value', left);
      return;
    case '==':
    case '!=':
      for (const [type, side] of [
        [leftType, left],
        [rightType, right],
      ] as const) {
        if (isCollection(type)) refuse('a list is asked with HAS or IN', side);
      }
      break;
    case '<':
    case '<=':
    case '>':
    case '>=':
      for (const [type, side] of [
        [leftType, left],
        [rightType, right],
      ] as const) {
        if (isCollection(type) || type === 'boolean') refuse(`a ${type} has no order`, side);
      }
  }
  if (leftType !== rightType && leftType !== 'any' && rightType !== 'any') {
    refuse(`a ${leftType} is never compared with a ${rightType}`, right);
  }
}

const isCollection = (type: Type): boolean => type === 'list' || type === 'levels';
const isWhole = (type: Type): boolean => isCollection(type) || type === 'any';

function typeOf(operand: Operand, roots: readonly Root[]): Type {
  switch (operand.kind) {
    case 'literal':
      return scalarType(operand.value);
    case 'list':
      return 'list';
    case 'path':
      return pathType(operand, roots);
  }
}

function scalarType(value: Scalar): Type {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : 'boolean';
}

function pathType({ root, names, column }: Path, roots: readonly Root[]): Type {
  if (!roots.includes(root)) {
    throw new ExpressionError(`${root} is not known here: only ${roots.join(' and ')}`, column);
  }
  const [name, part, ...more] = names;
  if (root === 'work' && name === 'age') {
    throw new ExpressionError(
      'age is in the order already; what changes with time is a step with seconds',
      column,
    );
  }
  const table = KNOWN[root];
  const type = Object.hasOwn(table, name) ? table[name] : undefined;
  if (type === undefined && root === 'step') {
    throw new ExpressionError(`a step has ${Object.keys(table).join(', ')}`, column);
  }
  if (more.length > 0 || (part !== undefined && type !== 'levels')) {
    throw new ExpressionError(`${root}.${name} has no part of that name`, column);
  }
  return part === undefined ? (type ?? 'any') : 'number';
}

interface Limit {
  readonly by: Comparison;
  readonly value: Scalar | readonly Scalar[];
  readonly column: number;
}

/** Where a conjunction asks one attribute for two things that exclude each other; undefined = none was found. */
function contradiction(expression: Expression): number | undefined {
  if (expression.kind === 'constant') return expression.value ? undefined : 1;
  const limits = new Map<string, Limit[]>();
  for (const part of conjuncts(expression)) {
    if (part.kind === 'constant' && !part.value) return 1;
    if (part.kind !== 'compare' || part.left.kind !== 'path' || part.right.kind === 'path') continue;
    const { left, right, by, column } = part;
    const name = [left.root, ...left.names].join('.');
    const value = right.kind === 'literal' ? right.value : right.values;
    const known = limits.get(name) ?? [];
    const limit = { by, value, column };
    if (known.some((one) => excludes(one, limit))) return column;
    limits.set(name, [...known, limit]);
  }
  return undefined;
}

const conjuncts = (expression: Expression): readonly Expression[] =>
  expression.kind === 'and' ? expression.of.flatMap(conjuncts) : [expression];

function excludes(a: Limit, b: Limit): boolean {
  return candidatesExclude(a, b) || candidatesExclude(b, a) || rangesExclude(a, b) || rangesExclude(b, a);
}

/** One names the values it allows; none of them is allowed by the other. */
function candidatesExclude(named: Limit, other: Limit): boolean {
  const values = typeof named.value === 'object' ? named.value : [named.value];
  if (named.by !== 'IN' && named.by !== '==') return false;
  if (other.by === 'HAS') return false;
  return values.every((value) => !holds(other.by, value, other.value));
}

function rangesExclude(low: Limit, high: Limit): boolean {
  if ((low.by !== '>' && low.by !== '>=') || (high.by !== '<' && high.by !== '<=')) return false;
  if (typeof low.value !== typeof high.value || typeof low.value === 'object') return false;
  const meet = low.by === '>=' && high.by === '<=';
  return meet ? low.value > high.value : low.value >= high.value;
}
