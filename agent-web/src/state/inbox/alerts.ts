import {
  type Conversation,
  type ConversationChanged,
  type ConversationCounts,
  followerIn,
  wordsOf,
} from '@weft/proto';
import { Listeners } from '../../link/index.ts';
import { type Cell, createCell } from '../cell.ts';
import type { TextStore } from '../storage.ts';
import type { AlertSettings, Alerts, DeskAlert } from '../types.ts';

const KEY = 'weft-alerts';
/** Characters of a note that are shown. */
const MAX_PREVIEW = 200;

const USUAL: AlertSettings = { messageSound: true, waitingSound: false, volume: 0.5, notifications: false };

/** A short sound. A port: a page's is made by oscillators. */
export type Chime = (kind: DeskAlert['name'], volume: number) => void;

export interface AlertParts {
  readonly store: TextStore;
  readonly chime: Chime;
  /** Whether somebody looks at the page. */
  readonly attentive: () => boolean;
  readonly agentId: () => string;
  /** The conversation that is open. */
  readonly openId: () => string | undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function read(kept: string | undefined): AlertSettings {
  let value: unknown;
  try {
    value = JSON.parse(kept ?? '');
  } catch {
    return USUAL;
  }
  if (!isObject(value)) return USUAL;
  const flag = (one: unknown, usual: boolean): boolean => (typeof one === 'boolean' ? one : usual);
  const { volume } = value;
  return {
    messageSound: flag(value.messageSound, USUAL.messageSound),
    waitingSound: flag(value.waitingSound, USUAL.waitingSound),
    volume: typeof volume === 'number' && volume >= 0 && volume <= 1 ? volume : USUAL.volume,
    notifications: flag(value.notifications, USUAL.notifications),
  };
}

/** Calls for the agent's attention when something happens that they are not looking at. */
export class AgentAlerts implements Alerts {
  readonly #parts: AlertParts;
  readonly #cell: Cell<AlertSettings>;
  readonly #listeners = new Listeners<DeskAlert>();
  #waiting: number | undefined;

  constructor(parts: AlertParts) {
    this.#parts = parts;
    this.#cell = createCell(read(parts.store.get(KEY)));
  }

  readonly get = (): AlertSettings => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  set(changes: Partial<AlertSettings>): void {
    this.#cell.set({ ...this.get(), ...changes });
    this.#parts.store.set(KEY, JSON.stringify(this.get()));
  }

  play(): void {
    this.#parts.chime('message', this.get().volume);
  }

  onAlert(listener: (alert: DeskAlert) => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * A conversation has changed: a customer's message in one of the agent's own, or in one that they follow, is news, and
   * in these a colleague's note as well.
   */
  told({ conversation, items }: ConversationChanged): void {
    if (conversation === undefined || this.#watched(conversation)) return;
    const me = this.#parts.agentId();
    const follower = followerIn(conversation, me);
    if (conversation.agentId !== me && follower === undefined) return;
    const readSeq = follower?.readSeq ?? conversation.agentReadSeq;
    const fresh = items.filter(
      ({ seq, editedAtMs, deleted }) => seq > readSeq && editedAtMs === 0 && !deleted,
    );
    const { conversationId, contactName, preview, blockedAtMs } = conversation;
    if (blockedAtMs === 0 && fresh.some(({ author }) => author?.kind === 'customer')) {
      this.#alert({ name: 'message', conversationId, from: contactName, note: false, preview });
      return;
    }
    const noted = follower && fresh.findLast(({ note, author }) => note && author?.id !== me);
    if (noted === undefined) return;
    const words = wordsOf(noted.body).slice(0, MAX_PREVIEW);
    const from = noted.author?.displayName ?? '';
    this.#alert({ name: 'message', conversationId, from, note: true, preview: words });
  }

  /** More wait than before. */
  counted({ unassigned }: ConversationCounts): void {
    const before = this.#waiting;
    this.#waiting = unassigned;
    if (before !== undefined && unassigned > before) this.#alert({ name: 'waiting', count: unassigned });
  }

  /** Signed out: the next counts are nothing new. */
  clear(): void {
    this.#waiting = undefined;
  }

  #watched({ conversationId }: Conversation): boolean {
    return this.#parts.attentive() && this.#parts.openId() === conversationId;
  }

  #alert(alert: DeskAlert): void {
    const { messageSound, waitingSound, volume, notifications } = this.get();
    if (alert.name === 'message' ? messageSound : waitingSound) this.#parts.chime(alert.name, volume);
    if (notifications && !this.#parts.attentive()) this.#listeners.tell(alert);
  }
}
