import type { AuthorInit, Principal } from '@weft/proto';
import type { ConversationContext } from './context.ts';
import type { Watcher } from './timeline-store.ts';

/**
 * What passes: who types, and which agents look at a conversation. Told to the
 * others who have it open, and kept nowhere but as a mark on their watches.
 */
export class Presences {
  readonly #context: ConversationContext;

  constructor(context: ConversationContext) {
    this.#context = context;
  }

  async typing(who: Principal, conversationId: string, on: boolean): Promise<void> {
    const { store, sessions } = this.#context;
    const isAgent = who.role === 'agent';
    const author: AuthorInit = { kind: isAgent ? 'agent' : 'customer', displayName: who.displayName };
    const watchers = await store.watchers([conversationId]);
    const others = watchers.filter(({ sessionId }) => sessionId !== who.sessionId);
    const named = (role: Watcher['role']): string => (role === 'agent' && isAgent ? who.subjectId : '');
    for (const [id, those] of Map.groupBy(others, ({ role }) => named(role))) {
      const value = { conversationId, author: { ...author, id }, on };
      sessions.pushAll(
        those.map(({ sessionId }) => sessionId),
        { body: { case: 'typingChanged', value } },
        `typing ${conversationId} ${who.sessionId}`,
      );
    }
  }

  /** An agent looks at this conversation, or at none (empty). */
  async focus(who: Principal, conversationId: string): Promise<void> {
    const { store, clock } = this.#context;
    const { sessionId, subjectId, displayName } = who;
    const watcher = { sessionId, subjectId, displayName, role: 'agent', conversationId } as const;
    const before = await store.focus(watcher, clock.now());
    await this.#tellFocus([...before, ...(conversationId === '' ? [] : [conversationId])]);
  }

  /** A session has ended: it watches nothing and looks at nothing. Never throws. */
  async gone(sessionId: string): Promise<void> {
    const { store, log } = this.#context;
    try {
      await this.#tellFocus(await store.forget(sessionId));
    } catch (error) {
      log.warn({ sessionId, error: String(error) }, 'watches of a session that ended are left to expire');
    }
  }

  async #tellFocus(conversationIds: readonly string[]): Promise<void> {
    if (conversationIds.length === 0) return;
    const watchers = await this.#context.store.watchers([...new Set(conversationIds)]);
    const focused = watchers.filter((watcher) => watcher.focused);
    for (const [conversationId, those] of Map.groupBy(focused, (watcher) => watcher.conversationId)) {
      for (const watcher of those) this.#tellOthers(conversationId, watcher, those);
    }
  }

  #tellOthers(conversationId: string, to: Watcher, focused: readonly Watcher[]): void {
    const others = focused.filter(({ subjectId }) => subjectId !== to.subjectId);
    const agentNames = [...new Set(others.map(({ displayName }) => displayName))].sort();
    this.#context.sessions.push(
      to.sessionId,
      { body: { case: 'focusChanged', value: { conversationId, agentNames } } },
      `focus ${conversationId}`,
    );
  }
}
