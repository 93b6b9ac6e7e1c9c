import { Conversation, type ConversationInit, Item, type ItemInit } from '@weft/proto';
import type { FloorNow } from '../../state/crm/crm.ts';
import type { ContactCard, Template, Ticket } from '../../state/types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const AGENT_ID = 'anna';

const NAMES = [
  'Kim Lindqvist',
  '王小明',
  'Amara Okafor',
  '李婷',
  'Jonas Weber',
  'Sofía Núñez',
  'ليلى حداد',
  '陈宇航',
];
const CHANNELS = ['chat', 'chat', 'wechat', 'email', 'chat', 'sms', 'call', 'weibo'] as const;
const PREVIEWS = [
  'Is the brass lamp also there with a dimmer?',
  '请问我的订单什么时候发货？订单号 20260310-8841',
  'Thank you, that was quick!',
  '发票抬头写错了，能帮我改一下吗？',
  'The parcel came with a cracked shade. I send you a picture.',
  '¿Puedo cambiar la dirección de entrega?',
  'هل يمكنني إرجاع المصباح خلال أسبوعين؟',
  '好的，我等您的消息。',
];

const TAGS = [['billing', 'late-delivery'], [], ['退款'], [], ['vip', 'invoice', 'returns']];
const PRIORITIES = [30, 0, 0, 1_000, 0, 0];

const pick = <Value>(values: readonly [Value, ...Value[]] | readonly Value[], at: number): Value =>
  values[at % values.length] as Value;

/** One conversation of the list, the `at`-th from above. */
export function sampleHead(at: number, nowMs: number, changes: ConversationInit = {}): Conversation {
  const changedAtMs = nowMs - at * 3 * MINUTE_MS - 20_000;
  const mine = at % 3 !== 1;
  const waits = at % 4 === 0 || at % 4 === 1;
  return Conversation.create({
    conversationId: `conversation-${at}`,
    contactId: `contact-${at}`,
    contactName: pick(NAMES, at),
    state: 'assigned',
    channel: pick(CHANNELS, at),
    agentId: mine ? AGENT_ID : 'ben',
    agentName: mine ? 'Anna' : 'Ben',
    queueId: 'default',
    lastSeq: 12,
    revision: 20,
    preview: pick(PREVIEWS, at),
    previewAuthor: waits ? 'customer' : 'agent',
    openedAtMs: changedAtMs - HOUR_MS,
    changedAtMs,
    waitingSinceMs: waits ? nowMs - (20_000 + at * 14_000) : 0,
    dueAtMs: waits ? nowMs + 100_000 - at * 14_000 : 0,
    unread: waits ? (at % 5) + 1 : 0,
    customerReadSeq: 8,
    customerDeliveredSeq: 10,
    agentReadSeq: 10,
    tags: pick(TAGS, at),
    followers: at % 9 === 0 ? [{ agentId: 'ben', agentName: 'Ben' }] : [],
    priority: pick(PRIORITIES, at),
    page: {
      url: 'https://shop.example/lamps/brass-arc',
      title: 'Brass arc lamp – Lichtung',
      locale: 'zh-CN',
      atMs: nowMs - 95_000,
    },
    ...changes,
  });
}

const customer = (name: string) => ({ kind: 'customer', id: 'contact-0', displayName: name }) as const;
const anna = { kind: 'agent', id: AGENT_ID, displayName: 'Anna' } as const;
const system = { kind: 'system' } as const;
const text = (value: string) => ({ case: 'text', value }) as const;

