import type { CallPart } from '@weft/proto';
import { each, fieldsOf, number, text } from '../fields.ts';
import type { CalledCustomer, LiveCallNow } from '../types.ts';

const PARTS = ['listens', 'whispers', 'barges', 'confers'] as const satisfies readonly CallPart[];

/** How a call's customer is called. */
const calledOf = ({ customerName, customerNameClaimed }: ReturnType<typeof fieldsOf>) => ({
  ...{ customerName: text(customerName), customerNameClaimed: customerNameClaimed === true },
});

/** One of the agent's own calls. */
export function ownCallOf(entry: unknown): CalledCustomer {
  const one = fieldsOf(entry);
  return { callId: text(one.callId), ...calledOf(one) };
}

/** One answered call; who is in it as something that is not known counts as listening to it. */
export function liveCallOf(entry: unknown): LiveCallNow {
  const one = fieldsOf(entry);
  return {
    callId: text(one.callId),
    kind: one.kind === 'video' ? 'video' : 'voice',
    ...{ answeredAtMs: number(one.answeredAtMs), held: one.held === true },
    ...calledOf(one),
    agentName: text(one.agentName),
    guests: each(one.guests, ({ displayName, part }) => ({
      displayName: text(displayName),
      part: PARTS.find((name) => name === part) ?? 'listens',
    })),
  };
}
