import { useVirtualizer } from '@tanstack/react-virtual';
import type { Conversation } from '@weft/proto';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { unreadFor } from '../../state/inbox/unread.ts';
import { ConversationRow } from './conversation-row.tsx';
import styles from './list.module.css';

/** Every row is as high: a list of ten thousand knows where each stands without measuring any. */
const ROW_PX = 84;
const OVERSCAN = 6;
/** The next page is asked for when the last row shown is this near the end. */
const AHEAD = 30;

export interface ConversationListProps {
  readonly rows: readonly Conversation[];
  readonly currentId: string | undefined;
  readonly agentId: string;
  /** Chosen for a step with several. */
  readonly chosen: readonly string[];
  readonly onChoose: (conversationId: string) => void;
  readonly draftOf: (conversationId: string) => string;
  readonly onOpen: (conversationId: string) => void;
  readonly onNearEnd: () => void;
}

/** The conversations of a view; only what is seen is in the document. */
export function ConversationList(props: ConversationListProps) {
  const { rows, currentId, agentId, chosen, onChoose, draftOf, onOpen, onNearEnd } = props;
  const { t } = useTranslation(['inbox', 'desk', 'lists']);
  const chosenIds = useMemo(() => new Set(chosen), [chosen]);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.conversationId ?? index,
    overscan: OVERSCAN,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - AHEAD) onNearEnd();
  }, [last, rows.length, onNearEnd]);

  // Chosen by the keyboard, another one may be out of sight; one that moves up must not take the view along.
  const shownId = useRef('');
  useEffect(() => {
    if (currentId === undefined || currentId === shownId.current) return;
    const at = rows.findIndex(({ conversationId }) => conversationId === currentId);
    if (at < 0) return;
    shownId.current = currentId;
    virtual.scrollToIndex(at, { align: 'auto' });
  }, [currentId, rows, virtual]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <div ref={box} className={styles.box} tabIndex={0}>
      <ul
        className={styles.rows}
        data-choosing={chosen.length > 0 || undefined}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t('inbox:list')}
      >
        {shown.map(({ key, index, start }) => {
          const head = rows[index];
          if (head === undefined) return null;
          const { conversationId } = head;
          const name = head.contactName || t('desk:unnamedCustomer');
          const isChosen = chosenIds.has(conversationId);
          return (
            <li
              key={key}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={styles.place}
              data-row={conversationId}
              data-chosen={isChosen || undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ConversationRow
                head={head}
                current={conversationId === currentId}
                own={head.agentId === agentId}
                unread={unreadFor(head, agentId)}
                draft={conversationId === currentId ? '' : draftOf(conversationId)}
                name={name}
                onOpen={onOpen}
              />
              {/* Beside the row's button and over its picture: a button holds no other control. */}
              <label className={styles.choose}>
                <input
                  type="checkbox"
                  aria-label={t('lists:select', { name })}
                  checked={isChosen}
                  onChange={() => onChoose(conversationId)}
                />
              </label>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
