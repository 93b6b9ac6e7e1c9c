import { useTranslation } from 'react-i18next';
import type { Ticket, TicketState } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';

const STATES = ['open', 'pending', 'solved', 'closed'] as const satisfies readonly TicketState[];

/** Who may own it: the agent, the present owner, whoever is on the floor. */
function useOwners(ticket: Ticket, agentId: string): readonly (readonly [string, string])[] {
  const { t } = useTranslation('context');
  const { agents } = useStore(useDesk().conversations.floor);
  const others = agents
    .filter((agent) => agent.agentId !== agentId)
    .map(({ agentId: id, displayName }) => [id, displayName || id] as const);
  const known =
    ticket.ownerId === '' || ticket.ownerId === agentId || others.some(([id]) => id === ticket.ownerId);
  return [
    ['', t('nobody')],
    [agentId, t('me')],
    ...others,
    ...(known ? [] : [[ticket.ownerId, ticket.ownerId] as const]),
  ];
}

/** What has become of a ticket. */
export function StateChoice({
  ticket: { number, state: present },
  onChange,
}: {
  readonly ticket: Ticket;
  readonly onChange: (state: TicketState) => void;
}) {
  const { t } = useTranslation('context');
  return (
    <select
      aria-label={t('ticketState', { number })}
      value={present}
      data-state={present}
      onChange={(event) => {
        const state = STATES.find((one) => one === event.currentTarget.value);
        if (state !== undefined) onChange(state);
      }}
    >
      {STATES.map((state) => (
        <option key={state} value={state}>
          {t(`ticket-${state}`)}
        </option>
      ))}
    </select>
  );
}

/** Whose a ticket is. */
export function OwnerChoice({
  ticket,
  agentId,
  onChange,
}: {
  readonly ticket: Ticket;
  readonly agentId: string;
  readonly onChange: (ownerId: string) => void;
}) {
  const { t } = useTranslation('context');
  const owners = useOwners(ticket, agentId);
  return (
    <select
      aria-label={t('ticketOwner', { number: ticket.number })}
      value={ticket.ownerId}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {owners.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
