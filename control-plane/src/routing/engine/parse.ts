import { type Comparison, type Expression, ExpressionError, type Operand, type Root } from './expression.ts';
import type { Scalar } from './model.ts';
import { type Token, tokensOf } from './tokens.ts';

const MAX_DEPTH = 32;
const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>=', 'IN', 'HAS'];
const KEYWORDS: readonly string[] = ['AND', 'OR', 'NOT', 'IN', 'HAS', 'TRUE', 'FALSE'];
const ROOTS: readonly string[] = ['work', 'agent', 'step'];

/**
 * Reads an expression: `agent.skills.refund >= 3 AND NOT work.topic IN ["spam", "test"]`.
 * AND binds closer than OR, NOT closer than both. Throws ExpressionError.
 */
export function parse(text: string): Expression {
  const parser = new Parser(tokensOf(text));
  return parser.whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    if (this.#isOver) throw new ExpressionError('there is nothing here', 1);
    const expression = this.#or();
    if (!this.#isOver) throw this.#unexpected('AND, OR or the end');
    return expression;
  }

  get #isOver(): boolean {
    return this.#next.kind === 'end';
  }

  get #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new ExpressionError('the text ends too early', 1);
    return token;
  }

  #or(): Expression {
    return this.#chain('or', 'OR', () => this.#chain('and', 'AND', () => this.#not()));
  }

  #chain(kind: 'and' | 'or', word: string, part: () => Expression): Expression {
    const first = part();
    const parts = [first];
    while (this.#takeWord(word)) parts.push(part());
    return parts.length === 1 ? first : { kind, of: parts };
  }

  #not(): Expression {
    if (!this.#takeWord('NOT')) return this.#comparison();
    return this.#nested(() => ({ kind: 'not', of: this.#not() }));
  }

  #comparison(): Expression {
    if (this.#takeSign('(')) {
      return this.#nested(() => {
        const inner = this.#or();
        if (!this.#takeSign(')')) throw this.#unexpected('")"');
        return inner;
      });
    }
    const { column } = this.#next;
    const left = this.#operand();
    const by = this.#comparisonSign();
    if (by !== undefined) return { kind: 'compare', by, left, right: this.#operand(), column };
    if (left.kind === 'literal' && typeof left.value === 'boolean')
      return { kind: 'constant', value: left.value };
    if (left.kind !== 'path') throw new ExpressionError('a value alone is no condition', column);
    // An attribute alone asks whether it is true.
    return { kind: 'compare', by: '==', left, right: { kind: 'literal', value: true, column }, column };
  }

  #comparisonSign(): Comparison | undefined {
    const token = this.#next;
    if (token.kind !== 'sign' && token.kind !== 'name') return undefined;
    const text = token.kind === 'name' ? token.text.toUpperCase() : token.text;
    if (!isComparison(text)) return undefined;
    this.#at += 1;
    return text;
  }

  #operand(): Operand {
    const token = this.#next;
    const { column } = token;
    if (token.kind === 'sign' && token.text === '[') return this.#list();
    if (token.kind === 'name' && !isKeyword(token.text)) return this.#path();
    return { kind: 'literal', value: this.#scalar(), column };
  }

  #scalar(): Scalar {
    const token = this.#next;
    if (token.kind === 'string' || token.kind === 'number') {
      this.#at += 1;
      return token.kind === 'string' ? token.text : token.value;
    }
    if (this.#takeWord('TRUE')) return true;
    if (this.#takeWord('FALSE')) return false;
    throw this.#unexpected('a value or an attribute such as work.topic');
  }

  #list(): Operand {
    const { column } = this.#next;
    this.#at += 1;
    const values: Scalar[] = [];
    while (!this.#takeSign(']')) {
      if (values.length > 0 && !this.#takeSign(',')) throw this.#unexpected('"," or "]"');
      values.push(this.#scalar());
    }
    return { kind: 'list', values, column };
  }

  #path(): Operand {
    const token = this.#next;
    const root = token.kind === 'name' ? token.text : '';
    if (!isRoot(root)) {
      throw new ExpressionError(
        `${root} is not known: attributes begin with ${ROOTS.join(', ')}`,
        token.column,
      );
    }
    this.#at += 1;
    const names: string[] = [];
    while (this.#takeSign('.')) {
      const name = this.#next;
      if (name.kind !== 'name' && name.kind !== 'string') throw this.#unexpected('the name of an attribute');
      names.push(name.text);
      this.#at += 1;
    }
    const [first, ...rest] = names;
    if (first === undefined) throw this.#unexpected(`"." and the name of an attribute of ${root}`);
    return { kind: 'path', root, names: [first, ...rest], column: token.column };
  }

  #nested(inner: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new ExpressionError('nested too deeply', this.#next.column);
    const expression = inner();
    this.#depth -= 1;
    return expression;
  }

  #takeWord(word: string): boolean {
    const token = this.#next;
    if (token.kind !== 'name' || token.text.toUpperCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #takeSign(sign: string): boolean {
    const token = this.#next;
    if (token.kind !== 'sign' || token.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #unexpected(wanted: string): ExpressionError {
    const token = this.#next;
    const found =
      token.kind === 'end' ? 'the end' : JSON.stringify(token.kind === 'number' ? token.value : token.text);
    return new ExpressionError(`expected ${wanted}, found ${found}`, token.column);
  }
}

const isKeyword = (text: string): boolean => KEYWORDS.includes(text.toUpperCase());
const isComparison = (text: string): text is Comparison => COMPARISONS.includes(text);
const isRoot = (text: string): text is Root => ROOTS.includes(text);
