const works = new Set<() => void>();

const runAll = (): void => {
  for (const work of [...works].reverse()) work();
};

/** What a shell gives for a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const end = (): void => process.exit(INTERRUPTED);

/**
 * Does something, at once and without waiting, should this process end before
 * what is given back is disposed of: by Ctrl-C, by a signal, by an error. So a
 * demo or benchmark that is interrupted leaves no browser, no service and no
 * folder. What was asked for last is done first.
 */
export function atExit(work: () => void): Disposable {
  works.add(work);
  if (works.size === 1)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  // After playwright's own, which ends its browsers: what they wrote goes when they are gone.
  process.off('exit', runAll).on('exit', runAll);
  return {
    [Symbol.dispose]: () => {
      works.delete(work);
      if (works.size > 0) return;
      process.off('exit', runAll);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
    },
  };
}
