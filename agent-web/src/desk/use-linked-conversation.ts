import { useEffect } from 'react';
import { conversationIn, withoutConversation } from './conversation-link.ts';
import { useDesk } from './desk-context.ts';

/** Opens the conversation that a colleague's link names, once somebody is signed in. */
export function useLinkedConversation(): void {
  const { threads } = useDesk().conversations;
  useEffect(() => {
    const { search, pathname, hash } = location;
    const id = conversationIn(search);
    if (id === undefined) return;
    history.replaceState(history.state, '', `${pathname}${withoutConversation(search)}${hash}`);
    threads.open(id);
  }, [threads]);
}
