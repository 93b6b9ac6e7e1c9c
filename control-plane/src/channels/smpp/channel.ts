import type { Clock, Log } from '@weft/proto';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { SmsQuietHours } from '../sms/quiet-hours.ts';
import { priceOf } from '../sms/settings.ts';
import { Esme } from './esme.ts';
import { SmppSettings } from './settings.ts';

/** UTF-16 units of a segment of several at least, and septets at most: what a text may be long depends on its letters. */
const SEPTETS_PER_SEGMENT = 153;

const Memory = z.object({ sureMs: z.number() });

/** What the account keeps for its next owner; undefined = nothing yet, or what another kind kept under its id. */
function sureIn(kept: string | undefined): number | undefined {
  try {
    return Memory.safeParse(JSON.parse(kept ?? 'null')).data?.sureMs;
  } catch {
    return undefined;
  }
}

/** SMS over SMPP 3.4, as an ESME at a carrier's SMSC. */
export function smppChannel({
  clock,
  log,
}: {
  readonly clock: Clock;
  readonly log: Log;
}): Channel<SmppSettings> {
  return {
    kind: 'smpp',
    channel: 'sms',
    settings: SmppSettings,
    secrets: ['password'],
    sentTo: { password: ['host'] },
    // Connections to carriers end every day with submissions under way: what may have gone goes again, as ESMEs do.
    sendsAgain: true,
    capabilities: ({ settings }, record) => ({
      maxTextLength: settings.maxSegments * SEPTETS_PER_SEGMENT,
      files: [],
      maxFileBytes: 0,
      receipts: settings.receipts ? 'delivered' : 'none',
      remaining: undefined,
      untilMs: undefined,
      closed: record.optedOutAtMs === undefined ? undefined : 'opted-out',
      segments: { most: settings.maxSegments, bits: settings.long === 'udh16' ? 16 : 8 },
      price: priceOf(settings.price),
    }),
    quietHours: ({ settings }) => new SmsQuietHours(settings),
    open: async ({ accountId, settings }, tools) => {
      const sureMs = sureIn(await tools.memory.read());
      return new Esme({ settings, tools, clock, log: log.child({ accountId }), sureMs });
    },
  };
}
