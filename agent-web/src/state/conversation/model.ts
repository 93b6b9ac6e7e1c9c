import type { OutgoingBody, OutgoingState } from '../types.ts';
import { add, become, type Draft, type Outbox, remove, settle } from './outbox.ts';
import { EMPTY_TIMELINE, type Timeline } from './timeline.ts';

/** The end of another conversation that went on in this one. */
export interface EarlierPart {
  readonly conversationId: string;
  readonly timeline: Timeline;
  /** The server has been asked for it since it went on. */
  readonly asked: boolean;
}

function earlierPart(
  continues: string,
  before: Pick<EarlierPart, 'conversationId' | 'timeline'>,
): EarlierPart | undefined {
  if (continues === '') return undefined;
  const timeline = before.conversationId === continues ? before.timeline : EMPTY_TIMELINE;
  return { conversationId: continues, timeline, asked: false };
}

/** One conversation's timeline and outbox, which settle with each other. Tells every change. */
export class ConversationModel {
  readonly #changed: () => void;
  #conversationId: string;
  #timeline: Timeline = EMPTY_TIMELINE;
  #earlier: EarlierPart | undefined;
  #outbox: Outbox;

  /** @param conversationId empty = the customer's own, not known yet */
  constructor(conversationId: string, outbox: Outbox, changed: () => void) {
    this.#conversationId = conversationId;
    this.#outbox = outbox;
    this.#changed = changed;
  }

  get conversationId(): string {
    return this.#conversationId;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  /** What a customer wrote in another conversation before theirs went on in this one. */
  get earlier(): EarlierPart | undefined {
    return this.#earlier;
  }

  get outbox(): Outbox {
    return this.#outbox;
  }

  /** The customer's conversation has got its name, or is another one than before. */
  name(conversationId: string): void {
    if (conversationId === this.#conversationId || conversationId === '') return;
    if (this.#timeline.head !== undefined) this.#timeline = EMPTY_TIMELINE;
    this.#conversationId = conversationId;
    this.#changed();
  }

  /**
   * The conversation has got its name, and is the one in which that other one goes on: what is held of that stays
   * before it. @param continues empty = it goes on from none
   */
  goOn(conversationId: string, continues: string): void {
    const before = { conversationId: this.#conversationId, timeline: this.#timeline };
    this.name(conversationId);
    if (continues === (this.#earlier?.conversationId ?? '')) return;
    this.#earlier = earlierPart(continues, before);
    this.#changed();
  }

  updateEarlier(change: (timeline: Timeline) => Timeline): void {
    if (this.#earlier === undefined) return;
    this.#earlier = { ...this.#earlier, timeline: change(this.#earlier.timeline), asked: true };
    this.#outbox = settle(this.#outbox, this.#earlier.timeline.items);
    this.#changed();
  }

  /** The conversation cannot be had under its name any more. */
  forget(): void {
    this.#timeline = EMPTY_TIMELINE;
    this.#earlier = undefined;
    this.#conversationId = '';
    this.#changed();
  }

  update(change: (timeline: Timeline) => Timeline): void {
    const timeline = change(this.#timeline);
    if (timeline === this.#timeline) return;
    this.#timeline = timeline;
    this.#outbox = settle(this.#outbox, timeline.items);
    this.#changed();
  }

  /** False = the outbox is full. */
  write(draft: Draft): boolean {
    const outbox = add(this.#outbox, draft);
    if (outbox === undefined) return false;
    this.#setOutbox(outbox);
    return true;
  }

  become(clientId: string, state: OutgoingState, body?: OutgoingBody): void {
    this.#setOutbox(become(this.#outbox, clientId, state, body));
  }

  remove(clientId: string): void {
    this.#setOutbox(remove(this.#outbox, clientId));
  }

  #setOutbox(outbox: Outbox): void {
    if (outbox === this.#outbox) return;
    // The timeline may have shown the item before its own answer came.
    this.#outbox = settle(outbox, this.#timeline.items);
    this.#changed();
  }
}
