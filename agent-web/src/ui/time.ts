import { type Clock, systemClock } from '@weft/proto';
import { createContext, useContext, useEffect, useState } from 'react';

/** The clock that the pages tell elapsed times by. */
export const ClockContext = createContext<Clock>(systemClock);

/** The time now, in milliseconds since the Unix epoch, told again every `intervalMs`. */
export function useNow(intervalMs = 1000): number {
  const clock = useContext(ClockContext);
  const [nowMs, setNowMs] = useState(() => clock.now());
  useEffect(() => {
    const timer = clock.every(intervalMs, () => setNowMs(clock.now()));
    return () => timer.cancel();
  }, [clock, intervalMs]);
  return nowMs;
}
