import { compile, type Found, operandValue, type Predicate, type RatedAgent } from './evaluate.ts';
import { type Expression, type Operand, type Path, rootsOf } from './expression.ts';
import { holdsKey } from './lookup-keys.ts';
import type { Scalar, Work } from './model.ts';

/**
 * A step's condition on work and agent, taken apart so that it is asked as
 * seldom as can be: work of the same marks suits the same agents, so agents are
 * matched to marks, not to pieces of work.
 */
export class Question {
  readonly expression: Expression;
  readonly #predicate: Predicate;
  readonly #marks: ((subject: { readonly work: Work }) => Found)[] = [];

  constructor(expression: Expression) {
    this.expression = expression;
    this.#predicate = compile(expression);
    this.#take(expression);
  }

  /** Whether the agent may have the work, needed skills aside. */
  suits(work: Work, agent: RatedAgent): boolean {
    return this.#predicate({ work, agent });
  }

  /** What work that suits other agents by this condition differs in: conditions on the work alone, and attributes that are compared with the agent's. */
  get marks(): readonly ((subject: { readonly work: Work }) => Found)[] {
    return this.#marks;
  }

  /**
   * Keys under which agents who may suit are found: of each list, an agent who
   * suits has one at least. No lists: nothing is known before asking.
   */
  lookupsOf(work: Work): readonly (readonly string[])[] {
    const parts = this.expression.kind === 'and' ? this.expression.of : [this.expression];
    return parts.flatMap((part) => {
      const keys = part.kind === 'compare' ? lookup(part, work) : undefined;
      return keys === undefined ? [] : [keys];
    });
  }

  #take(expression: Expression): void {
    const roots = rootsOf(expression);
    if (!roots.has('work')) return;
    if (!roots.has('agent')) {
      this.#marks.push(compile(expression));
      return;
    }
    switch (expression.kind) {
      case 'constant':
        return;
      case 'not':
        this.#take(expression.of);
        return;
      case 'and':
      case 'or':
        for (const part of expression.of) this.#take(part);
        return;
      case 'compare':
        for (const side of [expression.left, expression.right]) {
          if (side.kind === 'path' && side.root === 'work') this.#marks.push(operandValue(side));
        }
    }
  }
}

type Compare = Extract<Expression, { readonly kind: 'compare' }>;

/** The keys of agents for whom a comparison may hold; undefined when it cannot be looked up. */
function lookup({ by, left, right }: Compare, work: Work): readonly string[] | undefined {
  const [agent, other] = isAgent(left) ? [left, right] : [right, left];
  if (!isAgent(agent) || isAgent(other)) return undefined;
  const value = operandValue(other)({ work });
  const agentFirst = agent === left;
  const [name, part] = agent.names;
  switch (by) {
    case '==':
      if (name === 'skills') return undefined;
      return isScalar(value) ? [holdsKey(name, value)] : undefined;
    case 'HAS':
      return agentFirst && isScalar(value) ? [holdsKey(name, value)] : undefined;
    case 'IN':
      if (!agentFirst) return isScalar(value) ? [holdsKey(name, value)] : undefined;
      return name !== 'skills' && isScalars(value) ? value.map((one) => holdsKey(name, one)) : undefined;
    case '>=':
    case '>': {
      const positive = typeof value === 'number' && (by === '>' ? value >= 0 : value > 0);
      return agentFirst && name === 'skills' && part !== undefined && positive
        ? [holdsKey('skills', part)]
        : undefined;
    }
    case '!=':
    case '<':
    case '<=':
      return undefined;
  }
}

const isAgent = (operand: Operand): operand is Path => operand.kind === 'path' && operand.root === 'agent';

const isScalar = (value: Found): value is Scalar => value !== undefined && typeof value !== 'object';

const isScalars = (value: Found): value is readonly Scalar[] => Array.isArray(value);
