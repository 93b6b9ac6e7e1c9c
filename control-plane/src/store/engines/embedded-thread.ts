import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { EmbeddedStart, FromEmbedded, ToEmbedded } from './embedded-messages.ts';
import { EmbeddedStatements } from './embedded-statements.ts';
import { keepTemplate, readTemplate } from './template.ts';

// The thread that holds PGlite. PostgreSQL in WebAssembly computes without
// pause, for two seconds when it makes a new database: on the thread that
// watches calls and beats nobody would be heard meanwhile.

if (parentPort === null) throw new Error('this is a thread, not a program');
const port: MessagePort = parentPort;
const { folder } = workerData as EmbeddedStart;

const answer = (message: FromEmbedded, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, [...transfer]);

const refuse = (id: number, error: unknown): void =>
  answer({
    id,
    ok: false,
    message: error instanceof Error ? error.message : String(error),
    code: error instanceof Error && 'code' in error ? String(error.code) : '',
  });

async function handle(database: PGlite, statements: EmbeddedStatements, message: ToEmbedded): Promise<void> {
  const { id, ask } = message;
  if (ask === 'query') {
    answer({ id, ok: true, ...(await statements.query(message.text, message.values)) });
  } else if (ask === 'dump') {
    const file = await database.dumpDataDir('gzip');
    const dump = await file.arrayBuffer();
    answer({ id, ok: true, dump }, [dump]);
  } else {
    await database.close();
    answer({ id, ok: true, rows: [], affected: 0 });
    port.close();
  }
}

const create = (from?: Uint8Array<ArrayBuffer>): Promise<PGlite> =>
  PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(from === undefined ? {} : { loadDataDir: new Blob([from]) }),
  });

async function open(): Promise<PGlite> {
  if (folder !== undefined && existsSync(join(folder, 'PG_VERSION'))) return create();
  // A new one would be written over it.
  if (folder !== undefined && existsSync(join(folder, 'global', 'pg_control'))) {
    throw new Error(`${folder} has a database without PG_VERSION: restore a backup, or move it away`);
  }
  const template = readTemplate();
  if (template !== undefined) return create(template);
  const database = await create();
  keepTemplate(new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer()));
  return database;
}

try {
  const database = await open();
  // All of it is in memory: a page out of order costs no more than the next one. Else tables of some
  // thousands of rows are read from end to end for a hundred of them.
  await database.exec('set random_page_cost = 1');
  const statements = new EmbeddedStatements(database);
  port.on('message', (message: ToEmbedded) => {
    handle(database, statements, message).catch((error: unknown) => refuse(message.id, error));
  });
  answer({ id: 0, ok: true, rows: [], affected: 0 });
} catch (error) {
  refuse(0, error);
  port.close();
}