/** A conversation that shows every kind of item. */
export function sampleItems(nowMs: number, name: string): readonly Item[] {
  const yesterday = nowMs - 26 * HOUR_MS;
  const entries: readonly ItemInit[] = [
    { author: system, atMs: yesterday, body: { case: 'event', value: { kind: 'opened' } } },
    {
      author: customer(name),
      channel: 'email',
      atMs: yesterday + MINUTE_MS,
      body: text('Hello! I ordered the brass arc lamp last week (no. 20260310-8841). Where is it now?'),
    },
    {
      author: anna,
      channel: 'email',
      atMs: yesterday + 22 * MINUTE_MS,
      body: text('Hello, it left our store this morning. You can follow it at https://post.example/8841'),
    },
    { author: system, atMs: nowMs - HOUR_MS, body: { case: 'event', value: { kind: 'reopened' } } },
    {
      author: customer(name),
      channel: 'chat',
      atMs: nowMs - HOUR_MS + 1_000,
      body: text('Where is my order?'),
    },
    {
      author: { kind: 'bot', id: 'virtual-agent', displayName: 'Weft' },
      channel: 'chat',
      atMs: nowMs - HOUR_MS + 2_000,
      body: {
        case: 'choices',
        value: {
          text: 'Order 20260310: delivered\nItems: Brass arc lamp ×1',
          choices: [{ label: '20260288 · Linen shade' }, { label: 'Talk to a person' }],
          hint: 'Reply with a number to choose:',
        },
      },
    },
    {
      author: customer(name),
      channel: 'chat',
      atMs: nowMs - HOUR_MS + 5_000,
      body: text('It has come, but the shade is cracked :('),
    },
    {
      author: customer(name),
      channel: 'chat',
      atMs: nowMs - HOUR_MS + 30_000,
      body: {
        case: 'attachment',
        value: {
          attachmentId: 'picture',
          fileName: 'cracked-shade.jpg',
          mediaType: 'image/jpeg',
          bytes: 348_000,
          width: 1600,
          height: 1000,
          thumbnail: true,
        },
      },
    },
    {
      author: system,
      atMs: nowMs - 58 * MINUTE_MS,
      body: {
        case: 'event',
        value: {
          ...{ kind: 'assigned', subject: 'Anna' },
          why: {
            ...{ queueId: 'default', waitedMs: 41_000, order: 'longest-idle', idleMs: 95_000 },
            rules: ['chinese', 'vip'],
          },
        },
      },
    },
    {
      author: anna,
      channel: 'chat',
      atMs: nowMs - 57 * MINUTE_MS,
      body: text('Oh no, I am sorry! May I call you for a moment? Then we choose a new shade together.'),
    },
    {
      author: customer(name),
      channel: 'call',
      atMs: nowMs - 55 * MINUTE_MS,
      body: {
        case: 'call',
        value: {
          callId: 'call-1',
          kind: 'video',
          requestedAtMs: nowMs - 55 * MINUTE_MS,
          answeredAtMs: nowMs - 55 * MINUTE_MS + 6_000,
          endedAtMs: nowMs - 48 * MINUTE_MS,
          endCause: 'customer-hung-up',
          agentName: 'Anna',
          moves: 1,
        },
      },
    },
    {
      author: anna,
      note: true,
      channel: 'chat',
      atMs: nowMs - 47 * MINUTE_MS,
      body: text('Wants the linen shade instead. @Ben please check whether one is left in Hangzhou.'),
      mentions: ['ben'],
    },
    {
      author: anna,
      channel: 'chat',
      atMs: nowMs - 20 * MINUTE_MS,
      body: text('A linen shade goes out today. Here is the return label:'),
    },
    {
      author: anna,
      channel: 'chat',
      atMs: nowMs - 20 * MINUTE_MS + 9_000,
      body: {
        case: 'attachment',
        value: {
          attachmentId: 'label',
          fileName: '退货单-8841.pdf',
          mediaType: 'application/pdf',
          bytes: 84_200,
        },
      },
    },
    {
      author: customer(name),
      channel: 'chat',
      atMs: nowMs - 90_000,
      body: text('谢谢！Is the brass lamp also there with a dimmer?'),
    },
  ];
  return entries.map((entry, at) =>
    Item.create({
      conversationId: 'conversation-0',
      seq: at + 1,
      revision: at + 1,
      clientId: `item-${at}`,
      status: 'sent',
      ...entry,
    }),
  );
}

/** A long timeline, for scrolling. */
export function longItems(count: number, nowMs: number): readonly Item[] {
  return Array.from({ length: count }, (_, at) =>
    Item.create({
      conversationId: 'conversation-0',
      seq: at + 1,
      revision: at + 1,
      clientId: `item-${at}`,
      author: Math.floor(at / 3) % 2 === 0 ? customer('Kim') : anna,
      channel: 'chat',
      atMs: nowMs - (count - at) * 47_000,
      status: 'sent',
      body: text(`${at + 1}. ${PREVIEWS.slice(0, 1 + (at % 4)).join(' ')}`),
    }),
  );
}

