import type { Api } from './api.ts';
import type { DeskConversationParts } from './inbox/desk-conversations.ts';
import type { CallPageParts } from './page-parts.ts';
import type { Ring } from './ring.ts';
import type { Session } from './session.ts';
import type { TextStore } from './storage.ts';

/** What a desk stands on. */
export interface DeskParts
  extends CallPageParts,
    Pick<DeskConversationParts, 'upload' | 'files' | 'crm' | 'chime' | 'attentive'> {
  readonly api: Api;
  readonly session: Session;
  readonly ring: Ring;
  /** Survives the visit. */
  readonly store: TextStore;
}
