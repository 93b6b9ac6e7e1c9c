import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { CommandFailure } from './failure.ts';
import { takeLock } from './lock.ts';

const Mark = z.object({ pid: z.int(), mark: z.string() });

const ServiceState = z.object({
  name: z.string(),
  kind: z.enum(['nats', 'etcd', 'control', 'edge', 'node']),
  region: z.string(),
  url: z.string(),
  logFile: z.string(),
  process: Mark,
});

const StackState = z.object({ url: z.string(), launcher: Mark, services: z.array(ServiceState) });

/** What runs on a data folder, as its launcher last wrote it. */
export type StackState = z.infer<typeof StackState>;

/** The folder that holds everything a local stack keeps: servers' data, the signing key, sign-ins, logs. */
export class DataFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  /** A file or folder inside. */
  file(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** Makes it, readable by its owner only. Throws CommandFailure when it cannot be written. */
  async prepare(): Promise<void> {
    try {
      await mkdir(this.file('logs'), { recursive: true, mode: 0o700 });
      const probe = this.file(`.write-${process.pid}`);
      await writeFile(probe, '');
      await rm(probe);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CommandFailure(
        `The data folder ${this.path} cannot be written (${why}): choose another with --data.`,
      );
    }
  }

  /** Makes this process the one launcher on the folder, until disposed. Throws CommandFailure while another one lives. */
  async lock(): Promise<AsyncDisposable> {
    const { lock, holder } = await takeLock(this.file('lock'));
    if (lock !== undefined) return lock;
    throw new CommandFailure(
      `Another stack (pid ${holder.pid}) is running on ${this.path}: stop it with Ctrl-C there, or choose another folder with --data.`,
    );
  }

  /** What was last written; undefined when nothing was or it cannot be read. */
  async readState(): Promise<StackState | undefined> {
    const text = await readFile(this.file('stack.json'), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return StackState.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  /** Replaces it at once; undefined removes it. */
  async writeState(state: StackState | undefined): Promise<void> {
    const file = this.file('stack.json');
    if (state === undefined) {
      await rm(file, { force: true });
      return;
    }
    const next = `${file}.${process.pid}`;
    await writeFile(next, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    await rename(next, file);
  }
}
