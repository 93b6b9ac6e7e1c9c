import { resolve } from 'node:path';

/** The environment of a process that writes profiles of its processor time at its end; without a folder it does not. */
export const profiling = (folder: string | undefined): Readonly<Record<string, string>> =>
  folder === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${resolve(folder)}` };
