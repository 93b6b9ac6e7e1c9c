import {
  type Conversation,
  type ConversationListInit,
  fits,
  Item,
  systemClock,
  WeftError,
} from '@weft/proto';
import { chooseLanguage } from '../../i18n/language.ts';
import { AgentDesk } from '../../state/desk.ts';
import { Session } from '../../state/session.ts';
import { memoryStore } from '../../state/storage.ts';
import { callOf } from '../../state/testing/fake-call.ts';
import { fakeDesk } from '../../state/testing/fake-desk.ts';
import { FakeApi, fakePage } from '../../state/testing/fake-page.ts';
import { drawStaffPage } from '../../ui/staff/staff-root.tsx';
import { DeskPage } from '../desk.tsx';
import { DeskContext } from '../desk-context.ts';
import { translator } from '../translator.ts';
import { playedFilters } from './played-filters.ts';
import {
  AGENT_ID,
  longItems,
  sampleContact,
  sampleFloor,
  sampleHead,
  sampleItems,
  sampleTemplates,
  sampleTickets,
} from './sample-data.ts';
import { sampleEpisodes } from './sample-episodes.ts';
import { sampleFields } from './sample-fields.ts';
import { sampleOrders } from './sample-orders.ts';
import { sampleRatings, sampleReport } from './sample-report.ts';
import { sampleWaiting } from './sample-waiting.ts';

// The desk on a mesh that is played: to look at it, and to measure it, without one.
//   ?rows=10000  conversations in the list     ?items=50000  items of the open one
//   ?open=0      none is open                  ?work=offered|in-call|callback|calling|missed
//   ?ring=later  the offer of ?work=offered comes when the page is told "ring", an event
const wanted = new URLSearchParams(location.search);
const rowCount = Number(wanted.get('rows') ?? 40);
const itemCount = Number(wanted.get('items') ?? 0);
const nowMs = systemClock.now();

const heads = Array.from({ length: rowCount }, (_, at) =>
  sampleHead(at, nowMs, itemCount > 0 && at === 0 ? { lastSeq: itemCount, revision: itemCount } : {}),
);
for (const [at, hours] of [
  [3, 1],
  [6, 0],
  [9, 20],
] as const) {
  const asleep = heads[at];
  if (asleep === undefined) continue;
  const snoozedUntilMs = hours === 0 ? 0 : nowMs + hours * 3_600_000;
  heads[at] = { ...asleep, state: 'snoozed', agentId: AGENT_ID, snoozedAtMs: nowMs, snoozedUntilMs };
}
let items = itemCount > 0 ? longItems(itemCount, nowMs) : sampleItems(nowMs, 'Kim Lindqvist');

const customer = { participantId: 'c', role: 'customer', displayName: 'Amara Okafor', region: 'eu' } as const;
const page = {
  url: 'https://shop.example/lamps/brass-arc',
  title: 'Brass arc lamp – Lichtung',
  locale: 'en',
};

/** Sets one aside, or brings it back. */
function sleep(conversationId: string, changes: Partial<Conversation>): void {
  const at = heads.findIndex((head) => head.conversationId === conversationId);
  const before = heads[at];
  if (before === undefined) return;
  const conversation = { ...before, ...changes, revision: before.revision + 1_000 };
  heads[at] = conversation;
  played.link.push({
    case: 'conversationChanged',
    value: { conversation, sinceRevision: conversation.revision },
  });
}

