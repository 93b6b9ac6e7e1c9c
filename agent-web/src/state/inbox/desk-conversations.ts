import { type Clock, type ControlPush, type Conversation, type Log, uuidIds } from '@weft/proto';
import type { Random } from '../../link/index.ts';
import type { Ask } from '../ask.ts';
import { Conversations } from '../conversation/conversations.ts';
import type { Upload } from '../conversation/upload.ts';
import { AgentContactFile, type SaidOfContact } from '../crm/contact-file.ts';
import type { Crm } from '../crm/crm.ts';
import { FloorCalls, LiveFloor, LiveWaiting } from '../crm/floor.ts';
import { Renewed } from '../crm/renewed.ts';
import type { PageLink } from '../page-parts.ts';
import { problemOf } from '../problem.ts';
import type { TextStore } from '../storage.ts';
import type {
  AgentConversations,
  AttachmentFiles,
  BeginningAccount,
  CalledCustomer,
  Customers,
  FirstWords,
  MacroList,
  OriginalMails,
  OwnField,
  Problem,
  Reports,
  Template,
  TemplateList,
  TicketList,
} from '../types.ts';
import { AgentAlerts, type Chime } from './alerts.ts';
import { DraftSync } from './draft-sync.ts';
import { Drafts } from './drafts.ts';
import { AgentInbox } from './inbox.ts';
import { AgentSavedFilters } from './saved-filters.ts';
import { AgentSelection } from './selection.ts';
import { AgentThreads } from './threads.ts';

export interface DeskConversationParts {
  readonly link: PageLink;
  readonly ask: Ask;
  readonly upload: Upload;
  readonly files: AttachmentFiles;
  readonly crm: Crm;
  readonly store: TextStore;
  readonly chime: Chime;
  readonly attentive: () => boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Empty while nobody is signed in. */
  readonly agentId: () => string;
}

const saidOf = (head: Conversation): SaidOfContact => ({
  ...{ displayName: head.contactName, nameClaimed: head.contactNameClaimed },
  ...{ level: head.contactLevel, language: head.contactLanguage },
});

/** All that the desk knows of conversations: the list, the open one, and what calls for attention. */
export class DeskConversations implements AgentConversations {
  readonly inbox: AgentInbox;
  readonly selection: AgentSelection;
  readonly savedFilters: AgentSavedFilters;
  readonly threads: AgentThreads;
  readonly alerts: AgentAlerts;
  readonly files: AttachmentFiles;
  readonly originals: OriginalMails;
  readonly file: AgentContactFile;
  readonly floor: LiveFloor;
  readonly waiting: LiveWaiting;
  readonly liveCalls: FloorCalls;
  readonly called: Renewed<CalledCustomer>;
  readonly templates: Renewed<Template>;
  readonly tags: Renewed<string>;
  readonly fields: Renewed<OwnField>;
  readonly beginnings: Renewed<BeginningAccount>;
  readonly #parts: DeskConversationParts;
  readonly #drafts: Drafts;
  readonly #draftSync: DraftSync;
  /** Held while somebody is signed in. */
  #held: Conversations | undefined;
  #customers: Promise<Customers> | undefined;
  #tickets: Promise<TicketList> | undefined;
  #macros: Promise<MacroList> | undefined;
  #templateList: Promise<TemplateList> | undefined;
  #unfollow: () => void = () => undefined;
  /** First words of which it is not known whether they went: tried again, they are the same ones. */
  #begun: { readonly key: string; readonly clientId: string } | undefined;

