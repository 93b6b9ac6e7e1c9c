import { type Clock, type Directory, keys, type Log, OwnerRecord } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import type { ControlConfig } from '../config.ts';
import { EmbeddedLinks } from './engines/embedded.ts';
import { lockFolder } from './engines/folder-lock.ts';
import { PostgresLinks } from './engines/postgres.ts';
import { Store } from './store.ts';

/** What the store of an instance is opened with. */
export interface OpenOptions {
  readonly config: Pick<ControlConfig, 'id' | 'databaseUrl' | 'store' | 'storeDir'>;
  readonly directory: Directory;
  readonly log: Log;
  readonly clock: Clock;
}

/** The instance that has the store in itself; nobody else may, for its conversations would be unknown there. */
async function claim({ config, directory, clock }: OpenOptions): Promise<AsyncDisposable> {
  const key = keys.embeddedStore;
  const value = OwnerRecord.toJson(OwnerRecord.create({ instanceId: config.id, sinceMs: clock.now() }));
  const entry = await directory.get(key);
  const holder = entry === undefined ? config.id : OwnerRecord.fromJson(entry.value).instanceId;
  const expect = entry === undefined ? 'absent' : { revision: entry.revision };
  // One's own key may be left of the life before.
  const claimed =
    holder === config.id &&
    (await directory.transact([{ do: 'put', key, value, leased: true, expect }])) !== undefined;
  if (!claimed)
    throw new ConfigError(
      `${holder === config.id ? 'another instance' : holder} keeps the store in itself, so this one cannot: several instances of the control plane need one PostgreSQL, named by DATABASE_URL`,
    );
  return directory.register(key, value);
}

/**
 * The store as configured; it opens while the caller goes on. Throws
 * ConfigError when another instance or process has it, UNAVAILABLE while etcd
 * cannot be asked.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  const { config, log, clock } = options;
  const parts = { log, clock };
  if (config.databaseUrl !== '') {
    const { databaseUrl, id } = config;
    return new Store({ ...parts, links: () => new PostgresLinks(databaseUrl, id) });
  }
  if (config.store === 'none') return new Store(parts);
  if (config.store === 'memory') return new Store({ ...parts, links: () => new EmbeddedLinks() });
  await using claims = new AsyncDisposableStack();
  claims.use(await lockFolder(config.storeDir));
  claims.use(await claim(options));
  const owned = claims.move();
  return new Store({ ...parts, links: () => new EmbeddedLinks(config.storeDir), owned });
}