const played = fakePage({
  control: {
    syncDesk: () => ({
      case: 'desk',
      value: {
        agentId: AGENT_ID,
        displayName: 'Anna',
        presence: 'available',
        presenceReason: 'chosen',
        pauses: ['break', 'lunch', 'meeting', 'training'],
        waiting: 2,
        history: [
          {
            callId: 'call-1',
            kind: 'video',
            customerName: 'Kim Lindqvist',
            agentName: 'Anna',
            requestedAtMs: nowMs - 3_300_000,
            answeredAtMs: nowMs - 3_294_000,
            endedAtMs: nowMs - 2_880_000,
            endCause: 'customer-hung-up',
          },
        ],
      },
    }),
    listConversations: ({ view, cursor, limit, contactId, filter }) => {
      const from = Number(cursor || 0);
      const all =
        contactId !== ''
          ? heads.slice(4, 7)
          : heads.filter((head) => {
              if (filter !== undefined && !fits(head, filter)) return false;
              if (view === 'snoozed') return head.state === 'snoozed';
              if (view === 'followed') return head.followers.length > 0;
              return (
                view !== 'mine' || rowCount > 40 || (head.agentId === AGENT_ID && head.state !== 'snoozed')
              );
            });
      const value: ConversationListInit = {
        conversations: all.slice(from, from + limit),
        cursor: from + limit < all.length ? String(from + limit) : '',
        counts: { mine: 27, unassigned: 3, all: 118, mentions: 1, snoozed: 3, followed: 2 },
      };
      return { case: 'conversations', value };
    },
    syncConversation: ({ conversationId, sinceRevision, beforeSeq }) => {
      const head = heads.find((one) => one.conversationId === conversationId);
      if (head === undefined) throw new WeftError('NOT_AVAILABLE');
      const below = beforeSeq === 0 ? items : items.slice(0, beforeSeq - 1);
      const given = sinceRevision > 0 ? [] : below.slice(-200);
      const revision = Math.max(head.revision, items.length + 100);
      const more = sinceRevision === 0 && given.length < below.length;
      const upToRevision = beforeSeq === 0 ? revision : 0;
      return {
        case: 'timeline',
        value: { conversation: { ...head, revision }, items: given, more, upToRevision },
      };
    },
    followConversation: () => ({ case: 'accepted', value: {} }),
    postItem: ({ conversationId, clientId, body, note, mentions }) => {
      if (body?.case === 'text') {
        const seq = items.length + 1;
        const item = Item.create({
          ...{ conversationId, seq, revision: seq + 100, clientId, note, mentions },
          author: { kind: 'agent', id: AGENT_ID, displayName: 'Anna' },
          channel: 'chat',
          atMs: systemClock.now(),
          status: 'sent',
          body: { case: 'text', value: body.value },
        });
        items = [...items, item];
        const head = { ...sampleHead(0, nowMs), lastSeq: seq, revision: seq + 100 };
        played.link.push({ case: 'conversationChanged', value: { conversation: head, items: [item] } });
      }
      return { case: 'posted', value: { conversationId, clientId } };
    },
    focusConversation: ({ conversationId }) => {
      if (conversationId !== '')
        played.link.push({ case: 'focusChanged', value: { conversationId, agentNames: ['Ben'] } });
      return { case: 'accepted', value: {} };
    },
    setPresence: ({ presence, pause }) => ({
      case: 'desk',
      value: {
        ...{
          agentId: AGENT_ID,
          displayName: 'Anna',
          presence,
          presenceReason: 'chosen',
          chosen: presence,
          pause,
        },
        pauses: ['break', 'lunch', 'meeting', 'training'],
      },
    }),
    takeConversation: () => ({ case: 'accepted', value: {} }),
    transferConversation: () => ({ case: 'accepted', value: {} }),
    snoozeConversation: ({ conversationId, untilMs }) => {
      sleep(conversationId, { state: 'snoozed', snoozedAtMs: systemClock.now(), snoozedUntilMs: untilMs });
      return { case: 'accepted', value: {} };
    },
    wakeConversation: ({ conversationId }) => {
      sleep(conversationId, { state: 'assigned', snoozedAtMs: 0, snoozedUntilMs: 0 });
      return { case: 'accepted', value: {} };
    },
    closeConversation: () => ({ case: 'accepted', value: {} }),
    blockCustomer: ({ conversationId, on }) => {
      sleep(conversationId, {
        ...(on ? { state: 'closed', closedAtMs: systemClock.now() } : {}),
        blockedAtMs: on ? systemClock.now() : 0,
      });
      return { case: 'accepted', value: {} };
    },
    changeConversations: ({ chosen, change }) => {
      // Every third is refused, to see how that is told.
      const outcomes = chosen.map(({ conversationId }, at) => ({
        conversationId,
        ...(at % 3 === 2 ? { fault: { code: 'CONFLICT' } } : {}),
      }));
      for (const { conversationId, fault } of outcomes)
        if (fault === undefined && change?.case === 'close') sleep(conversationId, { state: 'closed' });
      return { case: 'changed', value: { outcomes } };
    },
    markSeen: () => ({ case: 'accepted', value: {} }),
    setTyping: () => ({ case: 'accepted', value: {} }),
    answerOffer: () => ({ case: 'call', value: answeredCall }),
    hangUp: () => ({ case: 'accepted', value: {} }),
    setHold: () => ({ case: 'accepted', value: {} }),
  },
});

