import type { Channel, Conversation } from '@weft/proto';

/** How a customer's wait stands against what was promised. */
export type SlaState = 'none' | 'calm' | 'soon' | 'late';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Within how long a customer is to have an answer where the rules of the queue promise nothing, by channel. */
export const ANSWER_WITHIN_MS: Readonly<Record<Channel, number>> = {
  unspecified: 5 * MINUTE_MS,
  chat: 2 * MINUTE_MS,
  call: 30 * SECOND_MS,
  phone: 30 * SECOND_MS,
  sms: 10 * MINUTE_MS,
  wechat: 5 * MINUTE_MS,
  weibo: 15 * MINUTE_MS,
  email: 4 * 60 * MINUTE_MS,
};

/** From this share of the time on a wait is shown as nearly over. */
const SOON_SHARE = 0.5;

type Waiting = Pick<Conversation, 'channel' | 'waitingSinceMs' | 'state' | 'dueAtMs' | 'answeredAtMs'>;

/** The state of a wait that began at `waitingSinceMs`, 0 = nobody waits. */
export function slaState(head: Waiting, nowMs: number): SlaState {
  const { channel, waitingSinceMs, state, dueAtMs, answeredAtMs } = head;
  if (waitingSinceMs === 0 || state === 'closed') return 'none';
  // Set aside, only the first answer is still due.
  if (state === 'snoozed' && answeredAtMs > 0) return 'none';
  const withinMs = dueAtMs > 0 ? dueAtMs - waitingSinceMs : ANSWER_WITHIN_MS[channel];
  const share = (nowMs - waitingSinceMs) / Math.max(1, withinMs);
  if (share >= 1) return 'late';
  return share >= SOON_SHARE ? 'soon' : 'calm';
}
