import { fieldsOf, text } from '../fields.ts';
import { askHttp } from '../http-ask.ts';
import { httpCall } from '../http-call.ts';
import { keptMacroOf, macrosOf } from '../macros/read-macros.ts';
import { keptFieldOf, ownFieldsOf } from '../own-fields/read-fields.ts';
import type { OwnField } from '../types.ts';
import {
  addedWebhookOf,
  webhookAnswerOf,
  webhookDeliveriesOf,
  webhookOf,
  webhooksOf,
} from '../webhooks/read-webhooks.ts';
import type { AdminApi } from './admin-api.ts';
import { menuBodyOf, menuEntriesOf } from './menu-draft.ts';
import {
  addedPersonOf,
  allTraitsOf,
  auditOf,
  capacitiesOf,
  changesOf,
  importOf,
  invitationsOf,
  keptLookOf,
  outcomeOf,
  peopleOf,
  personOf,
  rulesOf,
  templateOf,
  templatesOf,
  versionsOf,
  whatIfOf,
} from './read-admin.ts';
import { accountsOf, kindsOf, lettersOf, triedOf } from './read-channels.ts';

/** All customers there are, over whatever line. */
const FILE_WITHIN_MS = 600_000;

const part = encodeURIComponent;

const hookPath = (endpointId: string): string => `/v1/webhooks/${part(endpointId)}`;

const fieldPath = ({ subject, key }: OwnField): string => `/v1/fields/${subject}/${part(key)}`;

