import { type Posted, type PostItemInit, type Timer, WeftError } from '@weft/proto';
import { backoffMs } from '../../link/index.ts';
import { problemOf } from '../problem.ts';
import type { ChosenFile, OutgoingItem } from '../types.ts';
import type { ConversationModel } from './model.ts';
import { nextToSend } from './outbox.ts';
import type { ConversationParts } from './parts.ts';

/** An item that was taken is in the timeline within this, or its push was lost. */
const SHOWN_WITHIN_MS = 4_000;
/** Tries to upload a file that may break before those chosen after it go ahead of it. */
const MAX_BROKEN = 3;

interface Uploading {
  readonly file: ChosenFile;
  readonly abort: AbortController;
  running: boolean;
  /** Tries that broke. */
  broken: number;
}

/** Empties the outbox: uploads files, sends items one after the other, again until each was taken or refused. */
export class Sending {
  readonly #model: ConversationModel;
  readonly #parts: ConversationParts;
  readonly #missing: () => void;
  readonly #uploads = new Map<string, Uploading>();
  #online = false;
  #attempt = 0;
  #retry: Timer | undefined;
  #shown: Timer | undefined;
  #disposed = false;

  /** @param missing an item was taken and does not show: ask for it */
  constructor(model: ConversationModel, parts: ConversationParts, missing: () => void) {
    this.#model = model;
    this.#parts = parts;
    this.#missing = missing;
  }

  connected(): void {
    this.#online = true;
    this.#attempt = 0;
    this.#retry?.cancel();
    this.#retry = undefined;
    this.pump();
  }

  disconnected(): void {
    this.#online = false;
  }

  /** Keeps a file's bytes until they are with the server. */
  hold(clientId: string, file: ChosenFile): void {
    this.#uploads.set(clientId, { file, abort: new AbortController(), running: false, broken: 0 });
  }

  drop(clientId: string): void {
    this.#uploads.get(clientId)?.abort.abort();
    this.#uploads.delete(clientId);
  }

  /** Sends what can be sent now. */
  pump(): void {
    if (!this.#online || this.#retry !== undefined || this.#disposed) return;
    for (const item of this.#model.outbox) if (item.state.name === 'uploading') void this.#upload(item);
    const next = nextToSend(this.#model.outbox, ({ clientId }) => {
      const upload = this.#uploads.get(clientId);
      return upload !== undefined && upload.broken < MAX_BROKEN;
    });
    if (next !== undefined) void this.#send(next);
  }

  dispose(): void {
    this.#disposed = true;
    this.#retry?.cancel();
    this.#shown?.cancel();
    for (const clientId of [...this.#uploads.keys()]) this.drop(clientId);
  }

  async #send(item: OutgoingItem): Promise<void> {
    const { clientId } = item;
    this.#model.become(clientId, { name: 'sending' });
    try {
      const posted = await this.#parts.ask.control('posted', { case: 'postItem', value: this.#post(item) });
      if (this.#disposed) return;
      this.#attempt = 0;
      this.#taken(clientId, posted);
    } catch (error) {
      if (this.#disposed) return;
      if (error instanceof WeftError && !error.retryable && this.#online)
        this.#model.become(clientId, { name: 'failed', problem: problemOf(error) });
      else {
        this.#model.become(clientId, { name: 'waiting' });
        this.#later(error);
      }
    }
    this.pump();
  }

  #post({ clientId, body, note, mentions, channel }: OutgoingItem): PostItemInit {
    const { side, page, invitation, queueId = '' } = this.#parts;
    return {
      conversationId: side === 'customer' ? '' : this.#model.conversationId,
      clientId,
      note,
      mentions: [...mentions],
      channel,
      queueId,
      invitationId: invitation?.ruleId() ?? '',
      body:
        body.kind === 'text'
          ? { case: 'text', value: body.text }
          : { case: 'attachmentId', value: body.attachmentId },
      ...(page === undefined ? {} : { page: page() }),
    };
  }

  #taken(clientId: string, { conversationId }: Posted): void {
    this.#model.become(clientId, { name: 'posted' });
    this.#parts.invitation?.told();
    // What a customer writes is taken by their own conversation, which may go on in the one that is held here.
    const goesOn = this.#parts.side === 'customer' && this.#model.earlier !== undefined;
    const known =
      (goesOn || this.#model.conversationId === conversationId) && this.#model.timeline.head !== undefined;
    if (!goesOn) this.#model.name(conversationId);
    this.#shown?.cancel();
    if (known) this.#shown = this.#parts.clock.after(SHOWN_WITHIN_MS, () => this.#lookForPosted());
    else this.#missing();
  }

  #lookForPosted(): void {
    this.#shown = undefined;
    if (!this.#model.outbox.some(({ state }) => state.name === 'posted')) return;
    this.#missing();
    this.#shown = this.#parts.clock.after(SHOWN_WITHIN_MS, () => this.#lookForPosted());
  }

  async #upload({ clientId, body }: OutgoingItem): Promise<void> {
    const upload = this.#uploads.get(clientId);
    if (upload === undefined || upload.running || body.kind !== 'file') return;
    upload.running = true;
    const progress = (share: number): void => {
      if (this.#uploads.get(clientId) === upload)
        this.#model.become(clientId, { name: 'uploading', share: Math.min(1, Math.max(0, share)) });
    };
    try {
      const { conversationId } = this.#model;
      const attachmentId = await this.#parts.upload(
        upload.file,
        conversationId,
        progress,
        upload.abort.signal,
      );
      if (this.#uploads.get(clientId) !== upload) return;
      this.#uploads.delete(clientId);
      this.#attempt = 0;
      this.#model.become(clientId, { name: 'waiting' }, { ...body, attachmentId });
    } catch (error) {
      upload.running = false;
      upload.broken += 1;
      if (this.#uploads.get(clientId) !== upload) return;
      if (error instanceof WeftError && !error.retryable)
        this.#model.become(clientId, { name: 'failed', problem: problemOf(error) });
      else this.#later(error);
    }
    this.pump();
  }

  #later(error: unknown): void {
    if (!this.#online || this.#retry !== undefined) return;
    const { clock, random, log } = this.#parts;
    const asked = error instanceof WeftError ? error.retryAfterMs : 0;
    this.#attempt += 1;
    log.info({ error: String(error), attempt: this.#attempt }, 'item sent again');
    this.#retry = clock.after(backoffMs(this.#attempt, asked, random), () => {
      this.#retry = undefined;
      this.pump();
    });
  }
}
