import type { Comparison, Expression, Operand, Path } from './expression.ts';
import type { AgentTraits, Attribute, Levels, Scalar, Work } from './model.ts';

/** What is known of a step when it is about to be entered. */
export interface StepFacts {
  /** Agents signed on who match the step. */
  readonly agents: number;
  /** Those of them who could take the work now. */
  readonly free: number;
  /** Work of the same kind that waits in the step. */
  readonly waiting: number;
}

/** An agent as expressions see one. */
export interface RatedAgent extends AgentTraits {
  readonly agentId: string;
}

/** What an expression is asked of; what is left out has no attributes. */
export interface Subject {
  readonly work?: Work | undefined;
  readonly agent?: RatedAgent | undefined;
  readonly step?: StepFacts | undefined;
}

export type Found = Attribute | Levels | undefined;
export type Predicate = (subject: Subject) => boolean;

/** Makes an expression a function, once, so that asking it costs no look at its text. */
export function compile(expression: Expression): Predicate {
  switch (expression.kind) {
    case 'constant': {
      const { value } = expression;
      return () => value;
    }
    case 'not': {
      const inner = compile(expression.of);
      return (subject) => !inner(subject);
    }
    case 'and': {
      const parts = expression.of.map(compile);
      const [first, second] = parts;
      if (parts.length === 2 && first !== undefined && second !== undefined)
        return (subject) => first(subject) && second(subject);
      return (subject) => parts.every((part) => part(subject));
    }
    case 'or': {
      const parts = expression.of.map(compile);
      return (subject) => parts.some((part) => part(subject));
    }
    case 'compare': {
      const left = operandValue(expression.left);
      const right = operandValue(expression.right);
      const { by } = expression;
      return (subject) => holds(by, left(subject), right(subject));
    }
  }
}

/** The value of an operand, for a subject. */
export function operandValue(operand: Operand): (subject: Subject) => Found {
  switch (operand.kind) {
    case 'literal': {
      const { value } = operand;
      return () => value;
    }
    case 'list': {
      const { values } = operand;
      return () => values;
    }
    case 'path':
      return attributeOf(operand);
  }
}

function attributeOf({ root, names }: Path): (subject: Subject) => Found {
  const [first, second] = names;
  switch (root) {
    case 'work': {
      const of = workAttribute(first, second);
      return ({ work }) => (work === undefined ? undefined : of(work));
    }
    case 'agent': {
      const of = agentAttribute(first, second);
      return ({ agent }) => (agent === undefined ? undefined : of(agent));
    }
    case 'step':
      return ({ step }) => (step === undefined ? undefined : stepFact(step, first));
  }
}

/** How to read an attribute: found by its name once, not each time that it is read. */
function workAttribute(name: string, part: string | undefined): (work: Work) => Found {
  switch (name) {
    case 'id':
      return ({ workId }) => workId;
    case 'channel':
      return ({ channel }) => channel;
    case 'priority':
      return ({ priority }) => priority;
    case 'value':
      return ({ value }) => value;
    case 'topic':
      return ({ topic }) => topic;
    case 'language':
      return ({ language }) => language;
    case 'urgent':
      return ({ urgent }) => urgent;
    case 'preferred':
      return ({ preferred }) => preferred?.agentId ?? '';
    case 'skills':
      return part === undefined ? ({ skills }) => skills : ({ skills }) => levelOf(skills, part);
    default:
      return ({ attributes }) => own(attributes, name);
  }
}

function agentAttribute(name: string, part: string | undefined): (agent: RatedAgent) => Found {
  switch (name) {
    case 'id':
      return ({ agentId }) => agentId;
    case 'languages':
      return ({ languages }) => languages;
    case 'skills':
      return part === undefined ? ({ skills }) => skills : ({ skills }) => levelOf(skills, part);
    default:
      return ({ attributes }) => own(attributes, name);
  }
}

const stepFact = (step: StepFacts, name: string): Found =>
  name === 'agents' || name === 'free' || name === 'waiting' ? step[name] : undefined;

/** A skill that is not there has level 0. */
export const levelOf = (levels: Levels, skill: string): number => own(levels, skill) ?? 0;

const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** Whether a comparison holds. What is not there, or of another type, is equal to nothing and before nothing. */
export function holds(by: Comparison, left: Found, right: Found): boolean {
  switch (by) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '<':
      return isBefore(left, right);
    case '<=':
      return isBefore(left, right) || (isOrdered(left) && isEqual(left, right));
    case '>':
      return isBefore(right, left);
    case '>=':
      return isBefore(right, left) || (isOrdered(left) && isEqual(left, right));
    case 'IN':
      return has(right, left);
    case 'HAS':
      return has(left, right);
  }
}

const isScalar = (value: Found): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const isOrdered = (value: Found): boolean => typeof value === 'string' || typeof value === 'number';

const isEqual = (left: Found, right: Found): boolean => isScalar(left) && left === right;

function isBefore(left: Found, right: Found): boolean {
  if (typeof left === 'number' && typeof right === 'number') return left < right;
  return typeof left === 'string' && typeof right === 'string' && left < right;
}

function has(whole: Found, part: Found): boolean {
  if (!isScalar(part) || whole === undefined || isScalar(whole)) return false;
  if (isList(whole)) return whole.includes(part);
  return typeof part === 'string' && levelOf(whole, part) > 0;
}

const isList = (value: readonly Scalar[] | Levels): value is readonly Scalar[] => Array.isArray(value);
