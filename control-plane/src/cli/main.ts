#!/usr/bin/env node
import { systemClock } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import { CommanderError } from 'commander';
import { CommandFailure } from './failure.ts';
import { createProgram } from './program.ts';

const stop = new AbortController();
const stopNow = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) stopNow.abort();
    stop.abort();
  });
}

for (const stream of [process.stdout, process.stderr]) {
  // A terminal that was closed must not keep the stack from being stopped in order.
  stream.on('error', () => undefined);
}

/** The exit code for what a command threw, after its one sentence was written. */
function codeOf(error: unknown): number {
  // commander has written its own sentence.
  if (error instanceof CommanderError) return error.exitCode;
  const known = error instanceof CommandFailure || error instanceof ConfigError;
  const text = error instanceof Error ? (known ? error.message : error.stack) : String(error);
  process.stderr.write(`weft: ${text}\n`);
  return 1;
}

const program = createProgram({
  out: process.stdout,
  err: process.stderr,
  environment: process.env,
  clock: systemClock,
  cwd: process.cwd(),
  stop: stop.signal,
  stopNow: stopNow.signal,
});

program.parseAsync().then(
  () => process.exit(0),
  (error: unknown) => process.exit(codeOf(error)),
);
