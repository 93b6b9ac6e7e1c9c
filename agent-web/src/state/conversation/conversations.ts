import type { ControlPush } from '@weft/proto';
import type { PageLink } from '../page-parts.ts';
import { PageConversation } from './conversation.ts';
import type { ConversationParts } from './parts.ts';

/** Conversations held at once; at the bound the one that was left longest ago is let go, and opens again from the server. */
const MAX_HELD = 40;

/** The conversations that a page holds: gives each what the link brings for it. */
export class Conversations implements Disposable {
  readonly #parts: ConversationParts;
  /** Used last, last. */
  readonly #held = new Map<string, PageConversation>();
  readonly #stops: readonly (() => void)[];
  #online: boolean;

  constructor(link: Pick<PageLink, 'state' | 'onState' | 'onPush' | 'onFresh'>, parts: ConversationParts) {
    this.#parts = parts;
    this.#online = link.state.name === 'ready';
    this.#stops = [
      link.onState(({ name }) => this.#linked(name === 'ready')),
      link.onFresh(() => {
        for (const conversation of this.#held.values()) conversation.connected(true);
      }),
      link.onPush((push) => {
        if (push.case === 'control') this.#pushed(push.value);
      }),
    ];
  }

  /** The conversation, asked for when it is not held. Empty = the customer's own. */
  open(conversationId: string): PageConversation {
    const held = this.#held.get(conversationId);
    this.#held.delete(conversationId);
    const conversation = held ?? new PageConversation(conversationId, this.#parts);
    this.#held.set(conversationId, conversation);
    if (held === undefined) {
      if (this.#online) conversation.connected(true);
      this.#bound();
    }
    return conversation;
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stops) stop();
    for (const conversation of this.#held.values()) conversation.dispose();
    this.#held.clear();
  }

  #linked(online: boolean): void {
    if (online === this.#online) return;
    this.#online = online;
    for (const conversation of this.#held.values()) {
      if (online) conversation.connected(false);
      else conversation.disconnected();
    }
  }

  #pushed({ body }: ControlPush): void {
    if (body?.case === 'conversationChanged')
      this.#of(body.value.conversation?.conversationId ?? '')?.told(body.value);
    else if (body?.case === 'typingChanged' && body.value.author !== undefined)
      this.#of(body.value.conversationId)?.toldTyping(body.value.author, body.value.on);
  }

  /** A customer has one conversation: what is told of any is told of that one. */
  #of(conversationId: string): PageConversation | undefined {
    return this.#held.get(this.#parts.side === 'customer' ? '' : conversationId);
  }

  #bound(): void {
    for (const [conversationId, conversation] of this.#held) {
      if (this.#held.size <= MAX_HELD) return;
      if (conversation.looking || conversation.get().outgoing.length > 0) continue;
      conversation.dispose();
      this.#held.delete(conversationId);
    }
  }
}
