import { silentLog, systemClock } from '@weft/proto';
import { itIsAChannel } from '../testing/contract.ts';
import { smsHttpChannel } from './sms-http.ts';
import { PAYLOADS, payload, signed, smsHttpAccount } from './testing/account.ts';

itIsAChannel({
  channel: smsHttpChannel({
    ...{ fetcher: fetch, clock: systemClock, log: silentLog, publicUrl: 'https://weft.example' },
  }),
  settings: { ...smsHttpAccount().settings },
  nowMs: 1_764_312_000_000,
  pushes: PAYLOADS.map((name) => signed(payload(name))),
});
