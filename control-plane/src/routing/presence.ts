import type { Presence } from '@weft/proto';
import type { AgentDesk } from './queue.ts';

/** What an agent is to others, and why: "chosen", "not-responding", "in-call", "wrap-up" or "signed-off". */
export interface Standing {
  readonly presence: Exclude<Presence, 'unspecified'>;
  readonly reason: string;
  /** What for, where the agent chose it and said so; else empty. */
  readonly pause: string;
}

/** A desk's presence as a whole: no connected desk, then a call, then what follows one, then what was chosen. */
export function presenceOf(desk: AgentDesk | undefined): Standing {
  if (desk === undefined || desk.sessionId === '')
    return { presence: 'offline', reason: 'signed-off', pause: '' };
  if (desk.work.name === 'in-call') return { presence: 'busy', reason: 'in-call', pause: '' };
  if (desk.wrapUpUntilMs > 0 && desk.presence === 'available')
    return { presence: 'busy', reason: 'wrap-up', pause: '' };
  return { presence: desk.presence, reason: desk.reason, pause: desk.pause };
}
