import { type Clock, systemClock } from '@weft/proto';
import { useEffect, useState } from 'react';

/** The time now, in milliseconds since the Unix epoch, told again every `intervalMs`. */
export function useNow(intervalMs = 1000, clock: Clock = systemClock): number {
  const [nowMs, setNowMs] = useState(() => clock.now());
  useEffect(() => {
    const timer = clock.every(intervalMs, () => setNowMs(clock.now()));
    return () => timer.cancel();
  }, [clock, intervalMs]);
  return nowMs;
}
