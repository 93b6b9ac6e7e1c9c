import { systemClock, uuidIds } from '@weft/proto';
import { cryptoRandom } from '../link/index.ts';
import { accountOf } from './account.ts';
import { type Continuation, fetchApi, type Grant } from './api.ts';
import { callParts } from './call-page.ts';
import { Chime } from './chime.ts';
import { consoleLog } from './console-log.ts';
import { Conversations } from './conversation/conversations.ts';
import { HttpFiles, httpUpload } from './conversation/http-files.ts';
import { CustomerCall } from './customer.ts';
import { connect } from './page-link.ts';
import { browserStore, storeOf, type TextStore } from './storage.ts';
import type {
  AskedCall,
  AskedFact,
  AttachmentFiles,
  Customer,
  CustomerOptions,
  LiveConversation,
  OpeningNow,
} from './types.ts';

const TOKEN_KEY = 'weft-token';
/** The callback that is due, like the token. */
const CALLBACK_KEY = 'weft-callback';
/** Who this is was told by another device's code, not by the host page. */
const CONTINUED_KEY = 'weft-continued';
/** They were asked for what they need not say, and are not again. */
const SKIPPED_KEY = 'weft-asked';

/** What the widget stands on. */
export interface CustomerPage {
  readonly customer: Customer;
  readonly chat: LiveConversation;
  readonly files: AttachmentFiles;
  readonly chime: Chime;
  /** For words that are not sent yet. */
  readonly drafts: Pick<TextStore, 'get' | 'set'>;
  /** Connects, and asks for the conversation, again after that has failed for good. */
  readonly reconnect: () => void;
  /** A code with which the conversation goes on at another device. */
  readonly continuation: () => Promise<Continuation>;
  /** From the next load of the page on, this is the one who got the code. */
  readonly redeem: (code: string) => Promise<void>;
  readonly transcripts: Transcripts;
  readonly opening: Openings;
}

/** When somebody is there for the customer. Rejects with WeftErrors, TypeErrors of the network. */
export interface Openings {
  ask(): Promise<OpeningNow>;
  /** For a call of this kind. */
  askForCall(call: AskedCall['call']): Promise<OpeningNow>;
  /** How the customer is reached: an e-mail address or a number, as they write it. */
  leave(address: string): Promise<void>;
  /** What they were asked for; gives what of it cannot be so: then nothing was kept. */
  answer(said: Partial<Record<AskedFact, string>>): Promise<readonly AskedFact[]>;
  /** What they need not say they are not asked for again. */
  skip(): void;
}

/** The conversation as a mail to the customer. */
export interface Transcripts {
  /** Whether it can be had; rejects with WeftErrors, TypeErrors of the network. */
  offered(): Promise<boolean>;
  send(address: string, language: 'zh' | 'en'): Promise<void>;
}

/** The widget's state. Once a page; the customer's `open()` begins. */
export function createCustomer(options: CustomerOptions): CustomerPage {
  const clock = systemClock;
  const log = consoleLog();
  const { apiUrl, account = '', displayName = '' } = options;
  const api = fetchApi(apiUrl);
  const kept = browserStore('localStorage');
  const owner = accountOf(account);
  // Who is signed in at the host page and who is not are two: neither shows the other's token.
  const own = storeOf(kept, owner);
  // The subject of before is kept by showing its token: conversation and live call know the customer by it.
  const renew = async (): Promise<Grant> => {
    // An account that is seen here for the first time goes on with what this browser's guest began.
    const previous = own.get(TOKEN_KEY) ?? kept.get(TOKEN_KEY);
    const continued = account === '' && kept.get(CONTINUED_KEY) !== undefined;
    const grant = await api.guest(previous, displayName, continued ? undefined : account);
    own.set(TOKEN_KEY, grant.token);
    return grant;
  };
  const connected = connect({ ...options, api, renew, clock, log });
  const { link, ask, session } = connected;
  const parts = callParts(connected, options.video, clock, log, () => customer);
  const regionRtts = () => connected.edges.regionRtts();
  const store = browserStore('sessionStorage');
  const callbackKey = owner === '' ? CALLBACK_KEY : `${CALLBACK_KEY} ${owner}`;
  const customer: CustomerCall = new CustomerCall(options, {
    ...{ ...parts, regionRtts, store, lasting: kept },
    callbackKey,
  });
  // Another tab of this browser waits to be called: so does this one.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === callbackKey && newValue !== null) customer.keptElsewhere();
  });
  const token = (): Promise<string> => session.token(false);
  const conversations = new Conversations(link, {
    ask,
    side: 'customer',
    upload: httpUpload(apiUrl, token),
    store: kept,
    owner: () => owner,
    queueId: options.queueId ?? '',
    page: () => ({ ...options.page(), atMs: clock.now() }),
    ...(options.invitation === undefined ? {} : { invitation: options.invitation }),
    ids: uuidIds,
    clock,
    random: cryptoRandom,
    log,
  });
  const chat = conversations.open('');
  return {
    customer,
    chat,
    files: new HttpFiles(apiUrl, token),
    chime: new Chime(kept, log),
    drafts: storeOf(store, owner),
    reconnect: () => {
      link.start();
      chat.retry();
    },
    continuation: async () => api.continuation(await token()),
    transcripts: {
      offered: async () => api.transcriptOffered(await token()),
      send: async (address, language) => api.sendTranscript(await token(), address, language),
    },
    opening: {
      ask: async () => {
        const { locale } = options.page();
        const where = { queueId: options.queueId ?? '', locale: locale ?? '' };
        const now = await api.opening(await token(), where);
        const skipped = own.get(SKIPPED_KEY) !== undefined;
        return skipped ? { ...now, asks: now.asks.filter(({ required }) => required) } : now;
      },
      askForCall: async (call) => {
        const { locale } = options.page();
        return api.opening(await token(), { call, queueId: options.queueId ?? '', locale: locale ?? '' });
      },
      answer: async (said) => api.answerAsked(await token(), said),
      skip: () => own.set(SKIPPED_KEY, 'yes'),
      leave: async (address) => api.leaveAddress(await token(), address),
    },
    redeem: async (code) => {
      const grant = await api.redeem(code);
      own.set(TOKEN_KEY, grant.token);
      kept.set(CONTINUED_KEY, 'yes');
    },
  };
}
