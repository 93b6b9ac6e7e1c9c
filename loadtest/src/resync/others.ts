import { type ControlRequestInit, WeftError } from '@weft/proto';
import type { Random } from '../noise/random.ts';
import type { EdgeClient } from '../wire/edge-client.ts';

type Body = NonNullable<ControlRequestInit['body']>;

/** Who writes in a conversation besides the pages that are watched. */
export interface OtherClients {
  /** The customer in another tab. */
  readonly customer: EdgeClient;
  readonly agents: readonly EdgeClient[];
}

/** Answers that only say that something could not be done then. */
const REFUSALS = new Set(['CONFLICT', 'FORBIDDEN', 'ITEM_NOT_FOUND', 'CONVERSATION_CLOSED', 'NOT_AVAILABLE']);

/** The customer and agents of one conversation, who do anything that pages can do, by lot. */
export class Others {
  readonly #conversationId: string;
  readonly #clients: OtherClients;
  readonly #random: Random;
  #written = 0;
  /** About how many items there are. */
  #items = 1;

  constructor(conversationId: string, clients: OtherClients, random: Random) {
    this.#conversationId = conversationId;
    this.#clients = clients;
    this.#random = random;
  }

  /** So many things happen; resolves when the server has applied every one of them. */
  async happen(times: number): Promise<void> {
    for (let left = times; left > 0; left -= 1) await this.#one();
    // Nobody's item: refused by the conversation's owner when all before it is done.
    await this.#ask(this.#clients.customer, this.#edit({ seq: 0xffff, text: 'nothing' }));
  }

  #one(): Promise<void> {
    const { customer, agents } = this.#clients;
    const agent = agents[this.#below(agents.length)] ?? customer;
    const conversationId = this.#conversationId;
    const seq = 1 + this.#below(this.#items);
    switch (this.#below(14)) {
      case 0:
        return this.#ask(customer, this.#edit({ seq, text: 'edited' }));
      case 1:
        return this.#ask(customer, this.#edit({ seq, text: '' }));
      case 2:
        return this.#ask(agent, this.#edit({ conversationId, seq, text: 'corrected' }));
      case 3:
        return this.#ask(agent, { case: 'markSeen', value: { conversationId, readSeq: seq } });
      case 4:
        return this.#ask(customer, { case: 'markSeen', value: { deliveredSeq: seq, readSeq: seq } });
      case 5:
        return this.#ask(agent, { case: 'takeConversation', value: { conversationId } });
      case 6:
        return this.#ask(agent, {
          case: 'closeConversation',
          value: { conversationId, disposition: 'done' },
        });
      case 7:
        return this.#write(agent, { conversationId, note: true });
      case 8:
      case 9:
      case 10:
        return this.#write(agent, { conversationId });
      default:
        return this.#write(customer, {});
    }
  }

  #write(
    client: EdgeClient,
    more: { readonly conversationId?: string; readonly note?: boolean },
  ): Promise<void> {
    this.#items += 1;
    const clientId = `other-${this.#next()}`;
    const body = { case: 'text', value: `What ${clientId} has to say` } as const;
    return this.#ask(client, { case: 'postItem', value: { clientId, body, ...more } });
  }

  #edit(value: { readonly conversationId?: string; readonly seq: number; readonly text: string }): Body {
    return { case: 'editItem', value: { ...value, clientId: `edit-${this.#next()}` } };
  }

  async #ask(client: EdgeClient, body: Body): Promise<void> {
    try {
      await client.control({ body });
    } catch (error) {
      if (!(error instanceof WeftError) || !REFUSALS.has(error.code)) throw error;
    }
  }

  #next(): number {
    this.#written += 1;
    return this.#written;
  }

  #below(most: number): number {
    return Math.floor(this.#random.uniform() * Math.max(1, most));
  }
}
