import { until } from '@weft/proto/testing';
import type { DeskPage } from '../browser/desk-page.ts';
import type { CallStats } from '../browser/diagnostics.ts';
import { CALL_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';

/** Both ends of a call. */
export interface Ends {
  readonly customer: ShopPage;
  readonly agent: DeskPage;
}

/** The customer clicks on "Video call", the agent on "Accept"; resolves with the call's id when both are in it. */
export async function connect({ customer, agent }: Ends): Promise<string> {
  await customer.call('video');
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.button('accept').click();
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  const { state } = await customer.untilState('in-call', CALL_TIMEOUT_MS);
  return state.call?.callId ?? '';
}

/** What was heard so far at its loudest, 0 to 1. */
export class Loudness {
  #most = 0;

  hear(stats: CallStats): void {
    for (const { kind, audioLevel } of stats.remote)
      if (kind === 'audio') this.#most = Math.max(this.#most, audioLevel);
  }

  get most(): number {
    return this.#most;
  }
}

/** Waits until a page has decoded so many frames of the other side and heard it. */
export async function untilSeenAndHeard(
  name: string,
  page: { stats(): Promise<CallStats> },
  frames: number,
  loudness: Loudness,
): Promise<void> {
  await until(
    async () => {
      const stats = await page.stats();
      loudness.hear(stats);
      const decoded = stats.remote.find((track) => track.source === 'camera')?.framesDecoded ?? 0;
      if (decoded < frames) return `the ${name} has decoded ${decoded} of ${frames} frames`;
      return loudness.most > 0 || `the ${name} has heard nothing`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS, intervalMs: 50 },
  );
}
