import type { Clock, Ids, Log, PageVisitInit } from '@weft/proto';
import type { Random } from '../../link/index.ts';
import type { Ask } from '../ask.ts';
import type { TextStore } from '../storage.ts';
import type { AnsweredInvitation, ConversationSide } from '../types.ts';
import type { Upload } from './upload.ts';

/** What conversations of a page are made of. */
export interface ConversationParts {
  readonly ask: Ask;
  readonly side: ConversationSide;
  readonly upload: Upload;
  /** Survives the visit: what was written and not sent. */
  readonly store: TextStore;
  /** Whose unsent texts these are: another person at the same browser must not send them. */
  readonly owner: () => string;
  /** The queue of the rules that a matter which begins here is for; absent at desks, empty = where the rules put it. */
  readonly queueId?: string;
  /** By which rule the customer was invited to write; absent where nobody is. */
  readonly invitation?: AnsweredInvitation;
  /** Where the customer is; absent at desks. */
  readonly page?: () => PageVisitInit;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
