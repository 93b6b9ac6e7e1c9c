import type { Clock, Log } from '@weft/proto';
import type { Floor, LiveCallNow, LiveCallsNow, Waiting, WaitingReason } from '../types.ts';
import type { Crm, FloorNow } from './crm.ts';
import { Polled } from './polled.ts';

/** The floor and when it was told here. */
type HeardFloor = FloorNow & { readonly heardAtMs: number };

const NOTHING = { agents: [], queues: [], calls: 0, service: [], overdue: undefined };
const UNKNOWN: HeardFloor = { ...NOTHING, atMs: 0, heardAtMs: 0 };

interface FloorParts {
  readonly crm: Crm;
  readonly clock: Clock;
  readonly log: Log;
}

/** The agents and queues of the contact centre, as long as somebody looks. */
export class LiveFloor extends Polled<HeardFloor> implements Floor {
  constructor({ crm, clock, log }: FloorParts) {
    const ask = async () => ({ ...(await crm.floor()), heardAtMs: clock.now() });
    super({ ask, unknown: UNKNOWN, clock, log });
  }
}

/** Why nobody has what waits, as long as somebody looks. */
export class LiveWaiting extends Polled<{ readonly reasons: readonly WaitingReason[] }> implements Waiting {
  constructor({ crm, clock, log }: FloorParts) {
    const ask = async () => ({ reasons: await crm.waiting() });
    super({ ask, unknown: { reasons: [] }, clock, log });
  }
}

/** The calls that colleagues are in, as long as a supervisor looks. */
export class FloorCalls extends Polled<{ readonly calls: readonly LiveCallNow[] }> implements LiveCallsNow {
  constructor({ crm, clock, log }: FloorParts) {
    const ask = async () => ({ calls: await crm.liveCalls() });
    super({ ask, unknown: { calls: [] }, clock, log });
  }
}
