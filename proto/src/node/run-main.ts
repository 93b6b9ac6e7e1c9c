import { WeftError } from '../errors.ts';
import { ConfigError } from './environment.ts';

/** How long a service may take to stop before it is ended anyway. */
const STOP_LIMIT_MS = 10_000;

/**
 * Runs a service until SIGINT or SIGTERM, then disposes of it and exits: 0
 * after a clean stop, 1 when it could not start (one sentence on standard
 * error) or stop. With WEFT_PARENT_PIPE=1 the end of standard input is a
 * SIGTERM too, so that a child does not outlive a launcher that was killed.
 */
export function runMain(name: string, start: () => Promise<AsyncDisposable>): void {
  let stopping = false;
  // Whatever is thrown before the first wait is told like all else.
  const starting = (async () => start())();
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    const limit = setTimeout(() => {
      process.stderr.write(`${name}: did not stop within ${STOP_LIMIT_MS} ms after ${signal}\n`);
      process.exit(1);
    }, STOP_LIMIT_MS);
    limit.unref();
    starting
      .then((service) => service[Symbol.asyncDispose]())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${name}: failed to stop: ${String(error)}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  if (process.env.WEFT_PARENT_PIPE === '1') {
    process.stdin
      .on('end', () => stop('the end of its launcher'))
      .on('error', () => stop('the end of its launcher'));
    process.stdin.resume();
  }
  starting.catch((error: unknown) => {
    if (stopping) return;
    const known = error instanceof ConfigError || error instanceof WeftError;
    process.stderr.write(
      `${name}: ${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exit(1);
  });
}
