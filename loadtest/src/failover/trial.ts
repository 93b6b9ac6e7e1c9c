import { type Clock, sleep } from '@weft/proto';
import type { Fault, Scene } from './fault.ts';
import { type End, type LiveCall, whyNotLive } from './live-call.ts';
import { seenBy } from './probe.ts';
import { type EndSample, type Place, sampleOf } from './sample.ts';

/** Seconds of the call that show what is usual on this machine. */
const BEFORE_MS = 2_000;
/** A call that is not back by then is lost. */
const LOST_AFTER_MS = 20_000;

/** One fault brought upon one call. */
export interface Trial {
  readonly target: string;
  readonly ends: readonly EndSample[];
  /** Why the call is lost; undefined = it lives. */
  readonly lost: string | undefined;
}

/** Watches a steady call through a fault. The fault is healed when this resolves. */
export async function tryFault(
  fault: Fault,
  scene: Omit<Scene, 'call'>,
  call: LiveCall,
  clock: Clock,
): Promise<Trial> {
  const fromMs = clock.now();
  await sleep(clock, BEFORE_MS);
  const places = await Promise.all(call.ends.map(placeOf));
  const { atMs, target, heal } = await fault.inject({ ...scene, call });
  try {
    await sleep(clock, fault.watchMs);
    const toMs = clock.now();
    const ends = await Promise.all(
      places.map(async ({ frame, ...place }) =>
        sampleOf(place, await seenBy(frame, fromMs), { fromMs, faultMs: atMs, toMs }),
      ),
    );
    return { target, ends, lost: await whyLost(call, clock) };
  } finally {
    await heal();
  }
}

async function placeOf({ name, frame, stats }: End): Promise<Place & Pick<End, 'frame'>> {
  const { nodeId, standbyNodeId } = await stats();
  return { end: name, home: nodeId, standby: standbyNodeId, frame };
}

/** A call that does not live at the end of the watch has a while to come back. */
async function whyLost(call: LiveCall, clock: Clock): Promise<string | undefined> {
  const deadlineMs = clock.monotonic() + LOST_AFTER_MS;
  for (;;) {
    const reasons = await Promise.all(call.ends.map((end) => whyNotLive(end).catch(String)));
    const why = reasons.filter((reason) => reason !== undefined);
    if (why.length === 0) return undefined;
    if (clock.monotonic() > deadlineMs) return why.join('; ');
    await sleep(clock, 200);
  }
}