const work = wanted.get('work') ?? '';
const callback = { phase: 'calling', tries: 1, misses: 0 } as const;
const answeredCall = callOf({
  stage: 'active',
  customer,
  agent: { participantId: 'a', role: 'agent', displayName: 'Anna', region: 'ap' },
  answeredAtMs: work === 'in-call' ? systemClock.now() : 0,
  requestedAtMs: systemClock.now() - 9_000,
  page,
  callback: work === 'calling' || work === 'missed' ? callback : undefined,
});

const PICTURE =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200" fill="%23d9c9a8"/><path d="M80 170 L130 50 H190 L240 170 Z" fill="%23f6efdf" stroke="%23947a45" stroke-width="4"/><path d="M150 52 L165 100 L150 120 L172 168" fill="none" stroke="%235a4a2a" stroke-width="3"/></svg>';

const api = new FakeApi();
const clock = systemClock;
const session = new Session(() => api.refresh(), api, clock, played.parts.log);
const SAMPLE_CHANNELS = [
  {
    ...({ channel: 'sms', accountName: '10690000', to: '+8613800000001', maxTextLength: 1_530 } as const),
    ...{ files: [], maxFileBytes: 0, remaining: undefined, untilMs: undefined, closed: '' },
    price: { amount: 0.05, currency: 'CNY' },
    quiet: { untilMs: nowMs + 3_600_000, holds: false },
  },
  {
    ...({ channel: 'wechat', accountName: 'Shop', to: '王芳', maxTextLength: 600 } as const),
    ...{ files: ['image/*'], maxFileBytes: 10_000_000, remaining: 3, untilMs: nowMs + 3_600_000, closed: '' },
  },
];