export const sampleContact = (nowMs: number): ContactCard => ({
  contactId: 'contact-0',
  displayName: 'Kim Lindqvist',
  nameClaimed: false,
  level: 'Gold',
  language: 'zh-CN',
  identities: [
    {
      contactId: 'contact-0',
      kind: 'account',
      value: 'kim@shop',
      shown: 'kim@shop',
      verified: true,
      source: 'shop',
      sinceMs: nowMs,
    },
    {
      contactId: 'contact-0',
      kind: 'phone',
      value: '+46 70 555 01 28',
      shown: '+46 70 555 01 28',
      verified: true,
      source: 'sms',
      sinceMs: nowMs,
    },
    {
      contactId: 'contact-0',
      kind: 'email',
      value: 'kim.lindqvist@example.org',
      shown: 'kim.lindqvist@example.org',
      verified: true,
      source: 'email',
      sinceMs: nowMs,
    },
    {
      contactId: 'contact-0',
      kind: 'wechat',
      value: 'oLx…9fQ',
      shown: 'oLx…9fQ',
      verified: false,
      source: 'wechat',
      sinceMs: nowMs,
    },
  ],
  joins: [
    {
      joinId: 'join-1',
      name: 'Guest 4711',
      reasons: [{ what: 'identity', kind: 'account' }],
      atMs: nowMs - 3 * HOUR_MS,
    },
  ],
  proposals: [
    {
      contactId: 'contact-77',
      name: 'K. Lindqvist',
      score: 0.82,
      reasons: [{ what: 'claim', kind: 'phone' }],
    },
  ],
  fields: [
    { key: 'plan', value: 'gold' },
    { key: 'birthday', value: '1990-04-01' },
  ],
  attributes: [
    ['city', '杭州'],
    ['customer since', '2023'],
  ],
  notes: [
    {
      ...{ noteId: 'note-1', authorName: 'Ben', atMs: nowMs - 40 * HOUR_MS },
      text: 'Prefers to be called in the morning. Speaks Swedish, English and some Chinese.',
    },
  ],
});

export const sampleTickets: readonly Ticket[] = [
  {
    ticketId: 'ticket-1',
    number: 1042,
    revision: 1,
    subject: 'Cracked shade, order 8841',
    state: 'open',
    ownerId: AGENT_ID,
    changedAtMs: 0,
  },
];

export const sampleTemplates: readonly Template[] = [
  {
    templateId: 't1',
    shortcut: 'hello',
    title: 'Greeting',
    text: 'Hello {{contact.name}}, this is {{agent.name}}. How can I help?',
    language: 'en',
    channels: [],
  },
  {
    templateId: 't2',
    shortcut: 'return',
    title: 'How to return something',
    text: 'You can return it within 30 days.',
    language: 'en',
    channels: [],
  },
  {
    ...{ templateId: 't3', shortcut: '发货', title: '发货说明', language: 'zh', channels: [] },
    text: '您好，订单会在 24 小时内发出。',
  },
];

export const sampleFloor = (nowMs: number): FloorNow => ({
  atMs: nowMs,
  agents: (
    [
      [AGENT_ID, 'Anna', 'available', 25, 'ap', '', ''],
      ['ben', 'Ben', 'busy', 4, 'eu', 'call-9', ''],
      ['chen', '陈宇', 'available', 71, 'ap', '', ''],
      ['dora', 'Dora', 'away', 12, 'eu', '', 'lunch'],
      ['emil', 'Emil', 'offline', undefined, '', '', ''],
    ] as const
  ).map(([agentId, displayName, presence, minutes, region, callId, pause]) => ({
    ...{ agentId, displayName, presence, region, callId, pause },
    sinceMs: minutes === undefined ? 0 : nowMs - minutes * MINUTE_MS,
  })),
  queues: [
    { queueId: 'default', waiting: 3, oldestSinceMs: nowMs - 42_000 },
    { queueId: 'returns', waiting: 1, oldestSinceMs: nowMs - 17_000 },
    { queueId: 'vip', waiting: 0, oldestSinceMs: 0 },
  ],
  calls: 1,
  service: [
    {
      ...{ queueId: 'default', title: '', answered: 214, abandoned: 9, averageWaitMs: 14_000 },
      ...{ percent: 83.6, goalPercent: 80, goalSeconds: 20, promised: 388, late: 11 },
    },
    {
      ...{ queueId: 'returns', title: '', answered: 57, abandoned: 6, averageWaitMs: 31_000 },
      ...{ percent: 64.3, goalPercent: 80, goalSeconds: 20, promised: 96, late: 0 },
    },
    {
      ...{ queueId: 'vip', title: 'VIP', answered: 0, abandoned: 0, averageWaitMs: 0 },
      ...{ percent: undefined, goalPercent: 90, goalSeconds: 10, promised: 0, late: 0 },
    },
  ],
  overdue: 2,
});
