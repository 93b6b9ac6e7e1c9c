import type { Channel, ItemStatus } from '@weft/proto';
import type { IdentityKind, Json } from './tables.ts';

/** A channel's message that is kept, by the channel's own id. */
export interface InboundSourceTable {
  accountId: string;
  sourceId: string;
  conversationId: string;
  atMs: number;
}

/** What an account knows of somebody who wrote to it, or was written to. */
export interface ChannelContactTable {
  accountId: string;
  kind: IdentityKind;
  value: string;
  contactId: string;
  shown: string;
  displayName: string;
  /** The channel was asked who it is, or there is nothing to ask. */
  known: boolean;
  arrivals: Json<readonly { readonly atMs: number; readonly what: string }[]>;
  sentAtMs: Json<readonly number[]>;
  optedOutAtMs: number | null;
  /** The message that was last confirmed to them; empty = none was. */
  confirmedSourceId: string;
  confirmedAtMs: number;
}

/** A part of a message that a channel cut. */
export interface InboundPartTable {
  accountId: string;
  /** Who wrote it. */
  value: string;
  reference: string;
  part: number;
  total: number;
  units: Uint8Array;
  sourceId: string;
  person: Json<object>;
  channel: Channel;
  atMs: number;
}

/** Where a conversation's answers on a channel go. */
export interface ChannelThreadTable {
  conversationId: string;
  channel: Channel;
  accountId: string;
  kind: IdentityKind;
  value: string;
  shown: string;
  displayName: string;
  inReplyTo: string[];
  atMs: number;
}

/**
 * `sending` = it is to go; `begun` = it is with the carrier, or was when its sender died, and what became of it is
 * not known (only of channels whose carriers do not know a message again); `edited` = it was changed or deleted before
 * anybody prepared it: it never goes as it was then.
 */
export type DeliveryState = 'sending' | 'begun' | 'sent' | 'failed' | 'edited';

/** An item on its way out, as it was at a revision. */
export interface DeliveryTable {
  conversationId: string;
  seq: number;
  revision: number;
  accountId: string;
  state: DeliveryState;
  tries: number;
  segments: number;
  code: string;
  atMs: number;
}

/** A carrier's id of a message, or of a part of one, and the newest receipt for it. */
export interface CarrierMessageTable {
  accountId: string;
  carrierId: string;
  /** Empty = the receipt came first. */
  conversationId: string;
  seq: number;
  revision: number;
  /** "queued-out" = no receipt yet. */
  status: ItemStatus;
  failure: string;
  atMs: number;
}
