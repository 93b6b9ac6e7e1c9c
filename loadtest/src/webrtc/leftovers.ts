import type { Stack } from '@weft/control-plane/stack';
import { metricOf } from '../stack/metrics.ts';

/** What a mesh without calls has none of. */
const GAUGES = ['weft_media_participants_count', 'weft_media_rooms_count'] as const;

/** What media nodes still hold, as they say themselves. */
export async function leftOf(stack: Stack): Promise<readonly string[]> {
  const left: string[] = [];
  for (const { name, kind, url } of stack.services) {
    if (kind !== 'node' || url === undefined) continue;
    for (const gauge of GAUGES) {
      const value = await metricOf(url, gauge);
      if (value !== 0) left.push(`${name}: ${gauge} ${value}`);
    }
  }
  return left;
}
