import { fieldsOf, number, text, texts } from '../fields.ts';
import { httpCall } from '../http-call.ts';
import { ownFieldsOf } from '../own-fields/read-fields.ts';
import type { Crm } from './crm.ts';
import { approvedOf, contactOf, floorOf, listOf, ticketOf, ticketRowsOf } from './read.ts';
import { answerChannelsOf, beginningsOf } from './read-channels.ts';
import { draftOf } from './read-drafts.ts';
import { episodeOf } from './read-episodes.ts';
import { savedFilterOf } from './read-filters.ts';
import { liveCallOf, ownCallOf } from './read-live-calls.ts';
import { ordersOf } from './read-orders.ts';
import { waitingOf } from './read-waiting.ts';

const part = encodeURIComponent;

/** The records over the control plane's HTTP API, with the session's token. */
export function httpCrm(apiUrl: string, token: () => Promise<string>): Crm {
  const call = httpCall(apiUrl, token);
  return {
    contacts: async (search, cursor, { order, level, kind }) => {
      const asked = new URLSearchParams({ search, cursor, order, level, kind: kind === 'any' ? '' : kind });
      const answer = await call('GET', `/v1/contacts?${asked}`);
      const { cursor: next, levels } = fieldsOf(answer);
      return { rows: listOf(answer, 'contacts', contactOf), cursor: text(next), levels: texts(levels) };
    },
    report: ({ fromMs, toMs, timeZone }) =>
      call('GET', `/v1/reports/figures?fromMs=${fromMs}&toMs=${toMs}&timeZone=${part(timeZone)}`),
    ratings: ({ fromMs, toMs, below, cursor }) =>
      call('GET', `/v1/reports/ratings?fromMs=${fromMs}&toMs=${toMs}&below=${below}&cursor=${part(cursor)}`),
    createContact: async (customer) => contactOf(await call('POST', '/v1/contacts', customer)),
    joinContacts: async (contactId, otherId) =>
      contactOf(await call('POST', `/v1/contacts/${part(contactId)}/joins`, { contactId: otherId })),
    contact: async (contactId) => contactOf(await call('GET', `/v1/contacts/${part(contactId)}`)),
    changeContact: async (contactId, change) =>
      contactOf(await call('PATCH', `/v1/contacts/${part(contactId)}`, change)),
    addIdentity: async (contactId, kind, value) =>
      contactOf(await call('POST', `/v1/contacts/${part(contactId)}/identities`, { kind, value })),
    removeIdentity: async ({ contactId, kind, value }) =>
      contactOf(
        await call('DELETE', `/v1/contacts/${part(contactId)}/identities/${part(kind)}/${part(value)}`),
      ),
    addContactNote: async (contactId, words) => {
      await call('POST', `/v1/contacts/${part(contactId)}/notes`, { text: words });
      return contactOf(await call('GET', `/v1/contacts/${part(contactId)}`));
    },
    part: async (contactId, joinId) => {
      await call('DELETE', `/v1/contacts/${part(contactId)}/joins/${part(joinId)}`);
      return contactOf(await call('GET', `/v1/contacts/${part(contactId)}`));
    },
    settle: async (contactId, otherId, same) => {
      await call('POST', `/v1/contacts/${part(contactId)}/proposals/${part(otherId)}`, { same });
      return contactOf(await call('GET', `/v1/contacts/${part(contactId)}`));
    },
    episodes: async (contactId) =>
      listOf(await call('GET', `/v1/contacts/${part(contactId)}/episodes`), 'episodes', episodeOf),
    orders: async (contactId) => ordersOf(await call('GET', `/v1/contacts/${part(contactId)}/orders`)),
    tickets: async (contactId) =>
      listOf(await call('GET', `/v1/tickets?contactId=${part(contactId)}`), 'tickets', ticketOf),
    allTickets: async ({ search, whose, state, order }, agentId, beyond) => {
      const asked = new URLSearchParams({ search: search.trim(), order, below: `${beyond}` });
      if (whose !== 'all')
        asked.set(whose === 'mine' ? 'ownerId' : 'unowned', whose === 'mine' ? agentId : 'true');
      if (state !== 'all') asked.set('settled', `${state === 'settled'}`);
      const answer = await call('GET', `/v1/tickets?${asked}`);
      return { rows: ticketRowsOf(answer), beyond: number(fieldsOf(answer).below) };
    },
    createTicket: async (ticket) => ticketOf(await call('POST', '/v1/tickets', ticket)),
    changeTicket: async (ticketId, revision, changes) =>
      ticketOf(await call('PATCH', `/v1/tickets/${part(ticketId)}`, { revision, ...changes })),
    answerChannels: async (conversationId) =>
      answerChannelsOf(await call('GET', `/v1/conversations/${part(conversationId)}/channels`)),
    resendItem: async (conversationId, seq) => {
      await call('POST', `/v1/conversations/${part(conversationId)}/items/${seq}/resend`);
    },
    viewOriginal: async (originalId, remotePictures) => {
      const path = `/v1/originals/${part(originalId)}/views`;
      const view = fieldsOf(await call('POST', path, { remotePictures }));
      return {
        url: new URL(text(view.path), apiUrl).href,
        remotePictures: number(view.remotePictures),
      };
    },
    drafts: async () => listOf(await call('GET', '/v1/drafts'), 'drafts', draftOf),
    putDraft: async ({ conversationId, ...draft }) => {
      await call('PUT', `/v1/drafts/${part(conversationId)}`, draft);
    },
    filters: async () => listOf(await call('GET', '/v1/filters'), 'filters', savedFilterOf),
    saveFilter: async (saved) => {
      await call('POST', '/v1/filters', saved);
    },
    renameFilter: async (filterId, name) => {
      await call('PATCH', `/v1/filters/${part(filterId)}`, { name });
    },
    removeFilter: async (filterId) => {
      await call('DELETE', `/v1/filters/${part(filterId)}`);
    },
    ownFields: async () => ownFieldsOf(await call('GET', '/v1/fields')),
    setContactField: async (contactId, { key, value, seen }) =>
      contactOf(await call('PUT', `/v1/contacts/${part(contactId)}/fields/${part(key)}`, { value, seen })),
    setConversationField: async (conversationId, { key, value, seen }) => {
      await call('PUT', `/v1/conversations/${part(conversationId)}/fields/${part(key)}`, { value, seen });
    },
    macros: () => call('GET', '/v1/macros'),
    runMacro: (macroId, run) => call('POST', `/v1/macros/${part(macroId)}/runs`, run),
    templateTexts: () => call('GET', '/v1/templates'),
    addTemplate: (template) => call('POST', '/v1/templates', template),
    changeTemplate: (templateId, change) => call('PATCH', `/v1/templates/${part(templateId)}`, change),
    removeTemplate: async (templateId) => {
      await call('DELETE', `/v1/templates/${part(templateId)}`);
    },
    templates: async () => approvedOf(await call('GET', '/v1/templates')),
    beginnings: async () => beginningsOf(await call('GET', '/v1/conversations/accounts')),
    begin: async (words) => text(fieldsOf(await call('POST', '/v1/conversations', words)).conversationId),
    tags: async () => texts(fieldsOf(await call('GET', '/v1/tags')).tags),
    floor: async () => floorOf(await call('GET', '/v1/floor')),
    liveCalls: async () => listOf(await call('GET', '/v1/floor/calls'), 'calls', liveCallOf),
    ownCalls: async () => listOf(await call('GET', '/v1/floor/own-calls'), 'calls', ownCallOf),
    waiting: async () => listOf(await call('GET', '/v1/routing/waiting'), 'waiting', waitingOf),
  };
}
