import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { storable } from '../storable.ts';
import { type Link, LinkLost, type Links } from './link.ts';

/** A link as Kysely sees it; remembers whether it is still good. */
class Connection implements DatabaseConnection {
  readonly link: Link;
  broken = false;

  constructor(link: Link) {
    this.link = link;
  }

  async run(text: string): Promise<void> {
    await this.#ask(text, []);
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affected } = await this.#ask(sql, parameters);
    // Kysely promises its callers rows of the query's own type; nobody can check that here.
    return { rows: rows as Row[], numAffectedRows: BigInt(affected) };
  }

  // biome-ignore lint/correctness/useYield: it only refuses.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('the store reads by pages and streams nothing');
  }

  async #ask(text: string, values: readonly unknown[]) {
    try {
      return await this.link.query(
        text,
        values.map((value) => (typeof value === 'string' ? storable(value) : value)),
      );
    } catch (error) {
      if (error instanceof LinkLost) this.broken = true;
      throw error;
    }
  }
}

/** Kysely's driver over links: transactions by their three words. */
class LinkDriver implements Driver {
  readonly #links: Links;

  constructor(links: Links) {
    this.#links = links;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<Connection> {
    return new Connection(await this.#links.acquire());
  }

  beginTransaction(connection: Connection): Promise<void> {
    return connection.run('begin');
  }

  commitTransaction(connection: Connection): Promise<void> {
    return connection.run('commit');
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    // The reason for the rollback is what the caller hears of; a link that cannot roll back is thrown away.
    await connection.run('rollback').catch(() => {
      connection.broken = true;
    });
  }

  releaseConnection(connection: Connection): Promise<void> {
    this.#links.release(connection.link, connection.broken);
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }
}

/** PostgreSQL's SQL over the links of either engine. */
export const linkDialect = (links: Links): Dialect => ({
  createDriver: () => new LinkDriver(links),
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (database) => new PostgresIntrospector(database),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});
