import type { Cursor, SessionPush } from '@weft/proto';

/** Most cursors that a hello may give; a client that has heard more sources forgets the oldest. */
export const MAX_CURSORS = 32;

/** What a client has missed that turns up at another edge, or whose edge was cut off. */
export type Missed =
  | {
      readonly all: true;
      /** In the order they are to be sent. */
      readonly pushes: readonly SessionPush[];
    }
  /** A push is missing: what follows it cannot be sent in order. */
  | { readonly all: false; readonly sourceId: string; readonly expected: number; readonly found: number };

/**
 * What comes after the client's cursors: first of what was kept, for this session
 * or for many, then of what was heard since. Each source counts its pushes to a session from 1, so
 * that one heard both ways is known by its number, and a missing one by the gap
 * it leaves. Pushes without a source cannot be told apart: of the stream's they
 * are passed over. A wish to close the session is never too old.
 */
export function missedBy(
  cursors: readonly Cursor[],
  stored: readonly SessionPush[],
  heard: readonly SessionPush[],
): Missed {
  const seen = new Map(cursors.map(({ sourceId, sourceSeq }) => [sourceId, sourceSeq]));
  // A client that has forgotten sources cannot be told from one that never heard of them.
  const complete = cursors.length < MAX_CURSORS;
  const pushes: SessionPush[] = [];
  const early = new Set(stored);
  for (const push of inOrder([...stored, ...heard])) {
    const { source, sourceId, sourceSeq, closeWith } = push;
    if (source === undefined || sourceId === '') {
      if (closeWith !== undefined || (source !== undefined && !early.has(push))) pushes.push(push);
      continue;
    }
    const last = seen.get(sourceId) ?? (complete ? 0 : sourceSeq - 1);
    if (sourceSeq > last + 1) return { all: false, sourceId, expected: last + 1, found: sourceSeq };
    if (sourceSeq === last + 1) {
      seen.set(sourceId, sourceSeq);
      pushes.push(push);
    } else if (closeWith !== undefined) pushes.push({ ...push, source: undefined });
  }
  return { all: true, pushes };
}

/** Each source's pushes in its own order, each once, at the places where pushes of it stand: it published some for this session and some for many. */
function inOrder(pushes: readonly SessionPush[]): readonly SessionPush[] {
  const known = new Set<string>();
  const once = pushes.filter(({ source, sourceId, sourceSeq, closeWith }) => {
    if (source === undefined || sourceId === '' || closeWith !== undefined) return true;
    const name = `${sourceSeq} ${sourceId}`;
    return !known.has(name) && known.add(name);
  });
  const counted = ({ source, sourceId }: SessionPush): boolean => source !== undefined && sourceId !== '';
  const lines = new Map(
    [...Map.groupBy(once.filter(counted), ({ sourceId }) => sourceId)].map(([sourceId, line]) => [
      sourceId,
      line.sort((a, b) => a.sourceSeq - b.sourceSeq).values(),
    ]),
  );
  return once.map((push) => (counted(push) ? (lines.get(push.sourceId)?.next().value ?? push) : push));
}
