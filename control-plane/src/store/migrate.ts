import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import type { Sql } from './store.ts';

/**
 * Brings the tables to what this version of Weft knows. Several instances may
 * start at once: an advisory lock lets one of them do it. Throws when the
 * tables are of a later version, or when a step fails; then nothing is changed.
 */
export async function migrate(database: Sql): Promise<void> {
  const migrator = new Migrator({
    db: database.withoutPlugins(),
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName: 'weft_migration',
    migrationLockTableName: 'weft_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
