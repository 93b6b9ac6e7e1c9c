import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const keptOutput = 64 * 1024;

/** What a command ended with. `output` is the end of standard output and error. */
export class CommandFailure extends Error {
  constructor(command, code, output) {
    super(`${command} ended with ${code}`);
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a command to its end, without a shell and without standard input.
 * Gives its output; throws CommandFailure where it does not end with 0.
 */
export function run(command, args, { cwd, env = process.env, onLine, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs });
    const stop = () => child.kill();
    process.prependOnceListener('exit', stop); // before what it writes to is cleared away
    let output = '';
    let line = '';
    const take = (chunk) => {
      const text = chunk.toString();
      output = (output + text).slice(-keptOutput);
      if (onLine === undefined) return;
      const parts = (line + text).split(/[\r\n]/);
      line = parts.pop();
      for (const part of parts) onLine(part);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      process.removeListener('exit', stop);
      reject(new CommandFailure(command, error.code ?? 'an error', error.message));
    });
    child.on('close', (code, signal) => {
      process.removeListener('exit', stop);
      if (code === 0) resolve(output);
      else reject(new CommandFailure(command, code ?? signal, output));
    });
  });
}

/** The path of a program, looked for where Debian puts daemons, too. */
export function which(program, path = process.env.PATH ?? '') {
  for (const folder of [...path.split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin']) {
    if (folder === '') continue;
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}
