import { DEFAULT_QUEUE } from '@weft/proto';
import { contentsOf, type Past, pastOf, type Span, type SpanContent } from '../store/episodes.ts';
import type { Sql } from '../store/store.ts';

/** One matter within a conversation: from its opening, or reopening, to its close and what was rated after it. */
interface Stretch extends Span {
  /** Who had it last; empty = nobody. */
  readonly agentName: string;
  readonly disposition: string;
  /** 1 to 5; 0 = not rated. */
  readonly rating: number;
}

/** A matter that somebody had with the company. */
export type Episode = Stretch & SpanContent;

/** What a contact, and those joined with it, had to do with the company, newest first: at most `limit`. */
export async function episodesOf(store: Sql, contactId: string, limit: number): Promise<readonly Episode[]> {
  const past = await pastOf(store, contactId);
  const stretches = past
    .flatMap(stretchesOf)
    .toSorted((a, b) => b.openedAtMs - a.openedAtMs || b.fromSeq - a.fromSeq)
    .slice(0, limit);
  const contents = await contentsOf(store, stretches);
  return stretches.flatMap((stretch, at) => {
    const content = contents[at];
    return content === undefined ? [] : [{ ...stretch, ...content }];
  });
}

/** The matters of one conversation, oldest first. Pure. Of one that is cut, only what was reopened since is known. */
export function stretchesOf({
  conversationId,
  openedAtMs,
  lastSeq,
  happenings,
  cut,
}: Past): readonly Stretch[] {
  const begun = (fromSeq: number, atMs: number): Stretch => ({
    ...{ conversationId, fromSeq, toSeq: lastSeq, openedAtMs: atMs, closedAtMs: 0 },
    ...{ agentName: '', disposition: '', rating: 0 },
  });
  const over: Stretch[] = [];
  let now = cut ? undefined : begun(1, openedAtMs);
  for (const { seq, atMs, kind, subject, detail } of happenings) {
    // Of its own again, after it went on in another.
    if (kind === 'reopened' || kind === 'conversation-parted') {
      if (now !== undefined) over.push(now);
      now = begun(seq, atMs);
    }
    if (now === undefined) continue;
    // Conversations that went back to the queue were once told so.
    if (kind === 'assigned' || (kind === 'transferred' && subject !== DEFAULT_QUEUE))
      now = { ...now, agentName: subject };
    else if (kind === 'continued') now = { ...now, toSeq: seq, closedAtMs: atMs };
    else if (kind === 'closed') now = { ...now, toSeq: seq, closedAtMs: atMs, disposition: detail };
    else if (kind === 'rated')
      now = { ...now, rating: Number(subject) || 0, toSeq: now.closedAtMs === 0 ? lastSeq : seq };
  }
  return now === undefined ? over : [...over, now];
}
