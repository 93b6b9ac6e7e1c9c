#!/usr/bin/env node
import { systemClock } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import { CommanderError } from 'commander';
import { CommandFailure } from './failure.ts';
import { findNpm, isRunning } from './process-mark.ts';
import { createProgram } from './program.ts';

/** npm passes a Ctrl-C on to a child that had it from the terminal already: so soon it is the same one. */
const SAME_REQUEST_MS = 1_000;
/** After the second request, what has not ended by then is left: the processes of a stack end with their launcher. */
const LAST_GRACE_MS = 3_000;
/** What a shell gives for a program that Ctrl-C ended. */
const INTERRUPTED = 130;
/** How often a launcher that npm started looks whether npm is still there. */
const PARENT_CHECK_MS = 500;

const stop = new AbortController();
const stopNow = new AbortController();
let askedAtMs = 0;
const askToStop = (): void => {
  const nowMs = systemClock.monotonic();
  if (stop.signal.aborted && !stopNow.signal.aborted && nowMs - askedAtMs > SAME_REQUEST_MS) {
    stopNow.abort();
    // A disk that does not answer must not keep the terminal.
    systemClock.after(LAST_GRACE_MS, () => process.exit(INTERRUPTED));
  }
  if (!stop.signal.aborted) askedAtMs = nowMs;
  stop.abort();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, askToStop);

// Between npm and this process stands a shell, which dies of npm's SIGTERM without passing it on.
const npm = process.env.npm_lifecycle_event === undefined ? undefined : findNpm();
if (npm !== undefined) {
  const watch = systemClock.every(PARENT_CHECK_MS, () => {
    if (isRunning(npm)) return;
    watch.cancel();
    askToStop();
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
