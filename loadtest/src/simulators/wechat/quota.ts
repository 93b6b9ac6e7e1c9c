/** WeChat's table 客服消息下发规则 (2023-06-12): what a follower's act lets an account send. */
const TABLE = {
  message: { messages: 5, lastsMs: 172_800_000 },
  click: { messages: 3, lastsMs: 60_000 },
  follow: { messages: 3, lastsMs: 60_000 },
  scan: { messages: 3, lastsMs: 60_000 },
} as const;

export type Act = keyof typeof TABLE;

interface Allowance {
  readonly endsMs: number;
  left: number;
}

/** The platform's return codes for a message that may not go. */
const WINDOW_CLOSED = 45015;
const COUNT_USED = 45047;

/**
 * One follower's allowances. The table names two windows; a new act renews its
 * own and nothing else. A message comes out of every window that is open, so
 * that two windows never add up.
 */
export class FollowerQuota {
  #byMessage: Allowance | undefined;
  #byAct: Allowance | undefined;

  acted(act: Act, nowMs: number): void {
    const { messages, lastsMs } = TABLE[act];
    const allowance = { endsMs: nowMs + lastsMs, left: messages };
    if (act === 'message') this.#byMessage = allowance;
    else this.#byAct = allowance;
  }

  unfollowed(): void {
    this.#byMessage = undefined;
    this.#byAct = undefined;
  }

  /** Lets one message go; otherwise says the code that refuses it. */
  send(nowMs: number): number {
    const open = [this.#byMessage, this.#byAct].filter(
      (one): one is Allowance => one !== undefined && one.endsMs > nowMs,
    );
    if (open.length === 0) return WINDOW_CLOSED;
    if (open.every(({ left }) => left === 0)) return COUNT_USED;
    for (const one of open) one.left = Math.max(0, one.left - 1);
    return 0;
  }
}
