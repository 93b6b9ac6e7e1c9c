import { Beat, type Bus, type Clock, type NodeLoad, type NodeState, subjects } from '@weft/proto';

/** The cluster's witness of this node's life. */
const BEAT_INTERVAL_MS = 50;

export interface BeatOptions {
  readonly nodeId: string;
  readonly region: string;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly state: () => NodeState;
  readonly load: () => NodeLoad;
}

/** Beats until disposed. */
export function startBeats(options: BeatOptions): Disposable {
  const { nodeId, region, bus, clock, state, load } = options;
  let seq = 0;
  const timer = clock.every(BEAT_INTERVAL_MS, () => {
    // While the bus is away beats would only wait, and then tell of the past.
    if (!bus.connected) return;
    seq += 1;
    bus.publish(
      subjects.beat(region, nodeId),
      Beat.encode({ nodeId, region, seq, atMs: clock.now(), state: state(), load: load() }),
    );
  });
  return timer;
}
