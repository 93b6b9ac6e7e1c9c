import type { Conversation, Item } from '@weft/proto';
import { EdgeClient } from './edge-client.ts';
import { edgeOf, signIn } from './http.ts';

/** Whom an agent signs in as. */
export interface Login {
  readonly login: string;
  readonly password: string;
}

/** An agent without a browser, who reads and answers what customers write. */
export class ChatAgent implements AsyncDisposable {
  readonly client: EdgeClient;
  private constructor(client: EdgeClient) {
    this.client = client;
  }

  /** Signs in and on. */
  static async start(baseUrl: string, region: string, { login, password }: Login): Promise<ChatAgent> {
    const session = await signIn(baseUrl, login, password);
    const client = await EdgeClient.connect({ url: edgeOf(session, region), token: session.token });
    const agent = new ChatAgent(client);
    await client.control({ body: { case: 'syncDesk', value: {} } });
    return agent;
  }

  /** Everybody's conversations, newest first. */
  async conversations(): Promise<readonly Conversation[]> {
    const reply = await this.client.control({ body: { case: 'listConversations', value: { view: 'all' } } });
    if (reply.case !== 'conversations') throw new Error(`a list was answered with ${reply.case}`);
    return reply.value.conversations;
  }

  /** The conversation's items. */
  async read(conversationId: string): Promise<readonly Item[]> {
    const reply = await this.client.control({
      body: { case: 'syncConversation', value: { conversationId } },
    });
    if (reply.case !== 'timeline') throw new Error(`a question was answered with ${reply.case}`);
    return reply.value.items;
  }

  async say(conversationId: string, clientId: string, text: string): Promise<void> {
    const value = { conversationId, clientId, body: { case: 'text', value: text } } as const;
    await this.client.control({ body: { case: 'postItem', value } });
  }

  async seen(conversationId: string, readSeq: number): Promise<void> {
    await this.client.control({
      body: { case: 'markSeen', value: { conversationId, readSeq, deliveredSeq: readSeq } },
    });
  }

  async type(conversationId: string): Promise<void> {
    await this.client.control({ body: { case: 'setTyping', value: { conversationId, on: true } } });
  }

  async close(conversationId: string): Promise<void> {
    await this.client.control({ body: { case: 'closeConversation', value: { conversationId } } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client[Symbol.asyncDispose]();
  }
}