/** The administrator's API over HTTP, with the session's token. */
export function httpAdmin(apiUrl: string, token: () => Promise<string>): AdminApi {
  const call = httpCall(apiUrl, token);
  return {
    rules: async () => rulesOf(await call('GET', '/v1/routing/rules')),
    validate: async (rules) => outcomeOf(await call('POST', '/v1/routing/rules/validate', { rules })),
    saveRules: async (rules, note, basedOn) =>
      outcomeOf(await call('POST', '/v1/routing/rules', { rules, note, basedOn })),
    versions: async () => versionsOf(await call('GET', '/v1/routing/versions')),
    diff: async (version) => changesOf(await call('GET', `/v1/routing/versions/${version}/diff`)),
    restore: async (version, basedOn) =>
      outcomeOf(await call('POST', `/v1/routing/versions/${version}/restore`, { basedOn })),
    whatIf: async (rules, sinceMs) => whatIfOf(await call('POST', '/v1/routing/what-if', { rules, sinceMs })),
    people: async () => peopleOf(await call('GET', '/v1/people')),
    addPerson: async (draft) => addedPersonOf(await call('POST', '/v1/people', draft)),
    changePerson: async (agentId, change) =>
      personOf(fieldsOf(await call('PATCH', `/v1/people/${part(agentId)}`, change))),
    renewPassword: async (agentId) =>
      text(fieldsOf(await call('POST', `/v1/people/${part(agentId)}/password`)).password),
    traits: async () => allTraitsOf(await call('GET', '/v1/routing/agents')),
    setTraits: async (agentId, traits) => {
      await call('PUT', `/v1/routing/agents/${part(agentId)}`, traits);
    },
    capacities: async () => capacitiesOf(await call('GET', '/v1/routing/capacities')),
    invitations: async () => invitationsOf(await call('GET', '/v1/invitations')),
    setInvitations: async (list) => invitationsOf(await call('PUT', '/v1/invitations', { ...list })),
    look: async () => keptLookOf(await call('GET', '/v1/look')),
    setLook: async ({ look, version }) => keptLookOf(await call('PUT', '/v1/look', { ...look, version })),
    templates: async () => templatesOf(await call('GET', '/v1/templates')),
    addTemplate: async (draft) => templateOf(await call('POST', '/v1/templates', { ...draft, shared: true })),
    changeTemplate: async (templateId, revision, draft) =>
      templateOf(await call('PATCH', `/v1/templates/${part(templateId)}`, { ...draft, revision })),
    judgeTemplate: async (templateId, revision, reason) => {
      const judgement = { revision, approved: reason === '', reason };
      return templateOf(await call('POST', `/v1/templates/${part(templateId)}/judgement`, judgement));
    },
    removeTemplate: async (templateId) => {
      await call('DELETE', `/v1/templates/${part(templateId)}`);
    },
    macros: async () => macrosOf(await call('GET', '/v1/macros')),
    addMacro: async (draft) => keptMacroOf(await call('POST', '/v1/macros', draft)),
    changeMacro: async (macroId, revision, draft) =>
      keptMacroOf(await call('PATCH', `/v1/macros/${part(macroId)}`, { ...draft, revision })),
    removeMacro: async (macroId) => {
      await call('DELETE', `/v1/macros/${part(macroId)}`);
    },
    ownFields: async () => ownFieldsOf(await call('GET', '/v1/fields')),
    addOwnField: async (draft) => keptFieldOf(await call('POST', '/v1/fields', draft)),
    changeOwnField: async (field, draft) =>
      keptFieldOf(await call('PATCH', fieldPath(field), { ...draft, revision: field.revision })),
    removeOwnField: async (field) => {
      await call('DELETE', fieldPath(field));
    },
    webhooks: async () => webhooksOf(await call('GET', '/v1/webhooks')),
    addWebhook: async (draft) => addedWebhookOf(await call('POST', '/v1/webhooks', draft)),
    changeWebhook: async ({ endpointId, revision }, draft) =>
      webhookOf(await call('PATCH', hookPath(endpointId), { ...draft, revision })),
    removeWebhook: async (endpointId) => {
      await call('DELETE', hookPath(endpointId));
    },
    testWebhook: async (endpointId) => webhookAnswerOf(await call('POST', `${hookPath(endpointId)}/test`)),
    webhookDeliveries: async (endpointId) =>
      webhookDeliveriesOf(await call('GET', `${hookPath(endpointId)}/deliveries`)),
    sendWebhookAgain: async (endpointId, delivery) => {
      await call('POST', `${hookPath(endpointId)}/deliveries/${delivery}/again`);
    },
    kinds: async () => kindsOf(await call('GET', '/v1/channels/kinds')),
    accounts: async () => accountsOf(await call('GET', '/v1/channels')),
    putAccount: async (accountId, change) => {
      await call('PUT', `/v1/channels/${part(accountId)}`, change);
    },
    tryAccount: async (accountId, change) =>
      triedOf(await call('POST', `/v1/channels/${part(accountId)}/test`, change)),
    removeAccount: async (accountId) => {
      await call('DELETE', `/v1/channels/${part(accountId)}`);
    },
    menu: async (accountId) => menuEntriesOf(await call('GET', `/v1/channels/${part(accountId)}/menu`)),
    putMenu: async (accountId, entries) => {
      const path = `/v1/channels/${part(accountId)}/menu`;
      if (entries.length === 0) await call('DELETE', path);
      else await call('PUT', path, menuBodyOf(entries));
    },
    letters: async (before) => lettersOf(await call('GET', `/v1/channels/dead-letters?before=${before}`)),
    replayLetter: async (seq) => {
      await call('POST', `/v1/channels/dead-letters/${seq}/replay`);
    },
    discardLetter: async (seq) => {
      await call('DELETE', `/v1/channels/dead-letters/${seq}`);
    },
    importCustomers: async (list) => importOf(await call('POST', '/v1/contacts/import', list)),
    exportCustomers: async () => {
      const asked = { method: 'GET', path: '/v1/contacts/export', token: await token(), file: true } as const;
      const file = await askHttp(apiUrl, { ...asked, withinMs: FILE_WITHIN_MS });
      if (!(file instanceof Blob)) throw new TypeError('the customers did not come as a file');
      return file;
    },
    audit: async ({ before, actorId, subjectId }) => {
      const query = new URLSearchParams({ before: String(before), actorId, subjectId });
      return auditOf(await call('GET', `/v1/audit?${query}`));
    },
  };
}
