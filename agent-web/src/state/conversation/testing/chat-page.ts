import { countedIds, type Ids, silentLog } from '@weft/proto';
import { memoryStore, type TextStore } from '../../storage.ts';
import { type FakePage, fakePage } from '../../testing/fake-page.ts';
import type { ChosenFile, ConversationSide } from '../../types.ts';
import { Conversations } from '../conversations.ts';
import type { Upload } from '../upload.ts';
import { FakeServer } from './fake-server.ts';

interface FakeUpload {
  readonly file: ChosenFile;
  readonly progress: (share: number) => void;
  readonly answer: PromiseWithResolvers<string>;
}

export interface ChatPage extends Pick<FakePage, 'clock' | 'link' | 'fake'> {
  readonly server: FakeServer;
  /** Where the conversation goes on, once it does. */
  readonly other: FakeServer;
  readonly goesOn: { now: boolean };
  /** Whether the conversation exists already. */
  readonly exists: { now: boolean };
  readonly store: TextStore;
  readonly uploads: readonly FakeUpload[];
  readonly conversations: Conversations;
  /** What the server has to tell arrives. */
  readonly deliver: () => void;
  /** What the server has to tell is lost. */
  readonly lose: () => void;
}

/** A page with conversations over a fake link and a fake server that answers it. */
export function chatPage(
  side: ConversationSide = 'customer',
  store = memoryStore(),
  ids: Ids = countedIds(),
): ChatPage {
  const server = new FakeServer();
  const other = new FakeServer('conversation-2');
  const goesOn = { now: false };
  const exists = { now: false };
  const uploads: FakeUpload[] = [];
  const upload: Upload = (file, _conversationId, progress, signal) => {
    const answer = Promise.withResolvers<string>();
    signal.addEventListener('abort', () => answer.reject(new Error('aborted')));
    uploads.push({ file, progress, answer });
    return answer.promise;
  };
  const { clock, link, fake } = fakePage({
    control: {
      syncConversation: (value) => {
        if (goesOn.now && value.conversationId === '')
          return { case: 'timeline', value: { ...other.sync(value), continues: server.conversationId } };
        return { case: 'timeline', value: exists.now ? server.sync(value) : {} };
      },
      postItem: (value) => {
        exists.now = true;
        (goesOn.now ? other : server).post(value);
        return { case: 'posted', value: { conversationId: server.conversationId, clientId: value.clientId } };
      },
      markSeen: () => ({ case: 'accepted', value: {} }),
      setTyping: () => ({ case: 'accepted', value: {} }),
      rateConversation: () => ({ case: 'accepted', value: {} }),
      editItem: (value) => {
        server.edit(value.seq, value.text);
        return { case: 'posted', value: { conversationId: value.conversationId, clientId: value.clientId } };
      },
    },
  });
  const conversations = new Conversations(link, {
    ask: fake.ask,
    side,
    upload,
    store,
    owner: () => 'someone',
    ids,
    clock,
    random: () => 0.5,
    log: silentLog,
  });
  let pushed = 0;
  let pushedOfOther = 0;
  const deliver = (): void => {
    const news = [...server.pushes.slice(pushed), ...other.pushes.slice(pushedOfOther)];
    for (const value of news) link.push({ case: 'conversationChanged', value });
    pushed = server.pushes.length;
    pushedOfOther = other.pushes.length;
  };
  const lose = (): void => {
    pushed = server.pushes.length;
  };
  return { clock, link, fake, server, other, goesOn, exists, store, uploads, conversations, deliver, lose };
}
