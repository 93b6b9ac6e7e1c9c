import { type Kysely, sql } from 'kysely';

/** Runs statements one by one; neither engine takes several with parameters, and an error names the one. */
export async function run(database: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