  constructor(parts: DeskConversationParts) {
    this.#parts = parts;
    this.#drafts = new Drafts(parts.store, parts.agentId, parts.clock);
    this.#draftSync = new DraftSync({
      ...parts,
      drafts: this.#drafts,
      changed: (conversationIds) => this.threads.draftsChanged(conversationIds),
    });
    this.inbox = new AgentInbox(parts);
    this.selection = new AgentSelection({ ...parts, inbox: this.inbox });
    this.savedFilters = new AgentSavedFilters(parts);
    this.threads = new AgentThreads({
      ...parts,
      drafts: this.#drafts,
      onDraft: () => this.#draftSync.written(),
      openLive: (conversationId) => this.#conversations().open(conversationId),
    });
    this.files = parts.files;
    this.originals = {
      view: (originalId, remotePictures) => parts.crm.viewOriginal(originalId, remotePictures),
    };
    this.file = new AgentContactFile(parts);
    this.floor = new LiveFloor(parts);
    this.waiting = new LiveWaiting(parts);
    this.liveCalls = new FloorCalls(parts);
    this.called = new Renewed(() => parts.crm.ownCalls(), parts.log);
    this.templates = new Renewed(() => parts.crm.templates(), parts.log);
    this.tags = new Renewed(() => parts.crm.tags(), parts.log);
    this.fields = new Renewed(() => parts.crm.ownFields(), parts.log);
    this.beginnings = new Renewed(() => parts.crm.beginnings(), parts.log);
    this.threads.subscribe(() => this.#opened());
    this.alerts = new AgentAlerts({ ...parts, openId: () => this.threads.get()?.get().conversationId });
  }

  /** The desk is signed on with a new session. */
  renew(): void {
    this.inbox.renew();
    this.savedFilters.renew();
    this.#draftSync.renew();
    this.threads.renew();
    this.file.renew();
    this.templates.renew();
    this.tags.renew();
    this.fields.renew();
    this.beginnings.renew();
  }

  async begin(words: FirstWords): Promise<Problem | undefined> {
    const key = JSON.stringify(words);
    if (this.#begun?.key !== key) this.#begun = { key, clientId: uuidIds.next('item') };
    try {
      this.threads.open(await this.#parts.crm.begin({ ...words, clientId: this.#begun.clientId }));
      this.#begun = undefined;
      return undefined;
    } catch (error) {
      this.#parts.log.warn({ error: String(error) }, 'conversation not begun');
      return problemOf(error);
    }
  }

  customers(): Promise<Customers> {
    this.#customers ??= import('../crm/customers.ts').then(
      ({ AgentCustomers }) => new AgentCustomers(this.#parts),
    );
    // What could not be fetched is fetched again when it is next asked for.
    this.#customers.catch(() => {
      this.#customers = undefined;
    });
    return this.#customers;
  }

  tickets(): Promise<TicketList> {
    this.#tickets ??= import('../crm/ticket-list.ts').then(
      ({ AgentTicketList }) => new AgentTicketList(this.#parts),
    );
    this.#tickets.catch(() => {
      this.#tickets = undefined;
    });
    return this.#tickets;
  }

  templateList(): Promise<TemplateList> {
    this.#templateList ??= import('../crm/template-list.ts').then(
      ({ AgentTemplateList }) =>
        new AgentTemplateList({ ...this.#parts, changed: () => this.templates.renew() }),
    );
    this.#templateList.catch(() => {
      this.#templateList = undefined;
    });
    return this.#templateList;
  }

  macros(): Promise<MacroList> {
    this.#macros ??= import('../macros/macro-list.ts').then(
      ({ AgentMacroList }) => new AgentMacroList({ ...this.#parts, ids: uuidIds }),
    );
    this.#macros.catch(() => {
      this.#macros = undefined;
    });
    return this.#macros;
  }

  reports(): Promise<Reports> {
    return import('../crm/reports.ts').then(({ CentreReports }) => new CentreReports(this.#parts));
  }

  told({ body }: ControlPush): void {
    switch (body?.case) {
      case 'conversationChanged':
        if (body.value.conversation !== undefined) this.inbox.told(body.value.conversation);
        this.savedFilters.stale();
        this.alerts.told(body.value);
        break;
      case 'conversationCounts':
        this.inbox.counted(body.value);
        this.savedFilters.stale();
        this.alerts.counted(body.value);
        break;
      case 'filtersChanged':
        this.savedFilters.renew();
        break;
      case 'fieldsChanged':
        this.fields.renew();
        break;
      case 'focusChanged':
        this.threads.seenBy(body.value.conversationId, body.value.agentNames);
        break;
    }
  }

  /** Nobody is signed in any more: nothing of the agent's is shown or told. */
  clear(): void {
    this.threads.clear();
    this.inbox.clear();
    this.selection.forget();
    this.savedFilters.clear();
    this.#draftSync.clear();
    this.alerts.clear();
    this.#customers = undefined;
    this.#tickets = undefined;
    this.#held?.[Symbol.dispose]();
    this.#held = undefined;
  }

  /** Signing out for good: unsent texts leave this machine, too. */
  forget(): void {
    this.#drafts.clear();
  }

  /** The file of whoever the open conversation is with, as soon as that is known. */
  #opened(): void {
    this.#unfollow();
    const live = this.threads.get()?.live;
    if (live === undefined) {
      this.file.follow('');
      return;
    }
    const follow = (): void => {
      const { head } = live.get();
      this.file.follow(head?.contactId ?? '', `${head?.state} ${head?.rating}`, head && saidOf(head));
    };
    this.#unfollow = live.subscribe(follow);
    follow();
  }

  #conversations(): Conversations {
    const { link, ask, upload, store, clock, random, log, agentId } = this.#parts;
    this.#held ??= new Conversations(link, {
      ...{ ask, upload, store, clock, random, log },
      side: 'agent',
      owner: agentId,
      ids: uuidIds,
    });
    return this.#held;
  }
}
