import { Pool, type PoolClient, types } from 'pg';
import { type Link, LinkLost, type Links, type Rows } from './link.ts';
import { StatementNames } from './statement-names.ts';

const INT8 = 20;
/** Connections of one instance; PostgreSQL allows a hundred in all unless it is told otherwise. */
const MAX_LINKS = 10;
const CONNECT_TIMEOUT_MS = 2_000;
/** The server ends a statement that takes longer… */
const STATEMENT_TIMEOUT_MS = 8_000;
/** …and a transaction whose client says nothing any more: what it holds would stand in everybody's way for hours. Shorter than others wait for it. */
const IDLE_TRANSACTION_MS = 5_000;
/** A server that does not even do that so much later is taken for gone. */
const QUERY_GRACE_MS = 2_000;
/** What changes a large table takes long, and so does waiting for another instance that does it. */
const PATIENT_TIMEOUT_MS = 60 * 60_000;

const typed = {
  // Counts, times and positions are far below 2^53, and both engines shall give numbers.
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : types.getTypeParser(oid, format),
} as typeof types;

/** Classes of SQLSTATE, or codes, that end the connection or come before there is one. */
const LOST = /^(08...|57P0[123]|53300)$/;

const isLost = (error: unknown): boolean => {
  if (!(error instanceof Error) || error instanceof TypeError) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // What the server itself said has a severity; anything else is the connection's end.
  return LOST.test(code) || !('severity' in error);
};

class PostgresLink implements Link {
  readonly client: PoolClient;
  readonly #names: StatementNames;

  constructor(client: PoolClient, names: StatementNames) {
    this.client = client;
    this.#names = names;
  }

  async query(text: string, values: readonly unknown[]): Promise<Rows> {
    try {
      const name = this.#names.of(text);
      const named = name === undefined ? {} : { name };
      const { rows, rowCount } = await this.client.query<object>({ text, values: [...values], ...named });
      return { rows, affected: rowCount ?? 0 };
    } catch (error) {
      if (isLost(error)) throw new LinkLost('PostgreSQL does not answer', { cause: error });
      throw error;
    }
  }
}

/** Links to a PostgreSQL server. */
export class PostgresLinks implements Links {
  readonly #url: string;
  readonly #name: string;
  readonly #pool: Pool;
  readonly #names = new StatementNames();

  /** `statementTimeoutMs`: the server ends a statement that takes longer. */
  constructor(url: string, name: string, statementTimeoutMs = STATEMENT_TIMEOUT_MS) {
    this.#url = url;
    this.#name = name;
    this.#pool = new Pool({
      connectionString: url,
      application_name: name,
      max: MAX_LINKS,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
      query_timeout: statementTimeoutMs + QUERY_GRACE_MS,
      keepAlive: true,
      types: typed,
    });
    // An idle connection that ends is replaced when the next one is needed.
    this.#pool.on('error', () => undefined);
    // The pool does not listen to a connection that is in use, and one may end between two statements: the next one fails.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async open(): Promise<void> {
    const link = await this.acquire();
    this.release(link, false);
  }

  async acquire(): Promise<PostgresLink> {
    try {
      const client = await this.#pool.connect();
      return new PostgresLink(client, this.#names);
    } catch (error) {
      if (isLost(error)) throw new LinkLost('PostgreSQL cannot be reached', { cause: error });
      throw error;
    }
  }

  release(link: PostgresLink, broken: boolean): void {
    link.client.release(broken);
  }

  patient(): PostgresLinks {
    return new PostgresLinks(this.#url, this.#name, PATIENT_TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
