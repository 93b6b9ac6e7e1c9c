import type { Clock, Conversation } from '@weft/proto';
import type { Audited } from '../store/audit.ts';

/** Who has a conversation open asks for what is new again and again: written down is that they look, not each question. */
const AGAIN_MS = 600_000;
/** Agents with conversations that are remembered; beyond, the one of longest ago is written down once more. */
const MAX_REMEMBERED = 50_000;

export interface SightingsParts {
  /** Keeps an entry of the audit log; waits for nothing and throws nothing. */
  readonly tell: (entry: Omit<Audited, 'atMs'>) => void;
  readonly clock: Clock;
}

/** Which agents have read which conversations, for the audit log. Whatever a page says of what it knows already, it is written down. */
export class Sightings {
  readonly #parts: SightingsParts;
  /** When it was written down, monotonic, the first one longest ago. */
  readonly #told = new Map<string, number>();

  constructor(parts: SightingsParts) {
    this.#parts = parts;
  }

  /** An agent is about to be given what stands in it. */
  saw(
    agentId: string,
    { conversationId, contactId }: Pick<Conversation, 'conversationId' | 'contactId'>,
  ): void {
    const { tell, clock } = this.#parts;
    const name = `${agentId} ${conversationId}`;
    const nowMs = clock.monotonic();
    const toldMs = this.#told.get(name);
    if (toldMs !== undefined && nowMs - toldMs < AGAIN_MS) return;
    this.#told.delete(name);
    this.#told.set(name, nowMs);
    if (this.#told.size > MAX_REMEMBERED) {
      const [oldest = ''] = this.#told.keys();
      this.#told.delete(oldest);
    }
    const subject = { subjectKind: 'conversation', subjectId: conversationId } as const;
    tell({ actorId: agentId, action: 'conversation.seen', ...subject, detail: { contactId } });
  }
}
