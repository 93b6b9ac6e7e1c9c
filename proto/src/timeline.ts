import type { TimelineEvent, TimelineEventInit } from './gen/timeline.ts';

/** How many parts the timelines are dealt over; changing it needs an empty stream. */
export const TIMELINE_PARTITIONS = 16;

/** The partition of a conversation: FNV-1a of its id. */
export function partitionOf(conversationId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < conversationId.length; index += 1) {
    hash = Math.imul(hash ^ conversationId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % TIMELINE_PARTITIONS;
}

export interface TimelineEntry {
  /** Rises along the stream, with gaps where other partitions' events are. */
  readonly position: number;
  readonly event: TimelineEvent;
}

/** What there is of the stream. */
export interface TimelineExtent {
  /** Names this life of the stream: positions of another one say nothing. */
  readonly streamId: string;
  /** Of the newest entry of any partition; 0 = none yet. */
  readonly last: number;
}

/** What happened to conversations, kept in order: JetStream's TIMELINE stream. */
export interface TimelineLog {
  /**
   * Resolves when the stream has stored it. An event whose key was stored
   * within the last ten minutes is not stored again. Throws UNAVAILABLE when
   * that cannot be had within a few seconds: the event may be stored all the same.
   */
  append(event: TimelineEventInit & { readonly conversationId: string }, key: string): Promise<void>;
  /** Takes a conversation's entries up to a position out of the stream: what was deleted is in none of them. Throws UNAVAILABLE. */
  forget(conversationId: string, upTo: number): Promise<void>;
  /** Throws UNAVAILABLE. */
  extent(): Promise<TimelineExtent>;
  /**
   * A partition's entries after a position, oldest first, and then as they
   * come, each time as many as are there and at most `most`. Ends when the stream cannot be followed any
   * further (the server went away): the caller follows anew from where it is.
   */
  follow(partition: number, after: number, most: number): TimelineReader;
}

export interface TimelineReader extends AsyncIterable<readonly TimelineEntry[]> {
  /** Ends the iteration. */
  close(): void;
}
