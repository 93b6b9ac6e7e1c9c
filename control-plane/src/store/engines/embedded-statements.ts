import { messages, type PGlite, parse, protocol } from '@electric-sql/pglite';
import type { Rows } from './link.ts';
import { StatementNames } from './statement-names.ts';

const { serialize } = protocol;

/** Statements after which plans are made anew for the first time; then whenever there were twice as many. */
const FIRST_REPLAN = 500;

interface Prepared {
  /** What its parameters are. */
  readonly types: readonly number[];
  /** What its rows are; undefined = it gives none. */
  readonly fields: messages.RowDescriptionMessage | undefined;
}

/**
 * Runs statements on PGlite, those that recur as prepared ones: parsed once,
 * and in one step instead of six. Nothing analyzes its tables, so a plan would
 * stay for ever as it was made for a table with a handful of rows. Plans are
 * made anew as the tables grow.
 */
export class EmbeddedStatements {
  readonly #database: PGlite;
  readonly #names = new StatementNames();
  readonly #prepared = new Map<string, Prepared>();
  #count = 0;
  #replanAt = FIRST_REPLAN;

  constructor(database: PGlite) {
    this.#database = database;
  }

  /** Throws what the database says. */
  async query(text: string, values: readonly unknown[]): Promise<Rows> {
    const rows = await this.#query(text, values);
    this.#count += 1;
    if (this.#count >= this.#replanAt) {
      this.#replanAt = this.#count * 2;
      await this.#database.exec('discard plans');
    }
    return rows;
  }

  async #query(text: string, values: readonly unknown[]): Promise<Rows> {
    const name = this.#names.of(text);
    if (name === undefined) {
      const { rows, affectedRows = 0 } = await this.#database.query<object>(text, [...values]);
      return { rows, affected: affectedRows };
    }
    const prepared = this.#prepared.get(name) ?? (await this.#prepare(name, text));
    return this.#run(name, prepared, values);
  }

  async #prepare(name: string, text: string): Promise<Prepared> {
    const answer = await this.#ask([
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ]);
    const types = parse.parseDescribeStatementResults(answer);
    const fields = answer.find((message) => message instanceof messages.RowDescriptionMessage);
    const prepared = { types, fields };
    this.#prepared.set(name, prepared);
    return prepared;
  }

  async #run(statement: string, { types, fields }: Prepared, values: readonly unknown[]): Promise<Rows> {
    const { serializers, parsers } = this.#database;
    const texts = values.map((value, index) => {
      if (value === null || value === undefined) return null;
      const write = serializers[types[index] ?? 0];
      return write === undefined ? String(value) : write(value);
    });
    const answer = await this.#ask([
      serialize.bind({ statement, values: texts }),
      serialize.execute({}),
      serialize.sync(),
    ]);
    const [result] = parse.parseResults(fields === undefined ? answer : [fields, ...answer], parsers);
    // Rows by the columns' names, as without a row mode of its own.
    return { rows: (result?.rows ?? []) as object[], affected: result?.affectedRows ?? 0 };
  }

  async #ask(parts: readonly Uint8Array[]) {
    const answer = await this.#database.runExclusive(() => this.#database.execProtocol(Buffer.concat(parts)));
    return answer.messages;
  }
}
