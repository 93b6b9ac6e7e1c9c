import { type Principal, type SupervisionMode, WeftError } from '@weft/proto';
import type { CallContext } from './context.ts';
import type { CallOwner } from './owner.ts';
import type { Part } from './state.ts';

type Mode = Exclude<SupervisionMode, 'unspecified'>;

/** Something that a supervisor did to a call, for the audit log. */
export interface Supervised {
  readonly actorId: string;
  readonly callId: string;
  readonly mode: Mode;
  /** Whose call it was. */
  readonly agentId: string;
}

/** Who may come into others' calls, and what remembers that they did. */
export interface Supervision {
  /** Whether this agent is a supervisor now: what was granted may have been taken away. */
  mayJoin(agentId: string): boolean;
  note(supervised: Supervised): Promise<void>;
}

/** Who takes a call over talks in it at once. */
const PARTS: Readonly<Record<Mode, Part>> = {
  listen: 'listens',
  whisper: 'whispers',
  barge: 'barges',
  'take-over': 'barges',
};

/** Throws FORBIDDEN to who is no supervisor. */
export function requireSupervisor({ supervision }: CallContext, { subjectId }: Principal): void {
  if (!supervision.mayJoin(subjectId)) {
    throw new WeftError('FORBIDDEN', 'only a supervisor comes into the calls of others');
  }
}

/** A supervisor comes into a call or goes on in it in another mode. Throws FORBIDDEN, and like the owner's `join`. */
export async function supervise(
  context: CallContext,
  owner: CallOwner,
  who: Principal,
  mode: Mode,
): Promise<void> {
  requireSupervisor(context, who);
  const { subjectId: actorId, sessionId, displayName, region } = who;
  const { state } = owner;
  const { callId } = state;
  const agentId = state.stage === 'active' ? state.agent.subjectId : '';
  const arrival = { agentId: actorId, sessionId, displayName, region };
  await owner.join(arrival, PARTS[mode], mode === 'take-over');
  context.log.info({ callId, actorId, agentId, mode }, 'call supervised');
  // Nobody waits for the store: the call's own facts tell of it, too.
  context.supervision.note({ actorId, callId, mode, agentId }).catch((error: unknown) => {
    context.log.error({ callId, actorId, mode, error: String(error) }, 'not in the audit log');
  });
}
