import { z } from 'zod';
import type { Sent } from '../channel.ts';
import type { Reply } from '../vendor-http.ts';

type NotSent = Exclude<Sent, { readonly is: 'sent' }>;

/** A queue at the provider empties more slowly than a rate comes back. */
const QUEUE_FULL_MS = 1_000;
/** Until people have mended the account. */
const REFUSED_ACCOUNT_MS = 30_000;

const messageSchema = z.object({
  sid: z.string().regex(/^\w{1,64}$/),
  num_segments: z
    .string()
    .regex(/^\d{1,3}$/)
    .nullish(),
});
const errorSchema = z.object({ code: z.string().regex(/^\d{1,6}$/) });

/** A message that the provider has. */
export interface Taken {
  readonly is: 'taken';
  readonly sid: string;
  /** As it counts them; 0 = it does not know yet. */
  readonly segments: number;
}

const later = (code: string, afterMs = 0, throttled = false): NotSent => ({
  ...{ is: 'later', code, afterMs, throttled },
});
const refused = (code: string): NotSent => ({ is: 'refused', code });

/**
 * What a reply to a message means. Without one it is not known whether the
 * customer has it: the provider has no idempotency key, and what is said twice is
 * worse than what an agent is shown in red.
 */
export function outcomeOf(reply: Reply): Taken | NotSent {
  if (reply.is === 'unreachable') return later(reply.reason);
  if (reply.is !== 'json') return refused('outcome-unknown');
  const { status, body } = reply;
  if (refusesAccount(reply)) return later('account-refused', REFUSED_ACCOUNT_MS);
  if (status === 201 || status === 200) {
    const message = messageSchema.safeParse(body);
    if (!message.success) return refused('outcome-unknown');
    return { is: 'taken', sid: message.data.sid, segments: Number(message.data.num_segments ?? '0') };
  }
  if (status === 429) return later('throttled', 0, true);
  if (status === 503) return later('unavailable');
  if (status >= 500) return refused('outcome-unknown');
  return meaningOf(codeOf(body) ?? `HTTP ${status}`);
}

/** The account's token was withdrawn, or the account is suspended: people must mend it, and what waits may go then. */
export const refusesAccount = ({ status, body }: Extract<Reply, { is: 'json' }>): boolean =>
  status === 401 || ['20003', '20005'].includes(codeOf(body) ?? '');

function codeOf(body: unknown): string | undefined {
  const error = errorSchema.safeParse(body);
  return error.success ? error.data.code : undefined;
}

/** What the provider's codes mean for a message; unknown ones are shown as they are. Sources: README.md. */
function meaningOf(code: string): NotSent {
  switch (code) {
    case '20429':
      return later('throttled', 0, true);
    case '21611':
      return later('queue-full', QUEUE_FULL_MS, true);
    case '21610':
      return refused('opted-out');
    case '21211':
    case '21214':
    case '21217':
    case '21614':
      return refused('no-address');
    case '21605':
    case '21617':
      return refused('too-long');
    case '21602':
    case '21619':
      return refused('empty');
    default:
      return refused(code);
  }
}
