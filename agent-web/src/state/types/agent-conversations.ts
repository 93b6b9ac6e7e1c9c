import type { TemplateList } from './admin.ts';
import type { Alerts } from './alerts.ts';
import type { Problem, Readable } from './basics.ts';
import type { AttachmentFiles } from './conversation.ts';
import type { CalledCustomer, ContactFile, Customers, Floor, Template } from './crm.ts';
import type { Inbox, SavedFilters, Selection } from './inbox.ts';
import type { MacroList } from './macros.ts';
import type { OwnField } from './own-fields.ts';
import type { Reports } from './reports.ts';
import type { LiveCallsNow } from './supervision.ts';
import type { Threads } from './threads.ts';
import type { TicketList } from './tickets.ts';
import type { Waiting } from './waiting.ts';

/** A mail as it looked, made safe to be framed. */
export interface OriginalView {
  /** Where a frame finds it, within a minute. */
  readonly url: string;
  /** Pictures that are fetched from elsewhere when they are shown. */
  readonly remotePictures: number;
}

/** Mails as they looked. */
export interface OriginalMails {
  /** Rejects when it cannot be had. @param remotePictures whoever wrote it is to learn that it is read */
  view(originalId: string, remotePictures: boolean): Promise<OriginalView>;
}

/** An account by which somebody can be written to who never wrote. */
export interface BeginningAccount {
  readonly accountId: string;
  readonly name: string;
  readonly channel: 'sms' | 'email';
}

/** What is written to somebody first. */
export interface FirstWords {
  readonly accountId: string;
  /** A phone number or a mail address. */
  readonly to: string;
  /** Empty = not known. */
  readonly name: string;
  readonly text: string;
}

/** The desk's work with conversations, beside the live call. */
export interface AgentConversations {
  readonly inbox: Inbox;
  /** Rows of it that are chosen. */
  readonly selection: Selection;
  readonly savedFilters: SavedFilters;
  /** The open conversation. */
  readonly threads: Threads;
  /** What was sent along. */
  readonly files: AttachmentFiles;
  /** How mails in it looked. */
  readonly originals: OriginalMails;
  /** What is known of its customer. */
  readonly file: ContactFile;
  readonly templates: Readable<readonly Template[]> & {
    /** Asks for them anew: others may have been approved. */
    renew(): void;
  };
  /** What conversations are tagged with, most often first. */
  readonly tags: Readable<readonly string[]>;
  /** The company's own, of customers and conversations. */
  readonly fields: Readable<readonly OwnField[]>;
  /** By which accounts conversations may be begun; empty = by none. */
  readonly beginnings: Readable<readonly BeginningAccount[]>;
  /** Writes to somebody and opens the conversation. Resolves with what stood in the way, undefined = nothing. */
  begin(words: FirstWords): Promise<Problem | undefined>;
  /** Comes when it is first asked for. */
  customers(): Promise<Customers>;
  /** Comes when it is first asked for. */
  tickets(): Promise<TicketList>;
  /** Comes when it is first asked for. */
  templateList(): Promise<TemplateList>;
  /** Comes when it is first asked for. */
  macros(): Promise<MacroList>;
  /** The same; for supervisors. */
  reports(): Promise<Reports>;
  readonly floor: Floor;
  /** Why nobody has what waits. */
  readonly waiting: Waiting;
  /** The calls that colleagues are in. */
  readonly liveCalls: LiveCallsNow;
  /** Whom the day's calls were with, as it was when it was asked for last. */
  readonly called: Readable<readonly CalledCustomer[]> & { renew(): void };
  readonly alerts: Alerts;
}
