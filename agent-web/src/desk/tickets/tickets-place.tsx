import { Suspense, use, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets as english } from '../../i18n/en/tickets.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { tickets as chinese } from '../../i18n/zh/tickets.ts';
import type { TicketList } from '../../state/types.ts';
import { useDesk } from '../desk-context.ts';
import { AllTickets } from './all-tickets.tsx';

export interface TicketsPlaceProps {
  readonly agentId: string;
  /** A customer's file was opened: it is to be seen. */
  readonly onFile: () => void;
}

function Listed({ asked, ...props }: TicketsPlaceProps & { readonly asked: Promise<TicketList> }) {
  const list = use(asked);
  return <AllTickets list={list} {...props} />;
}

/** All tickets: what is to be done, whoever's customer it is for. */
export default function TicketsPlace(props: TicketsPlaceProps) {
  const { i18n } = useTranslation();
  addDictionary(i18n, 'tickets', { en: english, zh: chinese });
  const { conversations } = useDesk();
  const asked = useMemo(() => conversations.tickets(), [conversations]);
  // What came while somebody was elsewhere.
  useEffect(() => {
    void asked.then((list) => list.renew()).catch(() => undefined);
  }, [asked]);
  // Who may own them.
  useEffect(() => conversations.floor.watch(), [conversations]);
  return (
    <Suspense>
      <Listed asked={asked} {...props} />
    </Suspense>
  );
}
