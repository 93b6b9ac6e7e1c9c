import {
  type ConversationSide,
  type ConversationSnapshot,
  Conversations,
  linkAsk,
  memoryStore,
} from '@weft/agent-web/conversation';
import { ControlPush, countedIds, type ManualClock, type Push, silentLog } from '@weft/proto';
import type { EdgeClient } from '../wire/edge-client.ts';

type PageLink = ConstructorParameters<typeof Conversations>[0];
type State = PageLink['state'];

/**
 * A desk or a widget without a screen: the pages' own state, over an edge. The
 * simulated clock is its only one. It can be cut off, for as short a time that
 * its session goes on, or for longer.
 */
export class WatchedPage implements AsyncDisposable {
  readonly side: ConversationSide;
  readonly #conversations: Conversations;
  readonly #conversationId: string;
  readonly #connect: () => Promise<EdgeClient>;
  readonly #states = new Set<(state: State) => void>();
  readonly #fresh = new Set<() => void>();
  readonly #listeners = new Set<(push: never) => void>();
  /** What the edge sent while nobody was there. */
  readonly #kept: Push[] = [];
  #client: EdgeClient;
  #here = true;

  private constructor(parts: {
    readonly side: ConversationSide;
    readonly conversationId: string;
    readonly connect: () => Promise<EdgeClient>;
    readonly client: EdgeClient;
    readonly clock: ManualClock;
  }) {
    const { side, conversationId, connect, client, clock } = parts;
    this.side = side;
    this.#conversationId = side === 'customer' ? '' : conversationId;
    this.#connect = connect;
    this.#client = client;
    const page = this;
    const link: PageLink = {
      get state() {
        return page.#state();
      },
      onState: (listener) => added(page.#states, listener),
      onFresh: (listener) => added(page.#fresh, listener),
      onPush: (listener) => added(page.#listeners, listener),
    };
    this.#conversations = new Conversations(link, {
      ask: linkAsk({ request: (target, body) => this.#client.ask(target, body) }),
      ...{ side, clock, ids: countedIds(), random: () => 0.5, log: silentLog },
      upload: () => Promise.reject(new Error('nothing is uploaded here')),
      store: memoryStore(),
      owner: () => 'somebody',
    });
    this.#listen();
    this.#conversations.open(this.#conversationId).look(true);
  }

  /** Opens the conversation and looks at it. */
  static async open(parts: {
    readonly side: ConversationSide;
    readonly conversationId: string;
    readonly connect: () => Promise<EdgeClient>;
    readonly clock: ManualClock;
  }): Promise<WatchedPage> {
    return new WatchedPage({ ...parts, client: await parts.connect() });
  }

  get snapshot(): ConversationSnapshot {
    return this.#conversations.open(this.#conversationId).get();
  }

  leave(): void {
    this.#here = false;
    this.#tell();
  }

  /** Is back: with what its session has kept for it, or in a new session. */
  async back(resumed: boolean): Promise<void> {
    if (!resumed) {
      this.#kept.length = 0;
      await this.#client[Symbol.asyncDispose]();
      this.#client = await this.#connect();
      this.#listen();
    }
    this.#here = true;
    this.#tell();
    if (!resumed) for (const fresh of this.#fresh) fresh();
    for (const push of this.#kept.splice(0)) this.#give(push);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#conversations[Symbol.dispose]();
    await this.#client[Symbol.asyncDispose]();
  }

  #listen(): void {
    const client = this.#client;
    client.onPush((push) => {
      if (client !== this.#client) return;
      if (this.#here) this.#give(push);
      else this.#kept.push(push);
    });
  }

  #give({ source }: Push): void {
    if (source?.case !== 'control') return;
    const push = { case: 'control', value: ControlPush.decode(source.value) } as const;
    for (const listener of this.#listeners) listener(push as never);
  }

  #state(): State {
    if (!this.#here) return { name: 'connecting', attempt: 1 };
    const { sessionId, edgeId, region } = this.#client.ready;
    return { name: 'ready', sessionId, edgeId, region };
  }

  #tell(): void {
    const state = this.#state();
    for (const listener of this.#states) listener(state);
  }
}

function added<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
