import type { Alerts } from './alerts.ts';
import type { Readable } from './basics.ts';
import type { AttachmentFiles } from './conversation.ts';
import type { ContactFile, Floor, Template } from './crm.ts';
import type { Inbox } from './inbox.ts';
import type { LiveCallsNow } from './supervision.ts';
import type { Threads } from './threads.ts';
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

/** The desk's work with conversations, beside the live call. */
export interface AgentConversations {
  readonly inbox: Inbox;
  /** The open conversation. */
  readonly threads: Threads;
  /** What was sent along. */
  readonly files: AttachmentFiles;
  /** How mails in it looked. */
  readonly originals: OriginalMails;
  /** What is known of its customer. */
  readonly file: ContactFile;
  readonly templates: Readable<readonly Template[]>;
  /** What conversations are tagged with, most often first. */
  readonly tags: Readable<readonly string[]>;
  readonly floor: Floor;
  /** Why nobody has what waits. */
  readonly waiting: Waiting;
  /** The calls that colleagues are in. */
  readonly liveCalls: LiveCallsNow;
  readonly alerts: Alerts;
}
