import type { Channel } from '@weft/proto';

/** What became of a conversation each time that it was closed. */
export interface MatterTable {
  conversationId: string;
  fromSeq: number;
  toSeq: number;
  channel: Channel;
  queueId: string;
  agentId: string;
  agentName: string;
  disposition: string;
  openedAtMs: number;
  answeredAtMs: number;
  closedAtMs: number;
  received: number;
  sent: number;
  calls: number;
  missedCalls: number;
}

/** What a customer said of a matter. */
export interface RatingTable {
  conversationId: string;
  /** Of the matter that is rated; 0 = it is not over. */
  toSeq: number;
  stars: number;
  comment: string;
  agentId: string;
  atMs: number;
}
