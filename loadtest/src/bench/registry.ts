import { capacity } from '../capacity/bench.ts';
import { channels } from '../channels/bench.ts';
import { durability } from '../durability/bench.ts';
import { failover } from '../failover/bench.ts';
import { idle } from '../idle/bench.ts';
import { inbound } from '../inbound/bench.ts';
import { intents } from '../intents/bench.ts';
import { join } from '../join/bench.ts';
import { messages } from '../messages/bench.ts';
import { noise } from '../noise/bench.ts';
import { pipe } from '../pipe/bench.ts';
import { relay } from '../relay/bench.ts';
import { resync } from '../resync/bench.ts';
import { routing } from '../routing/bench.ts';
import { scroll } from '../scroll/bench.ts';
import { signaling } from '../signaling/bench.ts';
import { sms } from '../sms/bench.ts';
import { soak } from '../soak/bench.ts';
import { start } from '../start/bench.ts';
import { calls } from '../webrtc/bench.ts';
import type { Bench } from './bench.ts';

/** Every benchmark, in the order in which they are listed. */
export const benches: readonly Bench[] = [
  join,
  failover,
  idle,
  relay,
  pipe,
  start,
  noise,
  routing,
  messages,
  resync,
  scroll,
  durability,
  inbound,
  channels,
  capacity,
  signaling,
  soak,
  calls,
  intents,
  sms,
];
