import { silentLog, systemClock } from '@weft/proto';
import { itIsAChannel } from '../testing/contract.ts';
import { emailChannel } from './email.ts';

itIsAChannel({
  channel: emailChannel({ fetcher: fetch, clock: systemClock, log: silentLog }),
  settings: {
    ...{ address: 'shop@example.org', imapHost: 'imap.example.org', imapUser: 'shop', imapPassword: 'a' },
    ...{ smtpHost: 'smtp.example.org', smtpUser: 'shop', smtpPassword: 'b' },
  },
  nowMs: 1_764_300_000_000,
  pushes: [],
});
