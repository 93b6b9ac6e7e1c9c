import type { Crm } from '../crm/crm.ts';
import type { DeskParts } from '../desk-parts.ts';

const never = (): Promise<never> => new Promise(() => undefined);

/** Records that nobody answers. */
const silentCrm: Crm = {
  contacts: never,
  report: never,
  ratings: never,
  createContact: never,
  joinContacts: never,
  contact: never,
  changeContact: never,
  addIdentity: never,
  removeIdentity: never,
  addContactNote: never,
  part: never,
  settle: never,
  episodes: never,
  orders: never,
  tickets: never,
  allTickets: never,
  createTicket: never,
  changeTicket: never,
  ownFields: never,
  setContactField: never,
  setConversationField: never,
  macros: never,
  runMacro: never,
  templates: never,
  templateTexts: never,
  addTemplate: never,
  changeTemplate: never,
  removeTemplate: never,
  drafts: never,
  putDraft: never,
  filters: never,
  saveFilter: never,
  renameFilter: never,
  removeFilter: never,
  tags: never,
  beginnings: never,
  begin: never,
  answerChannels: never,
  resendItem: never,
  viewOriginal: never,
  floor: never,
  liveCalls: never,
  ownCalls: never,
  waiting: never,
};

/** What a desk needs beside a page with calls; `changes` on top. */
export const fakeDesk = (
  changes: Partial<Pick<DeskParts, 'upload' | 'files' | 'crm' | 'chime' | 'attentive'>> = {},
): Pick<DeskParts, 'upload' | 'files' | 'crm' | 'chime' | 'attentive'> => ({
  upload: never,
  files: { open: never },
  crm: silentCrm,
  chime: () => undefined,
  attentive: () => true,
  ...changes,
});
