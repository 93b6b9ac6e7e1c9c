import type { OfferEnd, Token } from './offer.ts';
import type { StepRule } from './rules.ts';

/** Why this work went to this agent. */
export interface Why {
  readonly queueId: string;
  /** From 0. */
  readonly step: number;
  /** How often the needed levels had been dropped. */
  readonly ring: number;
  /** Rules that took part, in order. */
  readonly rules: readonly string[];
  readonly waitedMs: number;
  readonly priority: number;
  readonly urgent: boolean;
  /** Its deadline is near. */
  readonly raised: boolean;
  /** It was kept for this agent. */
  readonly preferred: boolean;
  /** The agent had declined it, and nobody else was free. */
  readonly again: boolean;
  readonly order: StepRule['order'];
  readonly idleMs: number;
}

/** Why work went on its way without an agent. */
export type Onward =
  | 'step-over'
  | 'skipped'
  | 'relaxed'
  | 'overflow'
  | 'closed'
  | 'opened'
  | 'kept'
  | 'not-kept'
  | 'near-deadline';

/** What the engine decided. In order, they are the whole of its story. */
export type Decision =
  | {
      readonly do: 'offer';
      readonly token: Token;
      readonly workId: string;
      readonly agentId: string;
      readonly untilMs: number;
      readonly why: Why;
    }
  | {
      readonly do: 'end-offer';
      readonly token: Token;
      readonly workId: string;
      readonly agentId: string;
      readonly outcome: OfferEnd;
    }
  /** Nobody yet: it waits elsewhere, or for more agents. */
  | {
      readonly do: 'move';
      readonly workId: string;
      readonly queueId: string;
      readonly step: number;
      readonly because: Onward;
    }
  | {
      readonly do: 'refuse';
      readonly workId: string;
      readonly queueId: string;
      readonly code: 'QUEUE_FULL' | 'QUEUE_CLOSED';
    }
  /** Taken from its agent: given back, given to another, or the desk has been away too long. */
  | { readonly do: 'take-back'; readonly workId: string; readonly agentId: string }
  | { readonly do: 'put-away'; readonly agentId: string; readonly reason: 'not-responding' }
  | { readonly do: 'wrap-up'; readonly workId: string; readonly agentId: string; readonly untilMs: number }
  | { readonly do: 'wrapped-up'; readonly workId: string; readonly agentId: string };

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`;

const ORDERS: Readonly<Record<StepRule['order'], string>> = {
  'longest-idle': 'idle longest of those who may have it',
  'least-busy': 'the least busy of those who may have it',
  'highest-level': 'the highest level of those who may have it',
};

/** The reason in a sentence. */
export function whyText(why: Why): string {
  const { queueId, step, ring, rules, waitedMs, priority, urgent, raised, preferred, again, order, idleMs } =
    why;
  const parts = [
    `first in ${queueId} for this agent, step ${step + 1}${ring > 0 ? `, levels dropped ${ring}×` : ''}`,
    `waited ${seconds(waitedMs)}${priority > 0 ? `, priority ${priority}` : ''}`,
    ...(urgent ? ['urgent'] : []),
    ...(raised ? ['near its deadline'] : []),
    ...(rules.length > 0 ? [`rules ${rules.join(', ')}`] : []),
    preferred ? 'the agent it is preferred for' : `${ORDERS[order]}, idle ${seconds(idleMs)}`,
    ...(again ? ['declined it before, but nobody else is free'] : []),
  ];
  return parts.join('; ');
}
