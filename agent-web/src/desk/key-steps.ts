import { type Conversation, followerIn } from '@weft/proto';
import type { DeskState } from '../state/types.ts';
import type { SimpleShortcut } from './keyboard.ts';

type StepKey = Extract<SimpleShortcut, 'take' | 'macro' | 'transfer' | 'snooze' | 'close'>;

/**
 * What a key does with the open conversation: nothing that its header does not offer.
 *
 * @param agentId who sits here
 * @returns undefined = nothing
 */
export function stepOf(
  key: StepKey,
  head: Pick<Conversation, 'state' | 'agentId'> | undefined,
  agentId: string,
): StepKey | 'wake' | undefined {
  if (head === undefined || head.state === 'closed') return undefined;
  if (key === 'take') return head.agentId === agentId ? undefined : key;
  return key === 'snooze' && head.state === 'snoozed' ? 'wake' : key;
}

/** Who is to follow a conversation and who no more, when the agent presses the button for it, or its key. */
export const followChange = (
  head: Pick<Conversation, 'followers'>,
  agentId: string,
): readonly [add: readonly string[], remove: readonly string[]] =>
  followerIn(head, agentId) === undefined ? [[agentId], []] : [[], [agentId]];

/** Whether the key that mutes does: who only listens to a colleague is not heard, and opens no microphone either. */
export function mayMute(state: DeskState): boolean {
  const work = state.name === 'signed-in' ? state.work : undefined;
  return work?.name === 'in-call' && work.call.part !== 'listens';
}
