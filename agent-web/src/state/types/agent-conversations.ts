import type { Alerts } from './alerts.ts';
import type { Readable } from './basics.ts';
import type { AttachmentFiles } from './conversation.ts';
import type { ContactFile, Floor, Template } from './crm.ts';
import type { Inbox } from './inbox.ts';
import type { LiveCallsNow } from './supervision.ts';
import type { Threads } from './threads.ts';
import type { Waiting } from './waiting.ts';

/** The desk's work with conversations, beside the live call. */
export interface AgentConversations {
  readonly inbox: Inbox;
  /** The open conversation. */
  readonly threads: Threads;
  /** What was sent along. */
  readonly files: AttachmentFiles;
  /** What is known of its customer. */
  readonly file: ContactFile;
  readonly templates: Readable<readonly Template[]>;
  readonly floor: Floor;
  /** Why nobody has what waits. */
  readonly waiting: Waiting;
  /** The calls that colleagues are in. */
  readonly liveCalls: LiveCallsNow;
  readonly alerts: Alerts;
}
