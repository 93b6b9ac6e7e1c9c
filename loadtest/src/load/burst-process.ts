import { systemClock } from '@weft/proto';

/** Keeps a core busy for as many milliseconds as each message says. Ends when the channel to its parent closes. */
process.on('message', (forMs: number) => {
  const untilMs = systemClock.monotonic() + forMs;
  while (systemClock.monotonic() < untilMs);
});
process.on('disconnect', () => process.exit(0));