const desk = new AgentDesk(
  { apiUrl: location.origin, client: 'gallery' },
  {
    ...{ ...played.parts, clock, api, session, store: memoryStore() },
    ring: { start: () => undefined, stop: () => undefined },
    ...fakeDesk({
      files: { open: async () => PICTURE },
      crm: {
        contacts: async () => ({ rows: [sampleContact(nowMs)], cursor: '', levels: ['VIP'] }),
        report: async () => sampleReport(nowMs),
        ratings: async () => sampleRatings(nowMs),
        createContact: async ({ displayName }) => ({ ...sampleContact(nowMs), displayName }),
        joinContacts: async () => sampleContact(nowMs),
        contact: async (contactId) => ({ ...sampleContact(nowMs), contactId }),
        drafts: async () => [],
        putDraft: async () => undefined,
        ...playedFilters(heads, AGENT_ID),
        changeContact: async (_contactId, change) => ({ ...sampleContact(nowMs), ...change }),
        addIdentity: async () => sampleContact(nowMs),
        removeIdentity: async () => sampleContact(nowMs),
        addContactNote: async () => sampleContact(nowMs),
        part: async () => ({ ...sampleContact(nowMs), joins: [] }),
        settle: async () => ({ ...sampleContact(nowMs), proposals: [] }),
        episodes: async () => sampleEpisodes(nowMs),
        orders: async () => sampleOrders(nowMs),
        tickets: async () => sampleTickets,
        allTickets: async () => ({
          rows: sampleTickets.map((ticket) => ({
            ...{ ...ticket, contactId: 'kim', contactName: 'Kim Lindqvist', createdAtMs: nowMs },
          })),
          beyond: 0,
        }),
        createTicket: async ({ subject }) => ({
          ...{ ticketId: 'ticket-2', number: 1043, revision: 1, subject, state: 'open', ownerId: AGENT_ID },
          changedAtMs: nowMs,
        }),
        changeTicket: async (_ticketId, _revision, changes) => ({
          ...(sampleTickets[0] ?? {
            ticketId: '',
            number: 0,
            revision: 0,
            subject: '',
            state: 'open',
            ownerId: '',
            changedAtMs: 0,
          }),
          ...changes,
        }),
        ownFields: async () => sampleFields,
        setContactField: async () => sampleContact(nowMs),
        setConversationField: async () => undefined,
        macros: async () => ({ macros: [] }),
        runMacro: () => new Promise(() => undefined),
        templateTexts: async () => ({ templates: [] }),
        addTemplate: () => new Promise(() => undefined),
        changeTemplate: () => new Promise(() => undefined),
        removeTemplate: async () => undefined,
        templates: async () => sampleTemplates,
        beginnings: async () => [
          { accountId: 'sms', name: 'Carrier', channel: 'sms' },
          { accountId: 'mail', name: 'Service desk', channel: 'email' },
        ],
        begin: async () => 'conversation-0',
        tags: async () => ['billing', 'late-delivery', 'vip', '退款'],
        answerChannels: async () => SAMPLE_CHANNELS,
        resendItem: async () => undefined,
        viewOriginal: async (_originalId, shown) => ({
          url: `data:text/html,<h1>Your order</h1><p>${shown ? 'With' : 'Without'} pictures`,
          remotePictures: 3,
        }),
        floor: async () => ({ ...sampleFloor(nowMs), atMs: systemClock.now() }),
        liveCalls: async () => [
          {
            ...{ callId: 'call-2', kind: 'voice', held: false, answeredAtMs: nowMs - 184_000 },
            ...{ customerName: 'Amara Okafor', customerNameClaimed: true, agentName: 'Ben' },
            guests: [{ displayName: 'Mei', part: 'listens' }],
          },
          {
            ...{ callId: 'call-3', kind: 'video', held: true, answeredAtMs: nowMs - 42_000 },
            ...{ customerName: '李雷', customerNameClaimed: false, agentName: 'Wei', guests: [] },
          },
        ],
        ownCalls: async () => [],
        waiting: async () => sampleWaiting,
      },
    }),
  },
);

await translator.speak(chooseLanguage(location.search, navigator.languages));
drawStaffPage(
  translator.i18n,
  <DeskContext value={desk}>
    <DeskPage />
  </DeskContext>,
);
desk.open();
await new Promise((resolve) => setTimeout(resolve, 50));
played.link.ready();
await new Promise((resolve) => setTimeout(resolve, 50));
if (wanted.get('open') !== '0') desk.conversations.threads.open('conversation-0');
const ring = (): void =>
  played.link.push({
    case: 'offer',
    value: {
      ...{ offerId: 'offer-1', callId: 'call-1', kind: 'video', customer, page },
      ...{ offeredAtMs: systemClock.now(), timeoutMs: 20_000, waitedMs: 9_000 },
      callback: work !== 'offered' && work !== 'in-call',
    },
  });
if (wanted.get('ring') === 'later') window.addEventListener('ring', ring);
else if (work !== '') {
  ring();
  if (work !== 'offered' && work !== 'callback') desk.accept();
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (work === 'missed') {
    const missed = { phase: 'waiting', tries: 1, misses: 1, missed: 'no-answer' } as const;
    const over = { stage: 'ended', endCause: 'not-reached', endedAtMs: systemClock.now() } as const;
    const notBeforeMs = systemClock.now() + 300_000;
    played.link.pushCall({ ...answeredCall, ...over, callback: { ...missed, notBeforeMs } });
  }
}
if (wanted.get('typing') === '1')
  played.link.push({
    case: 'typingChanged',
    value: {
      conversationId: 'conversation-0',
      author: { kind: 'customer', id: 'contact-0', displayName: 'Kim Lindqvist' },
      on: true,
    },
  });
