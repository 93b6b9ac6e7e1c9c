import { useVirtualizer } from '@tanstack/react-virtual';
import type { Conversation, Item } from '@weft/proto';
import { ArrowDown } from 'lucide-react';
import { memo, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSnapshot, Thread } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { Bubble } from './bubble.tsx';
import { CallCard } from './call-card.tsx';
import { DayLine } from './day-line.tsx';
import { GuessCard } from './guess-card.tsx';
import { OutgoingBubble } from './outgoing-bubble.tsx';
import { SystemLine, TranscriptLine } from './system-line.tsx';
import styles from './timeline.module.css';
import { placeOfGoal, type TimelineRow, timelineRows } from './timeline-rows.ts';

/** What a row is taken for until it has been drawn and measured. */
const USUAL_PX = 64;
const OVERSCAN = 8;
/** Older items are asked for when the first row shown is this near the top. */
const AHEAD = 12;
/** This near to the end counts as at the end: what comes is followed. */
const END_PX = 80;

interface RowProps {
  readonly row: TimelineRow;
  readonly head: Conversation | undefined;
  readonly agentId: string;
  readonly thread: Thread;
}

function ItemRow({
  item,
  first,
  head,
  agentId,
  thread,
}: { readonly item: Item; readonly first: boolean } & Omit<RowProps, 'row'>) {
  if (item.body?.case === 'event') return <SystemLine item={item} event={item.body.value} />;
  if (item.body?.case === 'call') return <CallCard call={item.body.value} />;
  if (item.body?.case === 'transcript') return <TranscriptLine item={item} transcript={item.body.value} />;
  if (item.body?.case === 'guess')
    return <GuessCard seq={item.seq} guess={item.body.value} thread={thread} />;
  return <Bubble item={item} first={first} head={head} agentId={agentId} thread={thread} />;
}

const Row = memo(function Row({ row, head, agentId, thread }: RowProps) {
  switch (row.kind) {
    case 'day':
      return <DayLine atMs={row.atMs} />;
    case 'item':
      return <ItemRow item={row.item} first={row.first} head={head} agentId={agentId} thread={thread} />;
    case 'outgoing':
      return <OutgoingBubble outgoing={row.outgoing} thread={thread} />;
  }
});

/** Says to the state layer whether somebody sees the newest items: only then are they read. */
function useLooking(thread: Thread, atEnd: boolean): void {
  const { live } = thread;
  useEffect(() => {
    const tell = (): void =>
      live.look(atEnd && document.visibilityState === 'visible' && document.hasFocus());
    tell();
    document.addEventListener('visibilitychange', tell);
    window.addEventListener('focus', tell);
    window.addEventListener('blur', tell);
    return () => {
      document.removeEventListener('visibilitychange', tell);
      window.removeEventListener('focus', tell);
      window.removeEventListener('blur', tell);
      live.look(false);
    };
  }, [live, atEnd]);
}

/** Who stands at the newest item stays there when the box gets lower, by a call above it or a longer draft below. */
function useKeptAtEnd(box: RefObject<HTMLDivElement | null>, scrollToEnd: () => void): void {
  useEffect(() => {
    const one = box.current;
    if (one === null) return;
    let stood = true;
    // A lower box alone scrolls nothing: what stood before is still known when its size is told.
    const look = (): void => {
      stood = one.scrollHeight - one.scrollTop - one.clientHeight <= END_PX;
    };
    const sizes = new ResizeObserver(() => {
      if (stood) scrollToEnd();
    });
    one.addEventListener('scroll', look, { passive: true });
    sizes.observe(one);
    return () => {
      one.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, [box, scrollToEnd]);
}

/** A conversation's items over all channels, oldest above; only what is seen is in the document. */
export function Timeline({
  thread,
  snapshot,
  agentId,
  label,
}: {
  readonly thread: Thread;
  readonly snapshot: ConversationSnapshot;
  readonly agentId: string;
  readonly label: string;
}) {
  const { t } = useTranslation('thread');
  const box = useRef<HTMLDivElement>(null);
  const { items, outgoing, older, head } = snapshot;
  const rows = useMemo(() => timelineRows(items, outgoing), [items, outgoing]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => USUAL_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_PX,
    initialOffset: Number.MAX_SAFE_INTEGER,
    paddingStart: 12,
    paddingEnd: 12,
  });
  const scrollToEnd = useCallback(() => virtual.scrollToEnd(), [virtual]);
  useKeptAtEnd(box, scrollToEnd);
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const atEnd = rows.length === 0 || virtual.isAtEnd(END_PX);
  const some = rows.length > 0;
  useLooking(thread, some && atEnd);
  useEffect(() => {
    if (some && older === 'available' && first < AHEAD) thread.live.loadOlder();
  }, [thread, older, first, some]);
  // What one writes oneself is always followed.
  const written = outgoing.length;
  useEffect(() => {
    if (written > 0) scrollToEnd();
  }, [written, scrollToEnd]);
  const [visited, setVisited] = useState('');
  const { goal } = useStore(thread);
  const there = goal === undefined ? -1 : placeOfGoal(rows, goal.seq, older);
  useEffect(() => {
    if (there < 0) return;
    virtual.scrollToIndex(there, { align: 'start' });
    setVisited(rows[there]?.key ?? '');
    box.current?.focus({ preventScroll: true });
    thread.arrived();
  }, [there, rows, thread, virtual]);

  return (
    <div className={styles.around}>
      {older === 'loading' && (
        <p className={styles.older} role="status">
          {t('olderLoading')}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <div ref={box} className={styles.box} tabIndex={0} role="log" aria-label={label}>
        <div className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          <div className={styles.window} style={{ transform: `translateY(${shown[0]?.start ?? 0}px)` }}>
            {shown.map(({ key, index }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <div
                  key={key}
                  data-index={index}
                  data-visited={key === visited || undefined}
                  className={styles.row}
                  ref={virtual.measureElement}
                >
                  <Row row={row} head={head} agentId={agentId} thread={thread} />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          className={styles.toEnd}
          aria-label={t('toNewest')}
          title={t('toNewest')}
          onClick={scrollToEnd}
        >
          <ArrowDown size={20} aria-hidden="true" />
          {snapshot.unread > 0 && <b>{snapshot.unread > 99 ? '99+' : snapshot.unread}</b>}
        </button>
      )}
    </div>
  );
}
