import type { Migration } from 'kysely/migration';
import { up as conversations } from './0001-conversations.ts';
import { up as contacts } from './0002-contacts.ts';
import { up as desk } from './0003-desk.ts';
import { up as conversationsLive } from './0004-conversations-live.ts';
import { up as channels } from './0005-channels.ts';
import { up as inboundParts } from './0006-inbound-parts.ts';
import { up as virtualAgent } from './0007-virtual-agent.ts';
import { up as promises } from './0008-promises.ts';
import { up as heldItems } from './0009-held-items.ts';
import { up as erasures } from './0010-erasures.ts';
import { up as originalMails } from './0011-original-mails.ts';
import { up as confirmations } from './0012-confirmations.ts';
import { up as tags } from './0013-tags.ts';
import { up as snoozes } from './0014-snoozes.ts';
import { up as filters } from './0015-filters.ts';
import { up as joinedConversations } from './0016-joined-conversations.ts';
import { up as matters } from './0017-matters.ts';
import { up as blocked } from './0018-blocked.ts';
import { up as optOuts } from './0019-opt-outs.ts';
import { up as templateApprovals } from './0020-template-approvals.ts';
import { up as drafts } from './0021-drafts.ts';
import { up as contactSearch } from './0022-contact-search.ts';
import { up as macros } from './0023-macros.ts';
import { up as claimedNames } from './0024-claimed-names.ts';
import { up as fields } from './0025-fields.ts';
import { up as followers } from './0026-followers.ts';
import { up as webhooks } from './0027-webhooks.ts';

/** Every step of the tables, in the order of their names. A step that was ever released is not changed again. */
export const migrations: Record<string, Migration> = {
  '0001-conversations': { up: conversations },
  '0002-contacts': { up: contacts },
  '0003-desk': { up: desk },
  '0004-conversations-live': { up: conversationsLive },
  '0005-channels': { up: channels },
  '0006-inbound-parts': { up: inboundParts },
  '0007-virtual-agent': { up: virtualAgent },
  '0008-promises': { up: promises },
  '0009-held-items': { up: heldItems },
  '0010-erasures': { up: erasures },
  '0011-original-mails': { up: originalMails },
  '0012-confirmations': { up: confirmations },
  '0013-tags': { up: tags },
  '0014-snoozes': { up: snoozes },
  '0015-filters': { up: filters },
  '0016-joined-conversations': { up: joinedConversations },
  '0017-matters': { up: matters },
  '0018-blocked': { up: blocked },
  '0019-opt-outs': { up: optOuts },
  '0020-template-approvals': { up: templateApprovals },
  '0021-drafts': { up: drafts },
  '0022-contact-search': { up: contactSearch },
  '0023-macros': { up: macros },
  '0024-claimed-names': { up: claimedNames },
  '0025-fields': { up: fields },
  '0026-followers': { up: followers },
  '0027-webhooks': { up: webhooks },
};
