import type { Clock, Log, Timer } from '@weft/proto';
import type { Crm } from '../crm/crm.ts';
import type { Drafts } from './drafts.ts';

/** What is written is told this long after the first key since the last telling. */
const TELL_AFTER_MS = 1_500;

export interface DraftSyncParts {
  readonly drafts: Drafts;
  readonly crm: Pick<Crm, 'drafts' | 'putDraft'>;
  readonly clock: Clock;
  readonly log: Log;
  /** These drafts were written, sent or emptied at another browser. */
  readonly changed: (conversationIds: readonly string[]) => void;
}

/** Has the control plane keep an agent's drafts, so that they find them at another machine. What cannot be told now is told later. */
export class DraftSync {
  readonly #parts: DraftSyncParts;
  #timer: Timer | undefined;
  /** Raised whenever somebody else may be signed in: what was asked before is nobody's any more. */
  #session = 0;
  #telling = Promise.resolve();

  constructor(parts: DraftSyncParts) {
    this.#parts = parts;
  }

  /** A composer has changed. */
  written(): void {
    this.#timer ??= this.#parts.clock.after(TELL_AFTER_MS, () => {
      this.#timer = undefined;
      this.#tell(this.#session);
    });
  }

  /** A new session: what happened elsewhere meanwhile, and then what is to be told from here. */
  renew(): void {
    this.clear();
    const session = this.#session;
    const { crm, drafts, changed, log } = this.#parts;
    crm.drafts().then(
      (all) => {
        if (session !== this.#session) return;
        const others = drafts.merge(all);
        if (others.length > 0) changed(others);
        this.#tell(session);
      },
      (error: unknown) => log.warn({ error: String(error) }, 'drafts of other machines are missing'),
    );
  }

  /** Nobody is signed in any more. */
  clear(): void {
    this.#session += 1;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** One after the other: an older text never overtakes a newer one. */
  #tell(session: number): void {
    this.#telling = this.#telling.then(async () => {
      const { drafts, crm, log } = this.#parts;
      try {
        for (const draft of session === this.#session ? drafts.unheard : []) {
          await crm.putDraft(draft);
          if (session !== this.#session) return;
          drafts.heard(draft);
        }
      } catch (error) {
        log.debug({ error: String(error) }, 'drafts not told');
      }
    });
  }
}
